import type { Comparison } from './comparison.js';

/** The name of a comparison's files: `comparison-po18`, `comparison-po18-synthetic`, `comparison-br18-multi-class`. */
export function comparisonName({
  task,
  synthetic,
  classes,
}: Pick<Comparison, 'task' | 'synthetic' | 'classes'>): string {
  return `comparison-${task}${classes.length > 2 ? '-multi-class' : ''}${synthetic ? '-synthetic' : ''}`;
}

/** The heading of a comparison's table and figure: `PO18, synthetic images`, `BR18, 3 classes`. */
export function comparisonTitle({
  task,
  synthetic,
  classes,
}: Pick<Comparison, 'task' | 'synthetic' | 'classes'>): string {
  return `${task.toUpperCase()}${classes.length > 2 ? `, ${classes.length - 1} classes` : ''}${synthetic ? ', synthetic images' : ''}`;
}
