import { ink, layout, measureColor } from '../../figures/index.js';
import type { ResultFigure } from './resultFigure.js';
import type { StudyRuns } from './studyRuns.js';
import { collapsedOf, pairedDice, unitsOf } from './unitDice.js';

const STRATA = ['small', 'medium', 'large'] as const;

export interface SizeRow extends Record<string, unknown> {
  task: string;
  stratum: (typeof STRATA)[number];
  units: number;
  /** Pixels of the smallest and the largest target. */
  from: number;
  to: number;
  /** Soft Dice minus cross-entropy with its interval; absent where a run of either collapsed. */
  difference?: number;
  lower?: number;
  upper?: number;
}

function sizeRows(runs: StudyRuns): SizeRow[] {
  return runs.sets.flatMap(({ name: task }) => {
    const [soft, plain] = [runs.of(task, 'softDice'), runs.of(task, 'crossEntropy')];
    const base = unitsOf(plain);
    // By name where sizes are equal: the thirds of H6.
    const sorted = [...unitsOf(soft)].sort(
      (a, b) => a.referencePixels - b.referencePixels || (a.unit < b.unit ? -1 : 1),
    );
    return STRATA.flatMap((stratum, k): SizeRow[] => {
      const units = sorted.slice(Math.round((k * sorted.length) / 3), Math.round(((k + 1) * sorted.length) / 3));
      const [from, to] = [units[0]?.referencePixels ?? 0, units.at(-1)?.referencePixels ?? 0];
      const row = { task, stratum, units: units.length, from, to };
      if (collapsedOf([...soft, ...plain]) > 0) return [row];
      const { mean: difference, lower, upper } = pairedDice(units, base);
      return [{ ...row, difference, lower, upper }];
    });
  });
}

/** What soft Dice wins over cross-entropy, by thirds of the target's size. */
export const sizeStrata: ResultFigure<SizeRow> = {
  name: 'size-strata',
  title: (of) => `Soft Dice minus cross-entropy by size of the target, ${of}`,
  caption:
    'Mean paired difference in Dice, soft Dice minus cross-entropy, in each third of the units by pixels of the target, with its 95 % bootstrap interval, patients resampled; five folds. ' +
    `The range of pixels and n stand at each line; a task without marks had a collapsed run.`,
  arms: ['crossEntropy', 'softDice'],
  materials: ['synthetic', 'several-classes-synthetic', 'real'],
  rowsOf: sizeRows,
  figure(rows, title) {
    const place = (row: SizeRow) => -rows.indexOf(row) - Math.floor(rows.indexOf(row) / STRATA.length);
    const drawn = rows.filter(({ difference }) => difference !== undefined);
    return {
      data: [
        {
          type: 'scatter',
          mode: 'markers',
          x: drawn.map(({ difference }) => difference),
          y: drawn.map(place),
          marker: { symbol: 'diamond', size: 10, color: measureColor.dice },
          error_x: {
            type: 'data',
            symmetric: false,
            array: drawn.map(({ upper = 0, difference = 0 }) => upper - difference),
            arrayminus: drawn.map(({ lower = 0, difference = 0 }) => difference - lower),
            color: measureColor.dice,
            thickness: 1.5,
            width: 0,
          },
        },
      ],
      layout: layout({
        title,
        height: 140 + 20 * (rows.length + rows.length / STRATA.length),
        showlegend: false,
        x: { title: 'Dice of soft Dice − Dice of cross-entropy', zeroline: true, zerolinecolor: ink.muted },
        y: {
          tickvals: rows.map(place),
          ticktext: rows.map(
            ({ task, stratum, from, to, units }) => `${task} ${stratum}, ${from}–${to} pixels, n = ${units}`,
          ),
          showgrid: false,
          tickfont: { size: 12, color: ink.text },
        },
      }),
    };
  },
};
