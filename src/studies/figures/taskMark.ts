import { sequentialScale } from '../../figures/index.js';
import { TASK_IDS } from '../../tasks/index.js';

const SYMBOLS = ['circle', 'square', 'diamond', 'triangle-up', 'triangle-down', 'star'] as const;
/** Without the palest: losses own the hues, so that tasks have shades and symbols. */
const SHADES = ['#8fb8d8', '#6baed6', '#4292c6', '#2171b5', '#08519c', sequentialScale.at(-1)?.[1] ?? '#08306b'];

/** Shade and symbol of a task, or of a set whose name begins with its task, where several stand in one plot. */
export function taskMark(set: string): { color: string; symbol: string } {
  const i = Math.max(
    0,
    TASK_IDS.findIndex((task) => set.startsWith(task)),
  );
  return { color: SHADES[i] ?? '#08306b', symbol: SYMBOLS[i] ?? 'circle' };
}
