import { onEachTask, SYNTHETIC } from './evidence.js';
import type { Hypothesis } from './hypothesis.js';
import { overTasks } from './overTasks.js';
import { told, unitDifferences, unitsOf } from './unitDifferences.js';

const THIRDS = ['small', 'medium', 'large'];

export const acrossSizes: Hypothesis = {
  id: 'H6',
  sentence: 'The gain holds across sizes of the target.',
  rule: 'in each third of the units by size, the mean of soft Dice − cross-entropy is above 0',
  judge(runs) {
    const needs = [{ arm: 'softDice' }, { arm: 'crossEntropy' }];
    const tasks = onEachTask(runs, SYNTHETIC, needs, (arms) => {
      const crossEntropy = unitsOf(arms('crossEntropy'));
      // By name where sizes are equal, so that the thirds do not depend on the order of the units.
      const bySize = unitsOf(arms('softDice')).sort(
        (a, b) => a.referencePixels - b.referencePixels || (a.unit < b.unit ? -1 : 1),
      );
      const third = (k: number) => Math.round((k * bySize.length) / 3);
      const gains = unitDifferences(THIRDS.map((_, k) => [bySize.slice(third(k), third(k + 1)), crossEntropy]));
      return {
        holds: gains.some(({ upper }) => upper < -0.01)
          ? 'contradicted'
          : gains.every(({ mean }) => mean > 0)
            ? 'holds'
            : 'neither',
        numbers: `soft Dice − cross-entropy: ${gains.map((one, k) => `${THIRDS[k]} ${told(one)}`).join('; ')}`,
      };
    });
    return overTasks('H6', tasks);
  },
};
