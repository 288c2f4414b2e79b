import { DEFAULT_TRAINING, type Recipe, type StoredRun } from '../runs/index.js';
import { COMPARED_LOSSES } from './comparedLosses.js';
import { isAlive, scored } from './comparison.js';
import { align } from './comparisonTable.js';
import { STEPS, taskData } from './frozenTasks.js';
import type { Study } from './study.js';

/** What every loss tries. */
export const TRIED_RATES = [1e-3, 3e-3, 1e-2];

/** Patients and parameters are made of this seed, which no reported run uses. */
const PILOT_SEED = 101;

/** Which learning rate each loss gets: the same tries for each, on images and seeds of which no reported run uses any. */
export const learningRatePilot: Study = {
  id: 'learning-rates',
  title: 'The learning rate of each loss',
  paper: 'A pilot of this workbook',
  question: 'At which of three learning rates does each loss reach the largest mean Dice?',
  expectation: 'Adam divides by the size of the gradient, so the losses should differ little in the rate they want.',
  notShown: ['Rates between those tried, one for each task, or the other three tasks.'],
  tasks: ['br18', 'is17', 'po18'],
  presets: {
    quick: 'cross-entropy and soft Dice on one task',
    full: `${COMPARED_LOSSES.length} losses, ${TRIED_RATES.length} rates, three tasks, one fold`,
  },
  recipes({ preset, tasks }) {
    const losses = COMPARED_LOSSES.filter((_, i) => preset !== 'quick' || i === 0 || i === 2);
    return (preset === 'quick' ? tasks.slice(0, 1) : tasks).flatMap((task) =>
      losses.flatMap(({ loss }) =>
        TRIED_RATES.map((learningRate): Recipe => ({
          study: 'learning-rates',
          arm: `${loss} at ${learningRate}`,
          data: taskData(task, false, PILOT_SEED),
          split: { folds: 5, fold: 0, seed: PILOT_SEED },
          seed: PILOT_SEED,
          training: { ...DEFAULT_TRAINING, phases: [{ loss, steps: STEPS, learningRate }] },
        })),
      ),
    );
  },
  report(runs) {
    const rows = pilotRows(runs);
    const chosen = chosenRates(rows);
    return {
      text: align([
        ['loss', ...TRIED_RATES.map(String), 'chosen'],
        ...Object.keys(chosen).map((loss) => [
          COMPARED_LOSSES.find((one) => one.loss === loss)?.title ?? loss,
          ...TRIED_RATES.map((rate) => {
            const { dice, collapsed } = rows.find((row) => row.loss === loss && row.rate === rate) ?? {
              dice: NaN,
              collapsed: 0,
            };
            return `${dice.toFixed(3)}${collapsed > 0 ? ` (${collapsed} collapsed)` : ''}`;
          }),
          String(chosen[loss]),
        ]),
      ]).join('\n'),
    };
  },
};

interface PilotRow {
  loss: string;
  rate: number;
  /** Mean over tasks of the mean Dice of the held-out units; a collapsed run counts 0 here, where rates are chosen. */
  dice: number;
  collapsed: number;
}

/** A row a loss and rate. */
export function pilotRows(runs: readonly StoredRun[]): PilotRow[] {
  const groups = new Map<string, StoredRun[]>();
  for (const run of runs) groups.set(run.recipe.arm, [...(groups.get(run.recipe.arm) ?? []), run]);
  return [...groups.values()].map((group) => {
    const { loss, learningRate: rate } = group[0]!.recipe.training.phases[0]!;
    const dice = group.map((run) => {
      const scores = scored(run, run.unit).map((unit) => unit.dice);
      return isAlive(run) ? scores.reduce((sum, one) => sum + one, 0) / scores.length : 0;
    });
    return {
      loss,
      rate,
      dice: dice.reduce((sum, one) => sum + one, 0) / dice.length,
      collapsed: group.filter((run) => !isAlive(run)).length,
    };
  });
}

/** Means of three runs scatter by more than this, and of rates that are as good the smallest is the safest. */
const MARGIN = 0.02;

/** The smallest rate of each loss whose mean Dice lies within .02 of that of the best. */
export function chosenRates(rows: readonly PilotRow[]): Record<string, number> {
  const losses = [...new Set(rows.map(({ loss }) => loss))];
  return Object.fromEntries(
    losses.map((loss) => {
      const tried = rows.filter((row) => row.loss === loss && !Number.isNaN(row.dice));
      const best = Math.max(...tried.map(({ dice }) => dice));
      return [loss, Math.min(...tried.filter(({ dice }) => dice >= best - MARGIN).map(({ rate }) => rate))];
    }),
  );
}
