import { layout } from '../../figures/index.js';
import type { StoredRun } from '../../runs/index.js';
import { armNamed, DICE_LOSS_ARMS, SWEEP_FOLDS, type DiceLossArm } from '../diceLossArms.js';
import { STEPS } from '../frozenTasks.js';
import { collapsedNote } from './collapsedNote.js';
import { lossMark } from './lossMark.js';
import { lossTrace } from './lossTrace.js';
import type { ResultFigure } from './resultFigure.js';
import type { StudyRuns } from './studyRuns.js';
import { headingOf, taskPanels } from './taskPanels.js';
import { collapsedOf, meanDiceOf, pairedDice, unitsOf } from './unitDice.js';

export interface CurveRow extends Record<string, unknown> {
  task: string;
  loss: string;
  unit: string;
  units: number;
  /** Training patients, or steps. */
  amount: number;
  collapsed: number;
  /** Mean Dice; absent where a run collapsed. */
  dice?: number;
  /** Ends of the interval of the paired difference from cross-entropy of the same amount, at the height of the mean. */
  lower?: number;
  upper?: number;
}

const LOSSES = ['crossEntropy', 'softDice'] as const;
const FOLDS = SWEEP_FOLDS.length;

/** Patients that a run learnt from, where its recipe takes all: those of the other folds. */
function trainingPatients(runs: StudyRuns, set: string): number {
  const heldOut = runs.of(set, 'crossEntropy').map(patientsOf);
  const all = heldOut.reduce((sum, one) => sum + one, 0);
  const swept = heldOut.slice(0, FOLDS);
  return Math.round(all - swept.reduce((sum, one) => sum + one, 0) / swept.length);
}

const patientsOf = ({ images }: StoredRun) => new Set(images.map(({ patient }) => patient)).size;

interface Sweep {
  name: string;
  part: DiceLossArm['part'];
  what: string;
  caption: string;
  amountOf(arm: DiceLossArm): number | undefined;
  /** Of the arms of the core. */
  usual(runs: StudyRuns, set: string): number;
}

function rowsOf(runs: StudyRuns, { part, amountOf, usual }: Sweep): CurveRow[] {
  return runs.sets.flatMap(({ name: task }) => {
    const amounts = [
      ...new Set(DICE_LOSS_ARMS.filter((arm) => arm.part === part).flatMap((arm) => amountOf(arm) ?? [])),
    ];
    const points = [
      ...amounts.map((amount) => ({
        amount,
        arm: (loss: string) =>
          DICE_LOSS_ARMS.find((arm) => arm.part === part && arm.loss === loss && amountOf(arm) === amount)?.id ?? '',
      })),
      { amount: usual(runs, task), arm: (loss: string) => loss },
    ].sort((a, b) => a.amount - b.amount);
    return points.flatMap(({ amount, arm }) => {
      const plain = runs.of(task, arm('crossEntropy'), FOLDS);
      const base = unitsOf(plain);
      return LOSSES.map((loss): CurveRow => {
        const chosen = runs.of(task, arm(loss), FOLDS);
        const row = {
          task,
          loss,
          unit: chosen[0]?.unit ?? 'image',
          units: base.length,
          amount,
          collapsed: collapsedOf(chosen),
        };
        if (row.collapsed > 0) return row;
        const units = unitsOf(chosen);
        const dice = meanDiceOf(units);
        if (loss === 'crossEntropy' || collapsedOf(plain) > 0) return { ...row, dice };
        const { mean, lower, upper } = pairedDice(units, base);
        return { ...row, dice, lower: dice + lower - mean, upper: dice + upper - mean };
      });
    });
  });
}

function sweepFigure(sweep: Sweep): ResultFigure<CurveRow> {
  const { name, part, what, caption } = sweep;
  return {
    name,
    title: (of) => `Mean Dice by ${what}, ${of}`,
    caption: `${caption} Folds 1 to 3. Bars: 95 % bootstrap interval of the paired difference from cross-entropy, patients resampled. Each panel has a scale of its own.`,
    materials: ['synthetic'],
    arms: [...LOSSES, ...DICE_LOSS_ARMS.filter((arm) => arm.part === part).map(({ id }) => id)],
    rowsOf: (runs) => rowsOf(runs, sweep),
    figure(rows, title) {
      const tasks = [...new Map(rows.map((row) => [row.task, { task: row.task, heading: headingOf(row) }])).values()];
      const amounts = rows.map(({ amount }) => amount);
      const ends = [Math.min(...amounts) / 1.25, Math.max(...amounts) * 1.25].map(Math.log10);
      const powers = [8, 16, 32, 64, 128, 100, 200, 400, 800].filter((tick) =>
        part === 'steps' ? tick % 100 === 0 : tick % 100 !== 0,
      );
      const panels = taskPanels(
        tasks,
        { title: what, type: 'log', range: ends, tickvals: powers, ticktext: powers.map(String) },
        () => ({ title: 'mean Dice', tickformat: '.2f' }),
      );
      return {
        data: tasks.flatMap(({ task }, i) =>
          LOSSES.map((loss) => {
            const chosen = rows.filter((row) => row.task === task && row.loss === loss && row.dice !== undefined);
            const { color } = lossMark(loss);
            return {
              ...lossTrace(loss, {
                axes: panels.axesOf(task),
                inKey: i === 0,
                x: chosen.map(({ amount }) => amount),
                y: chosen.map(({ dice }) => dice),
                width: 2,
                marker: 8,
              }),
              error_y: {
                type: 'data',
                symmetric: false,
                array: chosen.map(({ dice = 0, upper = dice }) => upper - dice),
                arrayminus: chosen.map(({ dice = 0, lower = dice }) => dice - lower),
                color,
                thickness: 1.25,
                width: 0,
              },
            };
          }),
        ),
        layout: layout({
          title,
          width: 900,
          height: 560,
          ...panels.axes,
          margin: { t: 104, b: 76 },
          annotations: [
            ...panels.headings,
            ...collapsedNote(
              rows.flatMap(({ task, loss, amount, collapsed }) =>
                collapsed > 0 ? [`${task} ${armNamed(loss).title} ${amount}`] : [],
              ),
            ),
          ],
        }),
      };
    },
  };
}

/** Does a loss for Dice help more where few patients are known? */
export const trainingPatientsCurve = sweepFigure({
  name: 'training-patients',
  part: 'patients',
  what: 'number of training patients',
  caption:
    'Mean Dice of held-out units after training with 8, 16, 32 and all training patients of a fold, as many steps for each.',
  amountOf: ({ patients }) => patients,
  usual: trainingPatients,
});

/** Does the gain stay when training goes on? */
export const stepsCurve = sweepFigure({
  name: 'training-steps',
  part: 'steps',
  what: 'number of steps',
  caption: 'Mean Dice of held-out units after trainings of 100, 200, 400 and 800 steps, each with a schedule of its own.',
  amountOf: ({ steps }) => steps,
  usual: () => STEPS,
});
