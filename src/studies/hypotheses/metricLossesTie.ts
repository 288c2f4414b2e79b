import { coreDifferences, coreNeeds } from './beatsCrossEntropy.js';
import { onEachTask, SYNTHETIC } from './evidence.js';
import type { Hypothesis } from './hypothesis.js';
import { overTasks } from './overTasks.js';
import { told } from './unitDifferences.js';

const PAIRS = [
  ['softJaccard', 'softDice'],
  ['lovaszSoftmax', 'softDice'],
  ['lovaszSoftmax', 'softJaccard'],
] as const;

/** By the primary outcome, Dice. */
export const metricLossesTie: Hypothesis = {
  id: 'H2',
  sentence: 'The metric-sensitive losses do not differ among each other.',
  rule: 'all pairs of soft Dice, soft Jaccard and Lovász-softmax are ties',
  judge(runs) {
    const tasks = onEachTask(runs, SYNTHETIC, coreNeeds(PAIRS.flat()), (arms) => {
      const all = coreDifferences(arms, PAIRS);
      const differs = all.some(({ verdict }) => verdict === 'greater' || verdict === 'less');
      return {
        holds: differs ? 'contradicted' : all.every(({ verdict }) => verdict === 'tie') ? 'holds' : 'neither',
        numbers: all.map((one) => `${one.name} ${told(one)}: ${one.verdict}`).join('; '),
      };
    });
    return overTasks('H2', tasks);
  },
};
