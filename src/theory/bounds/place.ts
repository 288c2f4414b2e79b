import type { Chart } from './charts.js';
import type { Region } from './regions.js';

/** Where on the compactified counts a supremum was found: a point of a chart of a region. */
export interface Place {
  region: Pick<Region, 'free' | 'gone'>;
  chart: Chart;
  at: readonly number[];
}
