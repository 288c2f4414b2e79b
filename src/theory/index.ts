export { batchAndImage, batchAndMeanDice, largestBatchGap } from './batchAndImage.js';
export { bounds, largestExcess, type Bounds, type BoundsOptions } from './bounds/bounds.js';
export type { ErrorBound, Witness } from './bounds/errorBound.js';
export { biasAndCalibration, calibration, type JudgedPixel } from './calibration.js';
export { convexClosure, type ConvexClosure } from './setLosses/convexClosure.js';
export { dependentLaw, diceDecisions } from './diceDecisions.js';
export { belowDiceJaccardConstant, diceJaccard } from './diceJaccard.js';
export { diceThreshold } from './diceThreshold.js';
export { emptyMasks, meanDiceOfSlices } from './emptyMasks.js';
export { certified, enclosed, exact, provenBy, refused } from './theorem.js';
export { diceOptimum, expectedDice, independentLaw, marginals, type LabelLaw } from './labelLaws/expectedDice.js';
export { finiteErrors, type FiniteErrors } from './largestErrors/finiteErrors.js';
export { foregroundWeight, gradients, jaccardGradientFactor } from './gradients.js';
export { softGradient } from './softMasks/dual.js';
export { largestDifference } from './largestErrors/finiteErrors.js';
export { largestClosureGap, lovaszClosure } from './lovaszClosure.js';
export { lovaszExtension } from './setLosses/lovaszExtension.js';
export { lovaszAndSoftJaccard, lovaszSoftJaccard } from './lovaszSoftJaccard.js';
export { gainOfMarking, markingSwitch } from './labelLaws/markingSwitch.js';
export { mispredictionLoss, type SetLoss } from './setLosses/mispredictionLoss.js';
export { normVariants, softDiceOfNorms } from './normVariants.js';
export { smoothing } from './smoothing.js';
export {
  diceSemimetric1,
  diceSemimetric2,
  jaccardMetric1,
  jaccardMetric2,
  plainSoftDice,
  type MaskDistance,
} from './softMasks/softLabelDistances.js';
export { softLabels } from './softLabels.js';
export { submodularity } from './submodularity.js';
export { measureViolation, submodularViolation, type Violation } from './setLosses/submodularViolation.js';
export {
  theoremResult,
  type Evidence,
  type EvidenceKind,
  type NegativeControl,
  type Theorem,
  type TheoremResult,
} from './theorem.js';
export { theorems } from './theorems.js';
export { constantText } from './constantText.js';
export { statementPieces, type StatementPiece } from './statementPieces.js';
export { independentVoxelThreshold, nonBinaryLaw, nonBinaryScore, volumeBias } from './volumeBias.js';
export { wassersteinDice, wassersteinDiceScore } from './wassersteinDice.js';
export { bestWeightError, type BestWeightError } from './largestErrors/bestWeightError.js';
export { closedFormError } from './largestErrors/bestWeightClosedForm.js';
export { finiteHammingError } from './largestErrors/bestWeightError.js';
export { finiteTverskyError } from './largestErrors/tverskyErrors.js';
export { expectedScores, type Expected, type TightLaw } from './labelLaws/regretLaws.js';
export { regretTransfer, tightRegret } from './regretTransfer.js';
export { absoluteFromFactor, tverskyFactor } from './largestErrors/tverskyErrors.js';
export { tverskyDice } from './tverskyDice.js';
export { FOREGROUND_RATIOS, weightedHammingGap } from './weightedHammingGap.js';
export { robustDuality, robustLoss, type RobustLoss } from './robustDuality.js';
export { accuracyRegret, priceOfAccuracy } from './priceOfAccuracy.js';
export { expectedScoreInterval, imagesNeeded, meanJaccard, publishedMeans } from './publishedMeans.js';
export type { Claim, FalseClaim } from './claims/claim.js';
export type { Proof } from './proofs/proof.js';
