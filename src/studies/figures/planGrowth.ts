import { readFileSync } from 'node:fs';
import { axis, ink, layout, type Figure } from '../../figures/index.js';
import type { StoredGrowth } from '../workflow/growth.js';

export interface GrowthRow extends Record<string, unknown> {
  step: string;
  runs: number;
  seconds: number;
  memoryMb: number;
}

const MEASURED = new URL('../../../data/growth.json', import.meta.url);
const MARKS: Record<string, { color: string; symbol: string }> = {
  plan: { color: '#1b6ca8', symbol: 'circle' },
  scan: { color: '#5f6b7a', symbol: 'square' },
  merge: { color: '#a51d2d', symbol: 'diamond' },
  'merge again': { color: '#d98324', symbol: 'triangle-up' },
};

/** What a study costs beside its training, as it grows: from data/growth.json, which `bench --growth` measures. */
export const planGrowth: Figure<GrowthRow> = {
  id: 'plan-growth',
  evidence: ['measured'],
  title: 'What planning, scanning and merging cost as a study grows',
  caption:
    'Made-up runs of 32 images each, on both axes in powers of ten: to write the plan with its recipes, to look which runs are done, to merge all of them ' +
    'into a results file, and to merge them again. Left: seconds; right: the largest memory of the process. Each step ran in a process of its own.',
  rows: () => (JSON.parse(readFileSync(MEASURED, 'utf8')) as StoredGrowth).rows,
  figure(rows) {
    const steps = [...new Set(rows.map(({ step }) => step))];
    const panel = (key: 'seconds' | 'memoryMb', suffix: string) =>
      steps.map((step) => {
        const chosen = rows.filter((row) => row.step === step);
        const mark = MARKS[step] ?? { color: ink.text, symbol: 'circle' };
        return {
          type: 'scatter',
          mode: 'lines+markers',
          name: step,
          showlegend: suffix === '',
          x: chosen.map(({ runs }) => runs),
          // A thousandth of a second is what the clock was read to.
          y: chosen.map((row) => Math.max(row[key], 0.001)),
          xaxis: `x${suffix}`,
          yaxis: `y${suffix}`,
          line: { color: mark.color, width: 1.5 },
          marker: { ...mark, size: 8 },
        };
      });
    const runs = { type: 'log', title: 'runs', tickvals: [10, 1000, 100_000], ticktext: ['10', '1 000', '100 000'] };
    return {
      data: [...panel('seconds', ''), ...panel('memoryMb', '2')],
      layout: layout({
        title: this.title,
        x: { ...runs, domain: [0, 0.44] },
        y: {
          type: 'log',
          title: 'seconds',
          tickvals: [0.001, 0.01, 0.1, 1, 10],
          ticktext: ['0.001', '0.01', '0.1', '1', '10'],
          range: [-3.2, 1.3],
        },
        xaxis2: axis({ ...runs, domain: [0.58, 1], anchor: 'y2' }),
        yaxis2: axis({ title: 'largest memory in MB', range: [0, 520], anchor: 'x2' }),
      }),
    };
  },
};
