import { sequentialScale } from '../../figures/index.js';
import { TASK_IDS } from '../../tasks/index.js';

const SYMBOLS = ['circle', 'square', 'diamond', 'triangle-up', 'triangle-down', 'star'] as const;
/** Without the palest: losses own the hues, so that tasks have shades and symbols. */
const SHADES = ['#8fb8d8', '#6baed6', '#4292c6', '#2171b5', '#08519c', sequentialScale.at(-1)?.[1] ?? '#08306b'];

/** Shade and symbol of a task, where several stand in one plot. */
export function taskMark(task: string): { color: string; symbol: string } {
  const i = Math.max(0, (TASK_IDS as readonly string[]).indexOf(task));
  return { color: SHADES[i] ?? '#08306b', symbol: SYMBOLS[i] ?? 'circle' };
}
