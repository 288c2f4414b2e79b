import type { Figure } from './figure.js';
import { label, layout, measureColor, theoryColor } from './style.js';

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
    'Dice against Jaccard of one image: every mask lies on one curve (dots: all masks of up to 12 pixels). It stays between the line where the two are ' +
    'equal and the two bounds, twice Jaccard and Jaccard plus 3 − 2√2; the dashed bound touches it at Jaccard √2 − 1, Dice 2 − √2, and no mask reaches that point.',
  rows: () => [
    ...Array.from({ length: STEPS + 1 }, (_, i) => point('curve', i / STEPS)),
    ...jaccardsOfMasks(PIXELS).map((jaccard) => point('mask', jaccard)),
    point('extremal', EXTREMAL_J),
  ],
  figure(rows) {
    const [curve, masks, extremal] = (['curve', 'mask', 'extremal'] as const).map((kind) => {
      const chosen = rows.filter((row) => row.kind === kind);
      return { x: chosen.map((row) => row.jaccard), y: chosen.map((row) => row.dice), type: 'scatter' };
    });
    const line = (x: number[], y: number[], name: string, style: object) => ({ x, y, name, type: 'scatter', mode: 'lines', hoverinfo: 'skip', line: style });
    const corner = BOUND;
    return {
      data: [
        { ...line([0, corner, 1 - BOUND, 1, 0], [0, 2 * corner, 1, 1, 0], 'allowed by both bounds', { width: 0 }), fill: 'toself', fillcolor: theoryColor.region },
        line([0, 1], [0, 1], 'Dice = Jaccard', { color: measureColor.jaccard, width: 1.5 }),
        line([0, 0.5], [0, 1], 'Dice = 2 · Jaccard', { color: theoryColor.bound, width: 1.5, dash: 'dot' }),
        line([0, 1 - BOUND], [BOUND, 1], 'Dice = Jaccard + 3 − 2√2', { color: theoryColor.bound, width: 1.5, dash: 'dash' }),
        { ...curve, name: 'Dice = 2J/(1 + J)', mode: 'lines', line: { color: measureColor.dice, width: 2.5 } },
        { ...masks, name: 'masks of up to 12 pixels', mode: 'markers', marker: { color: measureColor.dice, size: 5, line: { color: 'white', width: 1 } } },
        { ...extremal, name: 'largest difference', mode: 'markers', marker: { color: theoryColor.extremal, size: 11, line: { color: 'white', width: 1.5 } } },
      ],
      layout: layout({
        title: this.title,
        width: 640,
        height: 640,
        x: { title: 'Jaccard', range: [0, 1], constrain: 'domain' },
        y: { title: 'Dice', range: [0, 1.02], scaleanchor: 'x' },
        annotations: [label('J = √2 − 1, D = 2 − √2<br>D − J = 3 − 2√2 ≈ 0.1716', EXTREMAL_J, 2 - Math.SQRT2, { xshift: 16, yshift: -18, font: { size: 12, color: theoryColor.extremal } })],
        margin: { t: 128 },
      }),
    };
  },
};
