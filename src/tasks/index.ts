export {
  OWN_IDS,
  TASK_IDS,
  type LoadedTask,
  type OwnTaskId,
  type Sample,
  type StudyTaskId,
  type TaskId,
} from './sample.js';
export type { RealTask, Task, TaskStatistics } from './task.js';
export { TASKS } from './tasks.js';
export { loadTask, OWN_NEEDS_DATA, type LoadOptions } from './loadTask.js';
export { isOwn, openTask, refuseProblems, taskOf, type OpenOptions } from './openTask.js';
export { checkDescription, descriptionIn, type OwnDescription } from './own/readDescription.js';
export type { Preprocessing } from './own/ownSet.js';
export type { Case, CaseImages, FoundCases, NativeMask, Problem, ReadOptions } from './layouts/case.js';
export { patientsOfNames, patientsOfRule, type Patients, type PatientsFrom } from './layouts/patients.js';
export { exampleFolder } from './exampleFolder.js';
export { foldsOf, refuseFewPatients, type Fold } from './foldsOf.js';
export { damageError, readOrCollect, type DamagedCase } from './readCases.js';
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
export type { Raster } from './readers/raster.js';
export type { Volume } from './readers/volume.js';
export { blankView, pictureView, shownMask, sliceView, smallView, viewBehind, type View } from './view.js';
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
