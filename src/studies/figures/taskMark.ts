import { taskColor } from '../../figures/index.js';
import { TASK_IDS } from '../../tasks/index.js';

const SYMBOLS = ['circle', 'square', 'diamond', 'triangle-up', 'triangle-down', 'star'] as const;

/** Colour and symbol of a task, or of a set whose name begins with its task, where several stand in one plot. */
export function taskMark(set: string): { color: string; symbol: string } {
  const i = Math.max(
    0,
    TASK_IDS.findIndex((task) => set.startsWith(task)),
  );
  return { color: taskColor[i] ?? taskColor[0], symbol: SYMBOLS[i] ?? 'circle' };
}
