import { layout, lossColor, lossSymbol, measureColor, theoryColor } from '../../figures/index.js';
import { DICE_LOSS_ARMS } from '../diceLossArms.js';
import type { ResultFigure } from './resultFigure.js';
import type { StudyRuns } from './studyRuns.js';
import { collapsedNote } from './collapsedNote.js';
import { headingOf, taskPanels } from './taskPanels.js';
import { collapsedOf, meanDiceOf, meanOf, pairedDice, unitsOf } from './unitDice.js';

export interface WeightRow extends Record<string, unknown> {
  task: string;
  kind: 'weight' | 'tuned' | 'softDice' | 'theory';
  unit: string;
  units: number;
  /** Of the foreground; absent for the level of an arm that has none. */
  weight?: number;
  /** Mean Dice; absent where a run collapsed. */
  dice?: number;
  /** Ends of the interval of the paired difference from cross-entropy, at the height of the mean. */
  lower?: number;
  upper?: number;
  collapsed: number;
}

const SWEEP = DICE_LOSS_ARMS.filter(({ part }) => part === 'weights');
const FOLDS = Math.max(...SWEEP.map(({ folds }) => folds.length));
const weightOf = (arm: string) => Number(arm.split(',')[1]);

function weightRows(runs: StudyRuns): WeightRow[] {
  return runs.sets.flatMap(({ name: task }) => {
    const plain = runs.of(task, 'crossEntropy', FOLDS);
    const base = unitsOf(plain);
    const about = { task, unit: plain[0]?.unit ?? 'image', units: base.length };
    const swept = [
      { arm: 'crossEntropy', weight: 1 },
      ...SWEEP.map(({ id }) => ({ arm: id, weight: weightOf(id) })),
    ].map(({ arm, weight }): WeightRow => {
      const chosen = runs.of(task, arm, FOLDS);
      const row = { ...about, kind: 'weight' as const, weight, collapsed: collapsedOf(chosen) };
      if (row.collapsed > 0) return row;
      const units = unitsOf(chosen);
      const dice = meanDiceOf(units);
      if (arm === 'crossEntropy' || collapsedOf(plain) > 0) return { ...row, dice };
      const { lower, upper, mean } = pairedDice(units, base);
      return { ...row, dice, lower: dice + lower - mean, upper: dice + upper - mean };
    });
    // What training patients reach at the best threshold stands for the best Dice that can be reached, as in the rule.
    const best = meanOf(plain.flatMap(({ thresholds }) => thresholds?.diceAtTuned ?? []));
    const soft = runs.of(task, 'softDice', FOLDS);
    return [
      ...swept,
      { ...about, kind: 'tuned', dice: meanDiceOf(unitsOf(plain, 'tuned')), collapsed: collapsedOf(plain) },
      { ...about, kind: 'softDice', dice: meanDiceOf(unitsOf(soft)), collapsed: collapsedOf(soft) },
      { ...about, kind: 'theory', weight: (2 - best) / best, collapsed: 0 },
    ];
  });
}

/** Cross-entropy's weight swept, beside what theory says of the best one. */
export const crossEntropyWeights: ResultFigure<WeightRow> = {
  name: 'cross-entropy-weights',
  title: (of) => `Mean Dice by the weight of the foreground in cross-entropy, ${of}`,
  caption:
    "Mean Dice of cross-entropy with the foreground weighted 1 to 100 times, three folds; bars: 95 % interval of the paired difference from weight 1. Dashed upright: theory's weight " +
    '1/J*, where the threshold 1/(1 + w) of the weighted loss is half of the best Dice; J* = D*/(2 − D*) of the Dice D* that cross-entropy reaches on training patients at its best threshold. ' +
    `Level lines: unweighted cross-entropy cut at the threshold tuned on training patients, and soft Dice. Each panel has a scale of its own.`,
  arms: ['crossEntropy', 'softDice', ...SWEEP.map(({ id }) => id)],
  materials: ['synthetic'],
  rowsOf: weightRows,
  figure(rows, title) {
    const tasks = [...new Map(rows.map((row) => [row.task, { task: row.task, heading: headingOf(row) }])).values()];
    const panels = taskPanels(
      tasks,
      {
        title: 'weight of the foreground',
        type: 'log',
        range: [-0.1, 2.1],
        tickvals: [1, 2, 5, 10, 20, 50, 100],
      },
      () => ({ title: 'mean Dice', tickformat: '.2f' }),
    );
    const of = (task: string, kind: WeightRow['kind']) => rows.filter((row) => row.task === task && row.kind === kind);
    const data = tasks.flatMap(({ task }, i) => {
      const alive = of(task, 'weight').filter(({ dice }) => dice !== undefined);
      const level = (kind: 'tuned' | 'softDice', name: string, color: string, dash: string) => ({
        ...panels.axesOf(task),
        type: 'scatter',
        mode: 'lines',
        name,
        legendgroup: kind,
        showlegend: i === 0,
        x: [1, 100],
        y: [of(task, kind)[0]?.dice, of(task, kind)[0]?.dice],
        line: { color, width: 1.75, dash },
      });
      return [
        level('tuned', 'cross-entropy, tuned threshold', lossColor.crossEntropy, 'dot'),
        level('softDice', 'soft Dice', measureColor.dice, 'solid'),
        {
          ...panels.axesOf(task),
          type: 'scatter',
          mode: 'lines+markers',
          name: 'weighted cross-entropy',
          legendgroup: 'weight',
          showlegend: i === 0,
          x: alive.map(({ weight }) => weight),
          y: alive.map(({ dice }) => dice),
          line: { color: lossColor.weightedCrossEntropy, width: 2 },
          marker: { color: lossColor.weightedCrossEntropy, symbol: lossSymbol.weightedCrossEntropy, size: 7 },
          error_y: {
            type: 'data',
            symmetric: false,
            array: alive.map(({ dice = 0, upper = dice }) => upper - dice),
            arrayminus: alive.map(({ dice = 0, lower = dice }) => dice - lower),
            color: lossColor.weightedCrossEntropy,
            thickness: 1,
            width: 0,
          },
        },
        {
          type: 'scatter',
          mode: 'lines',
          name: 'theory: 1/J*',
          legendgroup: 'theory',
          showlegend: i === 0,
          x: [null],
          y: [null],
          line: { color: theoryColor.bound, width: 1.5, dash: 'dash' },
        },
      ];
    });
    return {
      data,
      layout: layout({
        title,
        width: 900,
        height: 560,
        ...panels.axes,
        shapes: rows
          .filter(({ kind }) => kind === 'theory')
          .map((row) => ({
          type: 'line',
          xref: panels.axesOf(row.task).xaxis,
          yref: `${panels.axesOf(row.task).yaxis} domain`,
          x0: row.weight,
          x1: row.weight,
          y0: 0,
          y1: 1,
          line: { color: theoryColor.bound, width: 1.5, dash: 'dash' },
        })),
        annotations: [
          ...panels.headings,
          ...collapsedNote(
            rows.flatMap(({ task, weight, collapsed, kind }) =>
              collapsed > 0 && kind === 'weight' ? [`${task} weight ${weight}`] : [],
            ),
          ),
        ],
        margin: { t: 104, b: 76 },
      }),
    };
  },
};
