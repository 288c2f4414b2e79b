import { ink, layout, lossColor, theoryColor } from '../../figures/index.js';
import { armNamed } from '../diceLossArms.js';
import { collapsedOf, meanOf, pairedDice, unitsOf } from './unitDice.js';
import { lossMark } from './lossMark.js';
import type { ResultFigure } from './resultFigure.js';

export interface GainRow extends Record<string, unknown> {
  task: string;
  /** `tuned` is cross-entropy cut at the tuned threshold; else the loss. */
  kind: string;
  name: string;
  unit: string;
  units: number;
  predicted: number;
  /** Mean paired difference in Dice from cross-entropy cut at one half; with its interval. */
  measured: number;
  lower: number;
  upper: number;
}

const LOSSES = ['softDice', 'softJaccard'];
/** What H7 calls agreement. */
const AGREES = 0.02;

/** What cross-entropy's own probabilities promise of a better cut, and what is won. */
export const gainPredicted: ResultFigure<GainRow> = {
  name: 'gain-predicted',
  title: (of) => `The gain that cross-entropy’s probabilities predict, and the gain measured, ${of}`,
  caption:
    'Dashed: the gain in Dice that the cross-entropy networks expect on their training units from cutting at the best threshold in place of one half, by their own probabilities, mean of five folds; the band of ±.02 is what ' +
    'the protocol calls agreement (H7). Marks: what held-out units gain in the mean over cross-entropy cut at one half, with 95 % bootstrap intervals (10 000 resamples of patients), by the threshold tuned on training units, ' +
    'and by training with soft Dice or soft Jaccard.',
  materials: ['synthetic', 'real'],
  arms: ['crossEntropy', ...LOSSES],
  rowsOf: (runs) =>
    runs.sets.flatMap(({ name: task }) => {
      const plain = runs.of(task, 'crossEntropy');
      if (collapsedOf(plain) > 0) return [];
      const expected = plain.flatMap(({ thresholds: t }) => (t ? [t.expectedAtBest - t.expectedAtHalf] : []));
      const base = unitsOf(plain);
      const kinds = [
        { kind: 'tuned', name: 'cross-entropy, tuned threshold', units: unitsOf(plain, 'tuned') },
        ...LOSSES.map((kind) => ({ kind, name: armNamed(kind).title, runs: runs.of(task, kind) })).flatMap(
          ({ runs: of, ...rest }) => (collapsedOf(of) > 0 ? [] : [{ ...rest, units: unitsOf(of) }]),
        ),
      ];
      return kinds.map(({ kind, name, units }): GainRow => {
        const { mean, lower, upper } = pairedDice(units, base);
        const unit = plain[0]?.unit ?? 'image';
        return { task, kind, name, unit, units: base.length, predicted: meanOf(expected), measured: mean, lower, upper };
      });
    }),
  figure(rows, title) {
    const kinds = [...new Map(rows.map(({ kind, name }) => [kind, name])).entries()];
    const tasks = [...new Map(rows.map((row) => [row.task, row])).values()];
    const place = (task: string) => -tasks.findIndex((row) => row.task === task);
    const upright = (x: number, y: number) => ({ x0: x, x1: x, y0: y - 0.4, y1: y + 0.4 });
    return {
      data: [
        {
          type: 'scatter',
          mode: 'lines',
          name: 'predicted, ±.02',
          x: [null],
          y: [null],
          line: { color: theoryColor.bound, width: 1.5, dash: '4px,3px' },
        },
        ...kinds.map(([kind, name], k) => {
          const chosen = rows.filter((row) => row.kind === kind);
          const { color, symbol } =
            kind === 'tuned' ? { color: lossColor.crossEntropy, symbol: 'circle' } : lossMark(kind);
          return {
            type: 'scatter',
            mode: 'markers',
            name,
            x: chosen.map(({ measured }) => measured),
            y: chosen.map(({ task }) => place(task) + 0.25 * (1 - k)),
            marker: { color, symbol, size: 9 },
            error_x: {
              type: 'data',
              symmetric: false,
              array: chosen.map(({ upper, measured }) => upper - measured),
              arrayminus: chosen.map(({ lower, measured }) => measured - lower),
              color,
              thickness: 1.5,
              width: 0,
            },
          };
        }),
      ],
      layout: layout({
        title,
        width: 820,
        height: 150 + 66 * tasks.length,
        x: { title: 'gain in Dice over cross-entropy cut at one half', zeroline: true, zerolinecolor: ink.axis },
        y: {
          tickvals: tasks.map(({ task }) => place(task)),
          ticktext: tasks.map(({ task, units, unit }) => `<b>${task}</b><br>n = ${units} ${unit}s`),
          range: [0.45 - tasks.length, 0.55],
          showgrid: false,
          ticks: '',
          tickfont: { size: 12, color: ink.text },
        },
        shapes: tasks.flatMap(({ task, predicted }) => [
          {
            type: 'rect',
            layer: 'below',
            ...upright(predicted, place(task)),
            x0: predicted - AGREES,
            x1: predicted + AGREES,
            fillcolor: theoryColor.region,
            line: { width: 0 },
          },
          {
            type: 'line',
            ...upright(predicted, place(task)),
            line: { color: theoryColor.bound, width: 1.5, dash: '4px,3px' },
          },
        ]),
      }),
    };
  },
};
