import type { Figure } from './figure.js';
import { ink, label, layout, lossColor, measureColor, theoryColor } from './style.js';

const PIXELS = 60;
/**
 * The probabilities fall evenly from 1 to 0 over so many pixels; their sum, half of it, is the constant volume of the
 * labels.
 */
const RAMP = 50;
const VOLUME = RAMP / 2;

interface Row extends Record<string, unknown> {
  /** How many of the most probable pixels are predicted. */
  k: number;
  /** Probability of the k-th pixel. */
  marginal: number;
  /** Expected Dice of predicting the k most probable pixels. */
  expectedDice: number;
}

/** The Dice-optimal prediction: pixels are taken until their probability falls below half the score. */
export const diceDecision: Figure<Row> = {
  id: 'dice-decision',
  title: 'Dice is largest where the next pixel’s probability falls below D/2',
  caption:
    `A synthetic image of ${PIXELS} pixels whose probabilities fall evenly, with labels of constant volume V = ${VOLUME}. Predicting the k most probable pixels has the expected Dice ` +
    'D(k) = 2(m₁ + … + m_k)/(k + V). Half of it is drawn beside the probability of the k-th pixel: the two cross at the best k, where the threshold is below 1/2 and the prediction ' +
    'larger than the label. The shaded range is V²/n ≤ k ≤ n, in which the best k must lie.',
  evidence: ['exact'],
  rows() {
    const marginals = Array.from({ length: PIXELS }, (_, i) => Math.max(0, 1 - (i + 0.5) / RAMP));
    let hits = 0;
    return marginals.map((marginal, i) => {
      hits += marginal;
      return { k: i + 1, marginal, expectedDice: (2 * hits) / (i + 1 + VOLUME) };
    });
  },
  figure(rows) {
    const best = rows.reduce((a, b) => (b.expectedDice > a.expectedDice ? b : a));
    const line = (y: (row: Row) => number, name: string, style: object) => ({
      x: rows.map(({ k }) => k),
      y: rows.map(y),
      name,
      type: 'scatter',
      mode: 'lines',
      line: { width: 2.5, ...style },
    });
    const upright = (x: number, color: string) => ({
      type: 'line',
      x0: x,
      x1: x,
      y0: 0,
      y1: 1,
      line: { width: 1, color, dash: 'dot' },
    });
    return {
      data: [
        // Draws nothing but the key of the shading.
        {
          x: [null],
          y: [null],
          name: 'V²/n ≤ k ≤ n',
          type: 'scatter',
          mode: 'markers',
          marker: { color: theoryColor.region, symbol: 'square', size: 14 },
        },
        line(({ expectedDice }) => expectedDice, 'expected Dice D(k)', { color: measureColor.dice }),
        line(({ expectedDice }) => expectedDice / 2, 'D(k)/2', { color: measureColor.dice, dash: 'dash' }),
        line(({ marginal }) => marginal, 'probability of the k-th pixel', { color: lossColor.crossEntropy }),
        {
          x: [best.k, best.k],
          y: [best.expectedDice, best.expectedDice / 2],
          name: 'best k',
          type: 'scatter',
          mode: 'markers',
          marker: { color: theoryColor.extremal, size: 10 },
        },
      ],
      layout: layout({
        title: this.title,
        x: { title: 'pixels predicted, the most probable first, k', range: [0, PIXELS] },
        y: { title: 'probability, score', range: [0, 1] },
        annotations: [
          label(
            `best: k = ${best.k}, D* = ${best.expectedDice.toFixed(2)}, threshold D*/2 = ${(best.expectedDice / 2).toFixed(2)}`,
            best.k + 1,
            0.93,
            { font: { size: 12, color: theoryColor.extremal } },
          ),
          label(`threshold 1/2:<br>k = V = ${VOLUME}`, VOLUME - 0.5, 0.09, {
            xanchor: 'right',
            align: 'right',
            font: { size: 12, color: ink.text },
          }),
        ],
        shapes: [
          {
            type: 'rect',
            x0: VOLUME ** 2 / PIXELS,
            x1: PIXELS,
            y0: 0,
            y1: 1,
            layer: 'below',
            line: { width: 0 },
            fillcolor: theoryColor.region,
            opacity: 0.5,
          },
          upright(best.k, theoryColor.extremal),
          upright(VOLUME, ink.text),
        ],
      }),
    };
  },
};
