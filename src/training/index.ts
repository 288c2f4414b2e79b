export { createTrainer, type LossFunction, type Trainer } from './trainer.js';
export { makeBatch, type Batch } from './makeBatch.js';
export { predictMasks } from './predictMasks.js';
export { trainRun, type RunReport, type RunResult, type RunSetup } from './trainRun.js';
export type { SampleScores } from './scoreSample.js';
export { unetLogits } from './unet.js';
export {
  parameterCount,
  unetLayers,
  UNET_STRIDE,
  type FilterShape,
  type UnetLayer,
  type UnetShape,
} from './unetShape.js';
