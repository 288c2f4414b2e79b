import type { DataSource } from '../runs/index.js';
import type { TaskId } from '../tasks/index.js';

/** Of the neighbouring studies: fewer and smaller images than the comparison has, so that many arms cost minutes. */
const SMALL = { size: 48, patients: 60, imagesPerPatient: 2 };

/** Each patient is held out once, by a network that learned from the other half. */
export const SMALL_FOLDS = [0, 1];

/** What is said of the size of these studies wherever their results stand. */
export const SMALL_WORDS = `${SMALL.patients} synthetic patients a task with ${SMALL.imagesPerPatient} images of ${SMALL.size} × ${SMALL.size}, ${SMALL_FOLDS.length} folds, one seed`;

/** The synthetic images of a task as the neighbouring studies use them. */
export function smallTaskData(task: TaskId, multiClass = false): DataSource {
  const { size, patients, imagesPerPatient } = SMALL;
  return { task, multiClass, size, synthetic: { seed: 1, patients, imagesPerPatient } };
}
