export { TASK_IDS, type LoadedTask, type Sample, type TaskId } from './sample.js';
export type { Task, TaskStatistics } from './task.js';
export { TASKS } from './tasks.js';
export { loadTask, type LoadOptions } from './loadTask.js';
export { openTask, refuseProblems, taskOf, type OpenOptions } from './openTask.js';
export type { Case, CaseImages, FoundCases, NativeMask, Problem, ReadOptions } from './layouts/case.js';
export type { PatientsFrom } from './layouts/patients.js';
export { exampleFolder } from './exampleFolder.js';
export { foldsOf, refuseFewPatients, type Fold } from './foldsOf.js';
export { oracleDice, type OracleDice } from './oracleDice.js';
export { taskStatistics } from './taskStatistics.js';
export { availableBytes } from './readers/availableBytes.js';
export { readImage } from './readers/readImage.js';
export { resizeImage, resizeMask } from './readers/resizeRaster.js';
export { listed, readMask, type Mask, type MaskOptions } from './readers/readMask.js';
export {
  classesOf,
  labelsOfSet,
  parseColourMap,
  parseLabelMap,
  unexplainedLabels,
  type LabelMap,
  type LabelRemedy,
  type MaskLabels,
} from './readers/labelMap.js';
export type { ColourMap } from './readers/brightest.js';
export { gridDifference, inOrderOf, sameGrid } from './readers/grid.js';
export { listFiles } from './readers/listFiles.js';
export { isImageName } from './readers/readRasters.js';
export { isNiftiName, readNifti } from './readers/readNifti.js';
export { writeNifti } from './readers/writeNifti.js';
export {
  inspectTask,
  type Inspection,
  type InspectedCase,
  type InspectOptions,
  type NativeStatistics,
} from './inspectTask.js';
export {
  compareWithKnown,
  summariseTasks,
  type KnownRow,
  type SummaryOptions,
  type TaskSummary,
} from './summariseTasks.js';
export { centralPatch, cutPatch, widened, type Patch } from './volumes/cutPatch.js';
export { WHOLE_SPACING_MM, type WholeVolume } from './volumes/wholeVolume.js';
export { zoomVolume, type GridValues } from './volumes/zoomVolume.js';
export {
  authorsCases,
  authorsFolds,
  authorsNotes,
  matchAuthors,
  matchNotes,
  type AuthorsMatch,
} from './volumes/authorsFolds.js';
