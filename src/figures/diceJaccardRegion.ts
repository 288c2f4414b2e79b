import type { Figure } from './figure.js';
import { ink, label, layout, measureColor, theoryColor } from './style.js';

const BOUND = 3 - 2 * Math.SQRT2;
const EXTREMAL_J = Math.SQRT2 - 1;
const STEPS = 100;
/** Masks of so many pixels are drawn as dots. */
const PIXELS = 12;

interface Row extends Record<string, unknown> {
  kind: 'curve' | 'mask' | 'extremal';
  jaccard: number;
  dice: number;
}

const point = (kind: Row['kind'], jaccard: number): Row => ({ kind, jaccard, dice: (2 * jaccard) / (1 + jaccard) });

/** Every value of Jaccard that masks of at most n pixels take: a/b with 0 ≤ a ≤ b ≤ n. */
function jaccardsOfMasks(n: number): number[] {
  const values = new Set<number>();
  for (let union = 1; union <= n; union++) for (let common = 0; common <= union; common++) values.add(common / union);
  return [...values].sort((a, b) => a - b);
}

/** The curve on which Dice and Jaccard of one image lie, between the bounds of the theorem. */
export const diceJaccardRegion: Figure<Row> = {
  id: 'dice-jaccard-region',
  title: 'Dice exceeds Jaccard by at most 3 − 2√2',
  caption:
    `Dice against Jaccard of one image: every mask lies on one curve (dots: all masks of up to ${PIXELS} pixels). It stays between the line where the two are ` +
    'equal and the two bounds, twice Jaccard and Jaccard plus 3 − 2√2; the dashed bound touches it at Jaccard √2 − 1, Dice 2 − √2, and no mask reaches that point.',
  evidence: ['certified', 'exact'],
  rows: () => [
    ...Array.from({ length: STEPS + 1 }, (_, i) => point('curve', i / STEPS)),
    ...jaccardsOfMasks(PIXELS).map((jaccard) => point('mask', jaccard)),
    point('extremal', EXTREMAL_J),
  ],
  figure(rows) {
    const [curve, masks, extremal] = (['curve', 'mask', 'extremal'] as const).map((kind) => {
      const chosen = rows.filter((row) => row.kind === kind);
      return { x: chosen.map((row) => row.jaccard), y: chosen.map((row) => row.dice), type: 'scatter', showlegend: false };
    });
    const line = (x: number[], y: number[], style: object) => ({
      x,
      y,
      type: 'scatter',
      mode: 'lines',
      hoverinfo: 'skip',
      showlegend: false,
      line: { width: 1.5, ...style },
    });
    const dot = (size: number, color: string) => ({
      mode: 'markers',
      marker: { color, size, line: { color: ink.paper, width: 1 } },
    });
    const named = (text: string, x: number, y: number, color: string, rest = {}) =>
      label(text, x, y, { font: { size: 12, color }, ...rest });
    return {
      data: [
        {
          ...line([0, BOUND, 1 - BOUND, 1, 0], [0, 2 * BOUND, 1, 1, 0], { width: 0 }),
          fill: 'toself',
          fillcolor: theoryColor.region,
          name: 'shaded: J ≤ D ≤ J + 3 − 2√2, what the theorem allows',
          showlegend: true,
        },
        line([0, 1], [0, 1], { color: measureColor.jaccard }),
        line([0, 0.5], [0, 1], { color: theoryColor.bound, dash: 'dot' }),
        line([0, 1 - BOUND], [BOUND, 1], { color: theoryColor.bound, dash: 'dash' }),
        { ...curve, name: 'Dice = 2J/(1 + J)', mode: 'lines', line: { color: measureColor.dice, width: 2.5 } },
        { ...masks, name: `masks of up to ${PIXELS} pixels`, ...dot(6, measureColor.dice) },
        { ...extremal, name: 'largest difference', ...dot(12, theoryColor.extremal) },
      ],
      layout: layout({
        title: this.title,
        width: 600,
        height: 630,
        x: { title: 'Jaccard, J', range: [0, 1], constrain: 'domain' },
        y: { title: 'Dice, D', range: [0, 1.02], scaleanchor: 'x', constrain: 'domain' },
        annotations: [
          named('D = 2J', 0.455, 0.96, theoryColor.bound, { xanchor: 'right' }),
          named('D = J + 3 − 2√2', 0.76, 0.96, theoryColor.bound, { xanchor: 'right' }),
          // Along the curve, whose slope is 2/(1 + J)².
          named('D = 2J/(1 + J)', 0.66, 0.755, measureColor.dice, { xanchor: 'center', textangle: -36 }),
          named('D = J', 0.72, 0.67, measureColor.jaccard),
          named('J = √2 − 1, D = 2 − √2<br>D − J = 3 − 2√2 ≈ 0.1716', 0.45, 0.36, theoryColor.extremal),
        ],
        shapes: [
          {
            type: 'line',
            x0: EXTREMAL_J,
            y0: EXTREMAL_J,
            x1: EXTREMAL_J,
            y1: 2 - Math.SQRT2,
            line: { color: theoryColor.extremal, width: 1.5 },
          },
        ],
      }),
    };
  },
};
