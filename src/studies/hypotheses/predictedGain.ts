import { signedText } from '../../decimalText.js';
import { onEachTask, SYNTHETIC } from './evidence.js';
import type { Hypothesis } from './hypothesis.js';
import { overTasks } from './overTasks.js';
import { meanOf, told, unitDifferences, unitsOf } from './unitDifferences.js';

/** Measured: the mean over the held-out units. Predicted: the mean over the folds of what the training units expect. */
export const predictedGain: Hypothesis = {
  id: 'H7',
  sentence: "The measured gain is the one predicted from the cross-entropy network's probabilities.",
  rule: 'measured and predicted gain differ by at most .02',
  judge(runs) {
    const tasks = onEachTask(runs, SYNTHETIC, [{ arm: 'crossEntropy' }], (arms) => {
      const crossEntropy = arms('crossEntropy');
      const expected = crossEntropy.flatMap(({ thresholds: t }) => (t ? [t.expectedAtBest - t.expectedAtHalf] : []));
      const [gain] = unitDifferences([[unitsOf(crossEntropy, 'tuned'), unitsOf(crossEntropy)]]);
      if (!gain || expected.length < crossEntropy.length)
        return { holds: 'no results', numbers: 'a run has no fitted threshold' };
      const predicted = meanOf(expected);
      const difference = gain.mean - predicted;
      return {
        holds: Math.abs(difference) > 0.05 ? 'contradicted' : Math.abs(difference) <= 0.02 ? 'holds' : 'neither',
        numbers: `measured ${told(gain)}; predicted ${signedText(predicted)}; difference ${signedText(difference)}`,
      };
    });
    return overTasks('H7', tasks);
  },
};
