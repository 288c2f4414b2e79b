import { TASK_IDS } from '../../tasks/index.js';

const SYMBOLS = ['circle', 'square', 'diamond', 'triangle-up', 'triangle-down', 'star'] as const;
/** Losses own the hues of one lightness; tasks go from dark violet to ochre by steps that also differ in grey. */
const SHADES = ['#3b0f70', '#2c5f9e', '#1f8a8c', '#57a64a', '#b0a01e', '#8c564b'];

/** Colour and symbol of a task, or of a set whose name begins with its task, where several stand in one plot. */
export function taskMark(set: string): { color: string; symbol: string } {
  const i = Math.max(
    0,
    TASK_IDS.findIndex((task) => set.startsWith(task)),
  );
  return { color: SHADES[i] ?? '#3b0f70', symbol: SYMBOLS[i] ?? 'circle' };
}
