import { finiteErrors } from '../theory/index.js';
import type { Figure } from './figure.js';
import { label, layout, measureColor, theoryColor } from './style.js';

const LARGEST_N = 200;
const BOUND = 3 - 2 * Math.SQRT2;

interface Row extends Record<string, unknown> {
  n: number;
  /** The largest D − J in images of n pixels, as a fraction. */
  exact: string;
  /** How far it stays below 3 − 2√2. */
  gap: number;
  /** Whether it is larger than in images of n − 1 pixels. */
  step: boolean;
}

/** How the largest difference of Dice and Jaccard climbs towards its bound with the size of the image. */
export const finiteStaircase: Figure<Row> = {
  id: 'finite-staircase',
  title: 'Small images come close to the bound 3 − 2√2, and none reaches it',
  caption:
    'How far the largest difference D − J over all masks of n pixels stays below 3 − 2√2. It falls only at the Pell numbers n = 2, 5, 12, 29, 70, 169, ' +
    'where a fraction comes nearer to √2 − 1 than any before (largest difference beside each step); every count was compared in integers.',
  evidence: ['exact'],
  rows: () =>
    finiteErrors(LARGEST_N)
      .slice(1)
      .map(({ n, absolute }, i, all) => ({
        n,
        exact: absolute.toString(),
        gap: BOUND - absolute.toNumber(),
        step: i === 0 || absolute.greaterThan(all[i - 1]!.absolute),
      })),
  figure(rows) {
    const steps = rows.filter((row) => row.step);
    return {
      data: [
        {
          x: rows.map((row) => row.n),
          y: rows.map((row) => row.gap),
          type: 'scatter',
          mode: 'lines',
          line: { shape: 'hv', width: 2, color: measureColor.dice },
        },
        {
          x: steps.map((row) => row.n),
          y: steps.map((row) => row.gap),
          type: 'scatter',
          mode: 'markers',
          marker: { size: 9, color: theoryColor.extremal },
          text: steps.map((row) => row.exact),
        },
      ],
      layout: layout({
        title: this.title,
        x: {
          title: 'pixels of the image, n',
          type: 'log',
          range: [Math.log10(1.7), Math.log10(560)],
          tickvals: [2, 5, 12, 29, 70, 169],
        },
        y: {
          title: '3 − 2√2 − largest D − J',
          type: 'log',
          range: [-10.6, -1.8],
          tickvals: [1e-2, 1e-4, 1e-6, 1e-8, 1e-10],
          ticktext: ['10<sup>−2</sup>', '10<sup>−4</sup>', '10<sup>−6</sup>', '10<sup>−8</sup>', '10<sup>−10</sup>'],
        },
        showlegend: false,
        annotations: steps.map((row) =>
          label(row.exact, Math.log10(row.n), Math.log10(row.gap), {
            xshift: 8,
            yshift: 10,
            font: { size: 12, color: theoryColor.extremal },
          }),
        ),
      }),
    };
  },
};
