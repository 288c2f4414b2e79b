import { armNamed, CORE, SWEEP_FOLDS, WEIGHTS } from '../diceLossArms.js';
import { MEASURES } from '../comparison.js';
import { onEachTask, SYNTHETIC, type ArmRuns, type Need, type TaskJudge } from './evidence.js';
import type { Hypothesis } from './hypothesis.js';
import { overTasks } from './overTasks.js';
import { told, unitDifferences, unitsOf, type UnitDifference } from './unitDifferences.js';

const METRIC = ['softDice', 'softJaccard'];
const OTHERS = ['crossEntropy', 'weightedCrossEntropy'];
const SWEPT = WEIGHTS.map((weight) => `weightedCrossEntropy:1,${weight}`);

interface Named extends UnitDifference {
  name: string;
}

/** The core is corrected over all its pairs, so that all of it must be trained; what the rule does not name may collapse. */
export const coreNeeds = (named: readonly string[]): Need[] =>
  CORE.map(({ id }) => ({ arm: id, mayCollapse: !named.includes(id) }));

/** The differences of the pairs named, corrected over all pairs of the core that live. */
export function coreDifferences(
  runs: ArmRuns,
  named: readonly (readonly [string, string])[],
  measure: 'dice' | 'jaccard' = 'dice',
): Named[] {
  const living = CORE.map(({ id }) => ({ id, units: unitsOf(runs(id)) })).filter(({ units }) => units.length > 0);
  const pairs = living.flatMap((a, i) => living.slice(0, i).map((b) => ({ a, b })));
  const all = unitDifferences(
    pairs.map(({ a, b }) => [a.units, b.units]),
    measure,
  );
  return named.flatMap(([a, b]) => {
    const k = pairs.findIndex((pair) => pair.a.id === a && pair.b.id === b);
    const found = all[k];
    return found ? [{ ...found, name: nameOf(a, b) }] : [];
  });
}

const nameOf = (a: string, b: string) => `${armNamed(a).title} − ${armNamed(b).title}`;

const judge =
  (swept: readonly string[]): TaskJudge =>
  (runs) => {
    const sweepFolds = (id: string) =>
      unitsOf(runs(id).filter(({ recipe }) => SWEEP_FOLDS.includes(recipe.split.fold)));
    const inSweep = METRIC.flatMap((a) => swept.map((b) => ({ a, b })));
    const byMeasure = MEASURES.map((measure) => [
      ...coreDifferences(
        runs,
        METRIC.flatMap((a) => OTHERS.map((b) => [a, b] as const)),
        measure,
      ),
      ...unitDifferences(
        inSweep.map(({ a, b }) => [sweepFolds(a), sweepFolds(b)]),
        measure,
      ).flatMap((one, k) => {
        const pair = inSweep[k];
        return pair ? [{ ...one, name: nameOf(pair.a, pair.b) }] : [];
      }),
    ]);
    const all = byMeasure.flat();
    const greater = all.filter(({ verdict }) => verdict === 'greater').length;
    const less = all.filter(({ verdict }) => verdict === 'less').length;
    const smallest = byMeasure.map((list, m) => {
      const least = list.reduce((so, one) => (one.mean < so.mean ? one : so));
      return `${MEASURES[m] === 'dice' ? 'Dice' : 'Jaccard'}: ${least.name} ${told(least)}`;
    });
    return {
      holds: less > 0 ? 'contradicted' : greater === all.length ? 'holds' : 'neither',
      numbers: `greater in ${greater} of ${all.length} differences, less in ${less}; the smallest, ${smallest.join('; ')}`,
    };
  };

export const beatsCrossEntropy: Hypothesis = {
  id: 'H1',
  sentence: 'Metric-sensitive losses beat cross-entropy, and every weighted cross-entropy, in Dice and in Jaccard.',
  rule: 'soft Dice and soft Jaccard are greater than cross-entropy and than each weighted cross-entropy, in both measures',
  judge(runs) {
    const needs = [...coreNeeds([...METRIC, ...OTHERS]), ...SWEPT.map((arm) => ({ arm }))];
    return overTasks('H1', onEachTask(runs, SYNTHETIC, needs, judge(SWEPT)));
  },
};

/** On the one task with several classes; of weighted cross-entropies only the core's is trained there. */
export const beatsWithSeveralClasses: Hypothesis = {
  id: 'H5',
  sentence: 'H1 holds with several classes too.',
  rule: 'as H1, on br18 with three classes',
  judge(runs) {
    const tasks = onEachTask(runs, [{ task: 'br18', multiClass: true }], coreNeeds([...METRIC, ...OTHERS]), judge([]));
    const holds = tasks[0]?.holds;
    return {
      id: 'H5',
      verdict: holds === 'holds' ? 'confirmed' : holds === 'contradicted' ? 'refuted' : 'not decided',
      tasks,
      summary: `one task: ${holds}; of weighted cross-entropies, that of inverse frequency alone`,
    };
  },
};
