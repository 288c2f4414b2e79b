import { br18 } from './br18.js';
import { po18 } from './po18.js';
import type { Task } from './task.js';

/** The six tasks by id. */
export const TASKS: Record<string, Task> = { br18, po18 };
