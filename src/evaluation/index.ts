export { aggregate, type Aggregate, type AggregateOptions } from './aggregate.js';
export { averageSymmetricSurfaceDistance } from './averageSymmetricSurfaceDistance.js';
export { brierScore } from './brierScore.js';
export { caseScores, type CaseScoreOptions, type CaseScores } from './caseScores.js';
export { classMask } from './classMask.js';
export { collapse } from './collapse.js';
export { connectedComponents, type ComponentOptions, type Components } from './connectedComponents.js';
export { conventionRows, lossConventionRows, type ConventionRow, type LossConventionRow } from './conventionRows.js';
export { conventions, conventionScore, type Convention } from './conventions.js';
export { distanceTransform } from './distanceTransform.js';
export { countClasses } from './countClasses.js';
export type { EmptyDistance, EmptyScore } from './empty.js';
export { expectedCalibrationError } from './expectedCalibrationError.js';
export type { GridOptions } from './grid.js';
export { hausdorffDistance, type HausdorffOptions } from './hausdorffDistance.js';
export { holm } from './holm.js';
export { imageScores, type ImageScores } from './imageScores.js';
export { lesionDetection, type LesionDetection, type LesionOptions } from './lesionDetection.js';
export { lossConventions, type LossConvention, type SoftImage } from './lossConventions.js';
export { maskScore, type ScoreOptions } from './maskScore.js';
export { meanAverageSurfaceDistance } from './meanAverageSurfaceDistance.js';
export { normalizedSurfaceDice, type SurfaceDiceOptions } from './normalizedSurfaceDice.js';
export { dice, jaccard, precision, sensitivity, specificity, tversky } from './overlapScores.js';
export { pairedBootstrap, type PairedBootstrap, type PairedBootstrapOptions } from './pairedBootstrap.js';
export { quantile } from './quantile.js';
export { rankMethods, type RankedMethod, type Ranking, type RankOptions } from './rankMethods.js';
export { reliability, type ReliabilityBin, type ReliabilityOptions } from './reliability.js';
export type {
  CalibrationBin,
  ClassCounts,
  Collapse,
  FittedThresholds,
  HistoryRow,
  ImageResult,
  TrainedRun,
} from './runResult.js';
export { signFlipTest, type SignFlipOptions, type SignFlipTest } from './signFlipTest.js';
export { surfaceDistances, type SurfaceDistances } from './surfaceDistances.js';
export type { SurfaceOptions } from './surfaceMeasure.js';
export { ThresholdCurves } from './thresholdCurves.js';
export { thresholdMask } from './thresholdMask.js';
export { relativeVolumeError, volumeError } from './volumeError.js';
