export { TASK_IDS, type LoadedTask, type Sample, type TaskId } from './sample.js';
export type { Task, TaskStatistics } from './task.js';
export { TASKS } from './tasks.js';
export { loadTask, type LoadOptions } from './loadTask.js';
export { openTask, refuseProblems, taskOf } from './openTask.js';
export type { Case, CaseImages, FoundCases, Problem, ReadOptions } from './layouts/case.js';
export { foldsOf, type Fold } from './foldsOf.js';
export { oracleDice, type OracleDice } from './oracleDice.js';
export { taskStatistics } from './taskStatistics.js';
export { availableBytes } from './readers/availableBytes.js';
export { readImage } from './readers/readImage.js';
export { readNifti } from './readers/readNifti.js';
export { writeNifti } from './readers/writeNifti.js';
export { inspectTask, type Inspection, type InspectedCase, type InspectOptions } from './inspectTask.js';
export {
  compareWithKnown,
  summariseTasks,
  type KnownRow,
  type SummaryOptions,
  type TaskSummary,
} from './summariseTasks.js';
