import { onEachTask, SYNTHETIC } from './evidence.js';
import type { Hypothesis } from './hypothesis.js';
import { overTasks } from './overTasks.js';
import { told, unitDifferences, unitsOf } from './unitDifferences.js';

export const tunedThreshold: Hypothesis = {
  id: 'H8',
  sentence: 'A tuned threshold closes the gap.',
  rule: 'soft Dice − cross-entropy at the tuned threshold is a tie or less',
  judge(runs) {
    const needs = [{ arm: 'softDice' }, { arm: 'crossEntropy' }];
    const tasks = onEachTask(runs, SYNTHETIC, needs, (arms) => {
      const tuned = unitsOf(arms('crossEntropy'), 'tuned');
      if (tuned.length === 0)
        return { holds: 'no results', numbers: 'cross-entropy has no counts at a tuned threshold' };
      const [gap] = unitDifferences([[unitsOf(arms('softDice')), tuned]]);
      if (!gap) return { holds: 'no results', numbers: 'no unit has a target' };
      return {
        holds:
          gap.verdict === 'greater'
            ? 'contradicted'
            : gap.verdict === 'tie' || gap.verdict === 'less'
              ? 'holds'
              : 'neither',
        numbers: `soft Dice − cross-entropy at the tuned threshold ${told(gap)}: ${gap.verdict}`,
      };
    });
    return overTasks('H8', tasks);
  },
};
