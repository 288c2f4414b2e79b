import { canonicalJson, decisive, type Recipe, type StoredRun } from '../runs/index.js';
import { isAlive } from './comparison.js';
import type { HypothesisVerdict, TaskVerdict } from './hypotheses/hypothesis.js';
import { overTasks } from './hypotheses/overTasks.js';
import { told, unitDifferences, unitsOf, type Unit } from './hypotheses/unitDifferences.js';
import { align } from './comparisonTable.js';
import type { ResultTable } from './tables/resultTable.js';

/** The runs of one arm on one set of images, in the order of folds. */
export interface ArmRuns {
  arm: string;
  runs: StoredRun[];
  /** Folds of which there is no run, and runs whose network says nothing or everything. */
  missing: number;
  collapsed: number;
  /** Units with a target, of the folds that all arms have. */
  units: Unit[];
}

/** All arms on one set of images. */
export interface SetRuns {
  /** `po18`, or `po18_kvasirseg`. */
  set: string;
  synthetic: boolean;
  arms: Map<string, ArmRuns>;
}

/**
 * Sorts the runs of a study by set and arm, by the recipes that it asks for; those of another recipe are left out. Units
 * are of the folds of which every arm of the set has a run, so that a study that was stopped compares like with like.
 */
export function armRuns(recipes: readonly Recipe[], runs: readonly StoredRun[]): SetRuns[] {
  const held = new Map(runs.map((run) => [canonicalJson(decisive(run.recipe)), run]));
  const sets = new Map<string, { recipe: Recipe; run: StoredRun | undefined }[]>();
  for (const recipe of recipes) {
    const set = 'set' in recipe.data ? recipe.data.set : recipe.data.task;
    const known = sets.get(set) ?? [];
    known.push({ recipe, run: held.get(canonicalJson(decisive(recipe))) });
    sets.set(set, known);
  }
  return [...sets].map(([set, of]) => {
    const lacking = new Set(of.flatMap(({ recipe, run }) => (run ? [] : [recipe.split.fold])));
    const arms = [...new Set(of.map(({ recipe }) => recipe.arm))].map((arm): ArmRuns => {
      const own = of.filter(({ recipe }) => recipe.arm === arm);
      const done = own.flatMap(({ recipe, run }) => (run && !lacking.has(recipe.split.fold) ? [run] : []));
      return {
        arm,
        runs: done,
        missing: own.length - done.length,
        collapsed: done.filter((run) => !isAlive(run)).length,
        units: unitsOf(done),
      };
    });
    return {
      set,
      synthetic: 'synthetic' in of[0]!.recipe.data,
      arms: new Map(arms.map((one) => [one.arm, one])),
    };
  });
}

/** A statement about pairs of arms that can turn out false: each `better` must exceed its `worse` by the project's rule. */
export interface PairsClaim {
  id: string;
  sentence: string;
  pairs: readonly (readonly [better: string, worse: string])[];
}

/**
 * Judges a claim on every set. It holds on a set where every pair's difference in Dice is greater beyond .01 (paired
 * bootstrap of patients, Holm over the claim's pairs), is contradicted where one is less, and else neither; an arm with a
 * collapsed run decides nothing. Over sets by `overTasks`.
 */
export function judgePairs({ id, pairs }: PairsClaim, sets: readonly SetRuns[]): HypothesisVerdict {
  return overTasks(
    id,
    sets.map(({ set, arms }): TaskVerdict => {
      const named = [...new Set(pairs.flat())].map((arm) => arms.get(arm));
      const pending = named.some((arm) => arm === undefined || arm.missing > 0);
      if (named.some((arm) => arm === undefined || arm.runs.length === 0))
        return { task: set, holds: 'no results', numbers: 'runs are missing', pending: true };
      const collapsed = named.flatMap((arm) => (arm!.collapsed > 0 ? [arm!.arm] : []));
      if (collapsed.length > 0)
        return { task: set, holds: 'neither', numbers: `collapsed: ${collapsed.join(', ')}`, pending };
      const found = unitDifferences(pairs.map(([a, b]) => [arms.get(a)!.units, arms.get(b)!.units]));
      return {
        task: set,
        holds: found.every(({ verdict }) => verdict === 'greater')
          ? 'holds'
          : found.some(({ verdict }) => verdict === 'less')
            ? 'contradicted'
            : 'neither',
        numbers: found.map((one, k) => `${pairs[k]!.join(' − ')} ${told(one)}: ${one.verdict}`).join('; '),
        pending,
      };
    }),
  );
}

/** A verdict with what each set says, as lines of text. */
export function claimText({ sentence }: PairsClaim, { id, verdict, summary, tasks }: HypothesisVerdict): string {
  return [
    `${id} ${verdict}: ${sentence}`,
    `  ${summary}`,
    ...align(tasks.map(({ task, holds, numbers }) => [`  ${task}`, holds, numbers])),
  ].join('\n');
}

/** The verdicts of claims, a row each. */
export function claimsTable(
  id: string,
  claims: readonly PairsClaim[],
  verdicts: readonly HypothesisVerdict[],
): ResultTable {
  return {
    id: `${id}-verdicts`,
    title: 'What was claimed before the first run, and what the runs say',
    caption:
      'A claim holds on a set of images where every difference in Dice that it names is decidedly greater (paired bootstrap of patients, Holm over the pairs of the claim, more than .01), ' +
      'and is contradicted where one is decidedly less.',
    columns: [
      { key: 'id', heading: 'claim' },
      { key: 'sentence', heading: 'says' },
      { key: 'verdict', heading: 'verdict' },
      { key: 'summary', heading: 'tasks' },
    ],
    rows: claims.map(({ sentence }, k) => {
      const { id: name, verdict, summary } = verdicts[k]!;
      return { id: name, sentence, verdict, summary };
    }),
  };
}
