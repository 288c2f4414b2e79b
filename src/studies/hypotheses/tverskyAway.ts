import { armNamed, SWEEP_FOLDS } from '../diceLossArms.js';
import { onEachTask, SYNTHETIC } from './evidence.js';
import type { Hypothesis } from './hypothesis.js';
import { overTasks } from './overTasks.js';
import { meanOf, told, unitDifferences, unitsOf } from './unitDifferences.js';

/** From (½, ½), which is soft Dice, outwards to both sides; softTversky alone is (.3, .7). */
const SIDES = [
  ['softDice', 'softTversky', 'softTversky:0.1,0.9'],
  ['softDice', 'softTversky:0.7,0.3', 'softTversky:0.9,0.1'],
];

export const tverskyAway: Hypothesis = {
  id: 'H4',
  sentence: 'Tversky gets worse away from (½, ½).',
  rule: 'mean Dice falls from (½, ½) outwards on both sides, and each end is less than (½, ½)',
  judge(runs) {
    const needs = [...new Set(SIDES.flat())].map((arm) => ({ arm, folds: SWEEP_FOLDS }));
    const tasks = onEachTask(runs, SYNTHETIC, needs, (arms) => {
      const sides = SIDES.map((side) => side.map((arm) => unitsOf(arms(arm))));
      const means = sides.map((side) => side.map((units) => meanOf(units.map(({ dice }) => dice))));
      const ends = unitDifferences(sides.map((side) => [side.at(-1) ?? [], side[0] ?? []]));
      const falls = means.every((side) => side.every((mean, k) => k === 0 || mean < (side[k - 1] ?? NaN)));
      return {
        holds: ends.some(({ verdict }) => verdict === 'greater')
          ? 'contradicted'
          : falls && ends.every(({ verdict }) => verdict === 'less')
            ? 'holds'
            : 'neither',
        numbers: ends
          .map((one, k) => {
            const path = (means[k] ?? []).map((mean) => mean.toFixed(3)).join(' → ');
            return `${path}; ${armNamed(SIDES[k]?.at(-1) ?? '').title} − soft Dice ${told(one)}: ${one.verdict}`;
          })
          .join('; '),
      };
    });
    return overTasks('H4', tasks);
  },
};
