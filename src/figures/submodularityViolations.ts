import { tversky } from '../overlap/index.js';
import { rational } from '../rigor/index.js';
import { measureViolation } from '../theory/index.js';
import type { Figure } from './figure.js';
import { label, layout, measureColor, theoryColor } from './style.js';

const PIXELS = 6;
/** β = 0.1, 0.2, … 1.5. */
const BETAS = Array.from({ length: 15 }, (_, i) => rational(i + 1, 10));
/** Without the palest, which a thin line would lose. */
const SHADES = ['#6baed6', '#4292c6', '#2171b5', '#08306b'];
/** Foreground sizes from pale to dark: a number, not a loss, is told by the shade. */
const SIZES = (
  [
    [1, 'circle'],
    [2, 'diamond'],
    [3, 'triangle-up'],
    [5, 'square'],
  ] as const
).map(([foreground, symbol], i) => ({ foreground, symbol, beside: 0.018 * (i - 1.5), color: SHADES[i] ?? '#08306b' }));

interface Row extends Record<string, unknown> {
  /** Weight of false negatives. */
  beta: number;
  /** Foreground pixels, of six. */
  foreground: number;
  /** Largest Δ(A ∪ B) + Δ(A ∩ B) − Δ(A) − Δ(B). */
  excess: number;
  /** The same as a fraction. */
  exact: string;
}

/** By how much the Tversky loss misses submodularity, over the weight of false negatives. */
export const submodularityViolations: Figure<Row> = {
  id: 'submodularity-violations',
  title: 'The Tversky loss is submodular from β = 1 on: Jaccard is the boundary case',
  caption:
    `The largest excess Δ(A ∪ B) + Δ(A ∩ B) − Δ(A) − Δ(B) over all pairs of sets of mispredicted pixels, in images of ${PIXELS} pixels, in exact fractions ` +
    '(α = 1/2). A submodular loss has no excess. With P foreground pixels, at least two, there is some for every β < 1, and for even P it lies on the curve (1 − β)/(1 + β): ' +
    '1/3 for Dice (β = 1/2), and 0 from Jaccard’s β = 1 on. With one foreground pixel there is none. The marks of one β (a tenth and its multiples) stand side by side.',
  evidence: ['exact'],
  rows: () =>
    SIZES.flatMap(({ foreground }) =>
      BETAS.map((beta) => {
        const excess = measureViolation(tversky({ alpha: '1/2', beta }), PIXELS, foreground);
        return { beta: beta.toNumber(), foreground, excess: excess.toNumber(), exact: `${excess}` };
      }),
    ),
  figure(rows) {
    const curve = Array.from({ length: 101 }, (_, i) => i / 100);
    return {
      data: [
        {
          x: curve,
          y: curve.map((beta) => (1 - beta) / (1 + beta)),
          name: '(1 − β)/(1 + β)',
          type: 'scatter',
          mode: 'lines',
          line: { color: theoryColor.bound, width: 1.5, dash: 'dash' },
        },
        ...SIZES.map(({ foreground, symbol, beside, color }) => {
          const chosen = rows.filter((row) => row.foreground === foreground);
          return {
            x: chosen.map(({ beta }) => beta + beside),
            y: chosen.map(({ excess }) => excess),
            name: `${foreground} of ${PIXELS} pixels foreground`,
            type: 'scatter',
            mode: 'markers',
            marker: { color, symbol, size: 7 },
          };
        }),
      ],
      layout: layout({
        title: this.title,
        x: { title: 'weight of false negatives, β', range: [0, 1.55] },
        y: { title: 'largest excess over submodular', range: [-0.03, 1] },
        annotations: [
          label('Dice, β = 1/2: excess 1/3', 0.53, 0.37, { font: { size: 12, color: measureColor.dice } }),
          label('Jaccard, β = 1: none', 1.02, 0.11, { font: { size: 12, color: measureColor.jaccard } }),
        ],
        shapes: [0.5, 1].map((beta, i) => ({
          type: 'line',
          x0: beta,
          x1: beta,
          y0: -0.03,
          y1: 1,
          line: { width: 1, color: i === 0 ? measureColor.dice : measureColor.jaccard },
        })),
      }),
    };
  },
};
