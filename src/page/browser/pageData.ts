import type { PlotlySpec } from '../../figures/figure.js';
import type { CountedTask } from '../countedTask.js';

/** What the page carries as JSON. */
export interface PageData {
  specs: Record<string, PlotlySpec>;
  tasks: CountedTask[];
  /** The colour of each colour on dark paper. */
  darkColors: Record<string, string>;
}

let read: PageData | undefined;

export function pageData(): PageData {
  return (read ??= JSON.parse(document.getElementById('page-data')?.textContent ?? '{}') as PageData);
}
