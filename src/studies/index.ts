export { allFigures, RESULT_FIGURES, resultFigures } from './allFigures.js';
export { compareArms, isAlive, scored, type ArmScores, type Comparison, type FoldScores } from './comparison.js';
export { compareLosses, compareRecipes, type CompareSettings, type TrainedComparison } from './compareLosses.js';
export { align, comparisonTable, comparisonTitle } from './comparisonTable.js';
export { learningRateOf } from './learningRates.js';
export { smallComparison } from './smallComparison.js';
export { writeComparison, type WriteComparisonOptions } from './writeComparison.js';
export { COMPARED_LOSSES, type ComparedLoss } from './comparedLosses.js';
export { runStudy, type RunStudyOptions } from './runStudy.js';
export { sampleRuns } from './sampleRuns.js';
export { STUDIES, studyOf } from './studies.js';
export type { Study, StudyOptions, StudyReport } from './study.js';
export { committedRun, committedRuns, studiesWithRuns } from './committedRuns.js';
export {
  HYPOTHESES,
  judgeAll,
  verdictText,
  type Hypothesis,
  type HypothesisVerdict,
  type TaskVerdict,
  type Verdict,
} from './hypotheses/index.js';
export { resultTables, writeTables } from './tables/resultTables.js';
export { MARKED_TABLES, tableLines, writeMarkedTables } from './tables/writeMarkedTables.js';
export type { Column, ResultTable } from './tables/resultTable.js';
export { tableCsv, tableLatex, tableMarkdown } from './tables/writeTable.js';
export { studyRuns, type MaterialId, type StudyRuns, type StudySet } from './figures/studyRuns.js';
export { committedStudyRuns } from './figures/resultFigure.js';
export { coreRanking, type CoreRanking } from './rankings.js';
export { committedTable, committedVerdict } from './committedTables.js';
export { writeExamples } from './examples/storedExamples.js';
export { exampleRuns } from './figures/examplePredictions.js';
export { pairsOfImage, type PairsOfImageOptions, type WrittenPair } from './pairsOfImage.js';
export { coreRecipe } from './diceLossArms.js';
export { frozenTasks, taskData } from './frozenTasks.js';
export { workflowFailures } from './workflow/workflowFailures.js';
export { mergeWorkflow, type MergedFile } from './workflow/mergeWorkflow.js';
export { readWorkflowPlan, type WorkflowPlan, type WorkflowRun } from './workflow/workflowPlan.js';
export { writePlanned, writeWorkflow, type WorkflowOptions, type WrittenWorkflow } from './workflow/writeWorkflow.js';
export { drawableFigures } from './drawableFigures.js';
export type { Growth, GrowthStep, StoredGrowth } from './workflow/growth.js';
export { gridTable, simulateGrid, type SimulatedGrid } from './workflow/simulateGrid.js';
