export { classMask } from './classMask.js';
export { imageScores, type EmptyScore, type ImageScoreOptions, type ImageScores } from './imageScores.js';
export { pairedBootstrap, type PairedBootstrap, type PairedBootstrapOptions } from './pairedBootstrap.js';
export { quantile } from './quantile.js';
export { surfaceDistances, type SurfaceDistances } from './surfaceDistances.js';
export { thresholdMask } from './thresholdMask.js';
export type { GridOptions } from './grid.js';
