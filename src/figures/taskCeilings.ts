import type { Figure } from './figure.js';
import { ink, label, layout, measureColor, theoryColor, lossColor } from './style.js';

interface Row extends Record<string, unknown> {
  task: string;
  /** Mean Dice over images whose label is not always empty. */
  threshold: number;
  atHalf: number;
  oracle: number;
}

/** The best that anything can reach on each synthetic task, beside a threshold and a network cut at one half. */
export const taskCeilings: Figure<Row> = {
  id: 'task-ceilings-synthetic',
  title: 'How far each synthetic task can be taken, and what a cut at one half leaves',
  evidence: ['synthetic'],
  caption:
    'Synthetic stand-ins, seed 1, mean Dice over images with a target. Grey: the best single threshold on the intensity. Orange: the pixels that more than half of the readers mark, all that a calibrated network ' +
    'cut at one half can give. Blue: the oracle, the decision of best expected Dice under the known distribution of labels. The gap from orange to blue is what optimising Dice can win.',
  async rows() {
    const { summariseTasks } = await import('../tasks/index.js');
    return (await summariseTasks()).map(({ task, threshold, atHalf, oracle }) => ({ task, threshold, atHalf, oracle }));
  },
  figure(rows) {
    const y = rows.map(({ task }) => task);
    const dots = (
      key: 'threshold' | 'atHalf' | 'oracle',
      name: string,
      { color, symbol, size = 11 }: { color: string; symbol: string; size?: number },
    ) => ({
      type: 'scatter',
      mode: 'markers',
      name,
      x: rows.map((row) => row[key]),
      y,
      marker: { size, color, symbol, line: { width: symbol.endsWith('-open') ? 2.5 : 0, color } },
    });
    return {
      data: [
        {
          type: 'scatter',
          mode: 'lines',
          showlegend: false,
          hoverinfo: 'skip',
          line: { color: theoryColor.region, width: 6 },
          x: rows.flatMap(({ threshold, oracle }) => [threshold, oracle, null]),
          y: y.flatMap((task) => [task, task, null]),
        },
        dots('threshold', 'best threshold on intensity', { color: ink.axis, symbol: 'circle' }),
        dots('oracle', 'oracle', { color: measureColor.dice, symbol: 'diamond' }),
        // Open and around the oracle, where the two are the same.
        dots('atHalf', 'label probability over one half', {
          color: lossColor.weightedCrossEntropy,
          symbol: 'square-open',
          size: 16,
        }),
      ],
      layout: {
        ...layout({
          title: this.title,
          height: 420,
          x: { title: 'mean Dice of images with a target', range: [0, 1.06] },
          y: { type: 'category', autorange: 'reversed', tickfont: { size: 13, color: ink.text } },
        }),
        annotations: rows.map(({ task, oracle }) =>
          label(oracle.toFixed(2), oracle + 0.025, task, { yanchor: 'middle' }),
        ),
      },
    };
  },
};
