import { SWEEP_FOLDS, WEIGHTS } from '../diceLossArms.js';
import { onEachTask, SYNTHETIC } from './evidence.js';
import type { Hypothesis } from './hypothesis.js';
import { meanOf, unitDifferences, unitsOf } from './unitDifferences.js';

/** Weight 1 is cross-entropy; weights in inverse frequency differ by task and are no weight of the sweep. */
const SWEEP = [
  { weight: 1, arm: 'crossEntropy' },
  ...WEIGHTS.map((weight) => ({ weight, arm: `weightedCrossEntropy:1,${weight}` })),
];

/** Over tasks, not on one: each task says which weights another one is greater than. By the primary outcome, Dice. */
export const noBestWeight: Hypothesis = {
  id: 'H3',
  sentence: 'No single weight of cross-entropy is best on all tasks.',
  rule: 'over tasks: for every weight there is a task on which another weight is greater',
  judge(runs) {
    const beaten = new Set<number>();
    const needs = SWEEP.map(({ arm }) => ({ arm, folds: SWEEP_FOLDS }));
    const tasks = onEachTask(runs, SYNTHETIC, needs, (arms) => {
      const rows = SWEEP.map(({ weight, arm }) => ({ weight, units: unitsOf(arms(arm)) }));
      const pairs = rows.flatMap((a, i) => rows.slice(0, i).map((b) => ({ a, b })));
      const differences = unitDifferences(pairs.map(({ a, b }) => [a.units, b.units]));
      const worse = new Set(
        differences.flatMap(({ verdict }, k) => {
          const { a, b } = pairs[k] ?? {};
          return verdict === 'less' ? (a?.weight ?? []) : verdict === 'greater' ? (b?.weight ?? []) : [];
        }),
      );
      for (const weight of worse) beaten.add(weight);
      const means = rows.map(({ weight, units }) => ({ weight, dice: meanOf(units.map(({ dice }) => dice)) }));
      const best = means.reduce((so, one) => (one.dice > so.dice ? one : so));
      const listed = rows.map(({ weight }) => weight).filter((weight) => worse.has(weight));
      const { units = 0, patients = 0 } = differences[0] ?? {};
      return {
        holds: 'neither',
        numbers:
          `largest mean Dice ${best.dice.toFixed(3)} at weight ${best.weight} (n = ${units} units of ${patients} patients); ` +
          (listed.length > 0 ? `another is greater than ${listed.join(', ')}` : 'none is less than another'),
      };
    });
    const unbeaten = SWEEP.map(({ weight }) => weight).filter((weight) => !beaten.has(weight));
    const without = tasks.filter(({ holds }) => holds === 'no results').map(({ task }) => task);
    return {
      id: 'H3',
      verdict: unbeaten.length === 0 ? 'confirmed' : without.length === 0 ? 'refuted' : 'not decided',
      tasks,
      summary: [
        unbeaten.length === 0
          ? 'for every weight there is a task on which another is greater'
          : `nowhere less than another: ${unbeaten.join(', ')}`,
        ...(without.length > 0 ? [`no results on ${without.join(', ')}`] : []),
      ].join('; '),
    };
  },
};
