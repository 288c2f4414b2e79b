export {
  exactWeight,
  floats,
  intervals,
  IrrationalRoot,
  rationals,
  UndefinedRatio,
  type Arithmetic,
  type Weight,
} from './arithmetic.js';
export { confusionCounts, type Counts } from './counts.js';
export { dice } from './dice.js';
export { jaccard } from './jaccard.js';
export { masksWithCounts } from './counts.js';
export { measure, type Measure, type MeasureOptions } from './measure.js';
export { measureNames, parseMeasure } from './parseMeasure.js';
export { readParameters, type ParameterNames } from './readParameters.js';
export { accuracy, balancedAccuracy, kappa, matthews, precision, recall, specificity } from './rates.js';
export { fMeasure, tversky, type TverskyWeights } from './tversky.js';
export { pixelWeightedHamming, weightedHamming } from './weightedHamming.js';
