export { aggregate, type Aggregate, type AggregateOptions } from './aggregate.js';
export { averageSymmetricSurfaceDistance } from './averageSymmetricSurfaceDistance.js';
export { brierScore } from './calibration/brierScore.js';
export { caseScores, type CaseScoreOptions, type CaseScores } from './caseScores.js';
export { classMask } from './classMask.js';
export { collapse } from './collapse.js';
export { connectedComponents, type ComponentOptions, type Components } from './instances/connectedComponents.js';
export {
  conventionRows,
  lossConventionRows,
  type ConventionRow,
  type LossConventionRow,
} from './conventions/conventionRows.js';
export { conventions, conventionScore, type Convention } from './conventions/conventions.js';
export { distanceTransform } from './distanceTransform.js';
export { countClasses } from './countClasses.js';
export type { EmptyDistance, EmptyScore } from './empty.js';
export { expectedCalibrationError } from './calibration/expectedCalibrationError.js';
export type { GridOptions } from './grid.js';
export { hausdorffDistance, type Directions, type HausdorffOptions } from './hausdorffDistance.js';
export { holm } from './statistics/holm.js';
export { imageScores, type ImageScores } from './imageScores.js';
export { labelMapScores, type LabelMapOptions, type LabelMapScores, type OverlapScores } from './labelMapScores.js';
export {
  lesionDetection,
  type LesionDetection,
  type LesionOptions,
  type LesionRule,
} from './instances/lesionDetection.js';
export {
  matchInstances,
  type InstanceMatching,
  type InstanceOptions,
  type InstancePair,
} from './instances/matchInstances.js';
export { lossConventions, type LossConvention, type SoftImage } from './conventions/lossConventions.js';
export { maskScore, type ScoreOptions } from './maskScore.js';
export { meanAverageSurfaceDistance } from './meanAverageSurfaceDistance.js';
export { normalizedSurfaceDice, type SurfaceDiceOptions } from './normalizedSurfaceDice.js';
export { dice, jaccard, precision, sensitivity, specificity, tversky } from './overlapScores.js';
export { pairedBootstrap, type PairedBootstrap, type PairedBootstrapOptions } from './statistics/pairedBootstrap.js';
export type { Provenance } from './conventions/provenance.js';
export { quantile } from './statistics/quantile.js';
export { rankMethods, type RankedMethod, type Ranking, type RankOptions } from './statistics/rankMethods.js';
export { ratioBootstrap, type RatioBootstrap } from './statistics/ratioBootstrap.js';
export { reliability, type ReliabilityBin } from './calibration/reliability.js';
export { signFlipTest, type SignFlipOptions, type SignFlipTest } from './statistics/signFlipTest.js';
export type { Collapse, FittedThresholds, HistoryRow, ImageResult, TrainedRun } from './runResult.js';
export { surfaceDistances, type SurfaceDistances } from './surfaceDistances.js';
export type { SurfaceOptions } from './surfaceMeasure.js';
export { ThresholdCurves } from './thresholdCurves.js';
export { thresholdMask } from './thresholdMask.js';
export { relativeVolumeError, volumeError } from './volumeError.js';
export { bootstrapStatistics, type BootstrappedStatistic } from './statistics/bootstrapStatistics.js';
export { lowestMean } from './statistics/lowestMean.js';
export { bestGroup } from './statistics/bestGroup.js';
export { chiSquareSurvival } from './statistics/chiSquareSurvival.js';
export { cohensDz } from './statistics/cohensDz.js';
export {
  compareMethods,
  type CompareOptions,
  type MethodComparison,
  type MethodDifference,
} from './statistics/compareMethods.js';
export { criticalDifference } from './statistics/criticalDifference.js';
export { differenceVerdict, type DifferenceVerdict } from './statistics/differenceVerdict.js';
export { equivalenceTest, type EquivalenceOptions, type EquivalenceTest } from './statistics/equivalenceTest.js';
export { friedmanTest, type FriedmanTest } from './statistics/friedmanTest.js';
export { fSurvival } from './statistics/fSurvival.js';
export { kendallTau } from './statistics/kendallTau.js';
export { letterDisplay } from './statistics/letterDisplay.js';
export { probabilityOfSuperiority } from './statistics/probabilityOfSuperiority.js';
export { rankGroups } from './statistics/rankGroups.js';
export {
  rankOverTasks,
  type TaskRankedMethod,
  type TaskRanking,
  type TaskRankOptions,
} from './statistics/rankOverTasks.js';
export type { ScoresByMethod } from './statistics/scoreTable.js';
export { wilcoxonSignedRank, type WilcoxonOptions, type WilcoxonTest } from './statistics/wilcoxonSignedRank.js';
export { calibrationError } from './calibration/expectedCalibrationError.js';
export {
  addBins,
  probabilityBins,
  type ProbabilityBin,
  type ReliabilityOptions,
} from './calibration/probabilityBins.js';
export { reliabilityRows } from './calibration/reliability.js';
export { volumeBias, type CountedVolume, type VolumeBias } from './calibration/volumeBias.js';
export { aggregateUnits, type AggregateUnitsOptions, type UnitMean } from './units/aggregateUnits.js';
export {
  countedUnits,
  type ClassCounts,
  type CountedImage,
  type CountUnit,
  type EmptyUnits,
} from './units/countedImage.js';
export type { UnitMeasure } from './units/unitMeasures.js';
export { unitScores, type UnitScoreOptions, type UnitScores } from './units/unitScores.js';
