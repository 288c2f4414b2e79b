import { br18 } from './br18.js';
import { is17 } from './is17.js';
import { is18 } from './is18.js';
import { mo17 } from './mo17.js';
import { po18 } from './po18.js';
import type { TaskId } from './sample.js';
import type { Task } from './task.js';
import { wm17 } from './wm17.js';

/** The six tasks by id. */
export const TASKS: Record<TaskId, Task> = { br18, is17, is18, mo17, po18, wm17 };
