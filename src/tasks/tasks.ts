import { br18 } from './br18.js';
import { is17 } from './is17.js';
import { is18 } from './is18.js';
import { mo17 } from './mo17.js';
import { po18 } from './po18.js';
import { OWN, OWN_VOLUMES } from './own/ownTask.js';
import type { OwnTaskId, StudyTaskId } from './sample.js';
import type { RealTask, Task } from './task.js';
import { wm17 } from './wm17.js';

/** The six tasks by id, and a folder of one's own as one. */
export const TASKS: Record<StudyTaskId, Task> & Record<OwnTaskId, RealTask> = {
  ...{ br18, is17, is18, mo17, po18, wm17 },
  ...{ own: OWN, own3d: OWN_VOLUMES },
};
