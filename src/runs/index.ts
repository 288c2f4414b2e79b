export { executeRun, type DoneRun, type ExecuteOptions, type RunReport } from './executeRun.js';
export { seedOfRun } from './executeRun.js';
export { fewImages } from './procedures/pairsOfFew.js';
export { doRun } from './doRun.js';
export { runAll, stepsOf, type PoolOptions } from './localPool.js';
export { planRuns, refuseOtherKey, uniqueRuns, type PlannedRun } from './plannedRun.js';
export {
  canonicalJson,
  decisive,
  DEFAULT_TRAINING,
  type DataSource,
  type NetworkSettings,
  type PhaseSettings,
  type Reading,
  type Recipe,
  type Split,
  type TrainingSettings,
} from './recipe.js';
export { dataHash, loadSource, recipeData, type Folders, type RecipeData } from './recipeData.js';
export { runStore, type RunStore } from './runStore.js';
export { codeHash, hashOf } from './codeHash.js';
export type {
  LabelSettings,
  NoiseSettings,
  PairsSettings,
  ProcedureSettings,
  TeachingSettings,
} from './procedures/settings.js';
export { runKey } from './runKey.js';
export { codeOf, keyOf, storedRun, type StoredRun } from './storedRun.js';
export { checkLoss, checkRecipe, checkTraining, recipeOf } from './checkRecipe.js';
export { networkFile, networkSettings, readNetwork, type SavedNetwork } from './networkFile.js';
export { predictFolder, type Predicted, type PredictOptions } from './predictFolder.js';
export { refuseTooLarge } from './refuseTooLarge.js';
export { equalRevisions, noteEqualRevision, revisionsLike, type EqualRevision } from './revisions.js';
export { brokenInequalities, jaccardOfDice } from './lossInequalities.js';
export { meanDice } from './tryNetwork.js';
export { OTHER_ENGINE_DICE, verifyRuns, compareRuns, type VerifiedRun } from './verifyRuns.js';
export { mergeResults, readResults, resultKeys, type ReadResults } from './resultsFile.js';
export { measuredCosts, runCost, type MeasuredCosts, type RunCost, type SourceCost } from './runCost.js';
