export { TASK_IDS, type LoadedTask, type Sample, type TaskId } from './sample.js';
export type { Task } from './task.js';
export { TASKS } from './tasks.js';
export { loadTask, type LoadOptions } from './loadTask.js';
export { openTask, taskOf } from './openTask.js';
export type { Case, CaseImages, FoundCases, Problem, ReadOptions } from './layouts/case.js';
export { foldsOf, type Fold } from './foldsOf.js';
