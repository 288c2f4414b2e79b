import { pairedBootstrap, type PairedBootstrap, type UnitScores } from '../../evaluation/index.js';
import type { StoredRun } from '../../runs/index.js';
import { isAlive, scored } from '../comparison.js';

/** The units with a target that runs of different folds score. */
export const unitsOf = (runs: readonly StoredRun[], cut: 'half' | 'tuned' | 'rule' = 'half'): UnitScores[] =>
  runs.flatMap((run) => scored(run, run.unit, cut));

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const meanDiceOf = (units: readonly UnitScores[]): number => meanOf(units.map(({ dice }) => dice));

/** The mean difference in Dice `a − b` over the same units, patients drawn. */
export function pairedDice(a: readonly UnitScores[], b: readonly UnitScores[]): PairedBootstrap {
  const other = new Map(b.map((unit) => [unit.unit, unit.dice]));
  return pairedBootstrap(
    a.map(({ dice }) => dice),
    a.map(({ unit }) => other.get(unit) ?? NaN),
    { patients: a.map(({ patient }) => patient) },
  );
}

/** How many of the runs collapsed: such an arm has a name in a figure, and no score. */
export const collapsedOf = (runs: readonly StoredRun[]): number => runs.filter((run) => !isAlive(run)).length;
