import { foregroundWeight, jaccardGradientFactor } from '../theory/index.js';
import type { Figure } from './figure.js';
import { axis, label, layout, measureColor, theoryColor } from './style.js';

const STEPS = 50;

interface Row extends Record<string, unknown> {
  /** Soft Dice score D of an image. */
  dice: number;
  /** Foreground over background weight of one soft-Dice step, (2 − D)/D = 1/J. */
  foregroundWeight: number;
  /** Length of soft Jaccard's gradient over soft Dice's, 2/(2 − D)². */
  jaccardFactor: number;
}

/** How one step of soft Dice weighs foreground against background, and how soft Jaccard weighs images. */
export const selfWeighting: Figure<Row> = {
  id: 'self-weighting',
  title: 'Soft Dice chooses its own foreground weight, 1/J, in each image and at each step',
  caption:
    'Left: the weight of a foreground pixel over that of a background pixel in the gradient of soft Dice, (2 − D)/D = 1/J, on a logarithmic axis: 19 in an image of score 0.1 and 1 in a perfect ' +
    'one, so that no fixed weight of cross-entropy can follow. Right: soft Jaccard’s gradient is soft Dice’s times 2/(2 − D)², from one half to two: in a mean over images it ' +
    'favours those that are already good, by 4 to 1 at most.',
  evidence: ['certified'],
  rows: () =>
    Array.from({ length: STEPS }, (_, i) => (i + 1) / STEPS).map((dice) => ({
      dice,
      foregroundWeight: foregroundWeight(dice),
      jaccardFactor: jaccardGradientFactor(dice),
    })),
  figure(rows) {
    const x = rows.map(({ dice }) => dice);
    const curve = (y: number[], color: string, rest = {}) => ({
      x,
      y,
      type: 'scatter',
      mode: 'lines',
      line: { color, width: 2.5 },
      ...rest,
    });
    return {
      data: [
        curve(
          rows.map((row) => row.foregroundWeight),
          measureColor.dice,
        ),
        {
          x: [0, 1],
          y: [1, 1],
          type: 'scatter',
          mode: 'lines',
          line: { color: theoryColor.bound, width: 1.5, dash: 'dash' },
        },
        curve(
          rows.map(({ jaccardFactor }) => jaccardFactor),
          measureColor.jaccard,
          { xaxis: 'x2', yaxis: 'y2' },
        ),
        {
          x: [0, 1],
          y: [1, 1],
          type: 'scatter',
          mode: 'lines',
          line: { color: theoryColor.bound, width: 1.5, dash: 'dash' },
          xaxis: 'x2',
          yaxis: 'y2',
        },
      ],
      layout: {
        ...layout({
          title: this.title,
          width: 860,
          showlegend: false,
          x: { title: 'soft Dice score of the image, D', range: [0, 1.01], domain: [0, 0.45] },
          y: {
            title: 'foreground over background weight',
            type: 'log',
            range: [-0.1, 2.05],
            tickvals: [1, 2, 5, 10, 20, 50, 100],
          },
          annotations: [
            label('soft Dice: 1/J', 0.3, 0.95, { font: { size: 12, color: measureColor.dice } }),
            label('cross-entropy: 1', 0.03, 0.07),
            label('soft Jaccard: 2/(2 − D)²', 0.72, 1.52, {
              xref: 'x2',
              yref: 'y2',
              xanchor: 'right',
              font: { size: 12, color: measureColor.jaccard },
            }),
            label('soft Dice: 1', 0.03, 1.06, { xref: 'x2', yref: 'y2' }),
          ],
        }),
        xaxis2: axis({ title: 'soft Dice score of the image, D', range: [0, 1.01], domain: [0.57, 1], anchor: 'y2' }),
        yaxis2: axis({ title: 'length of the gradient over soft Dice’s', range: [0, 2.1], anchor: 'x2' }),
      },
    };
  },
};
