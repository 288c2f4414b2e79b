export * from './losses.js';
export { lossFromSpec, lossIds, type NamedLoss } from './lossFromSpec.js';
