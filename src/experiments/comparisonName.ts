import type { Comparison } from './comparison.js';

/** The name of a comparison's files: `comparison-po18`, `comparison-po18-synthetic`. */
export function comparisonName({ task, synthetic }: Pick<Comparison, 'task' | 'synthetic'>): string {
  return `comparison-${task}${synthetic ? '-synthetic' : ''}`;
}

/** The heading of a comparison's table and figure: `PO18, synthetic images`. */
export function comparisonTitle({ task, synthetic }: Pick<Comparison, 'task' | 'synthetic'>): string {
  return `${task.toUpperCase()}${synthetic ? ', synthetic images' : ''}`;
}
