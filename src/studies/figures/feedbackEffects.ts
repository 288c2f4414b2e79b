import type { Figure } from '../../figures/index.js';
import { committedRuns } from '../committedRuns.js';
import { FEEDBACK_ARMS, feedbackEffects as effectsOf } from '../feedbackReport.js';
import { SMALL_WORDS } from '../smallTasks.js';
import { EFFECT_READING, effectForest, type EffectRow } from './effectForest.js';

/** The second pass of the feedback loop beside its first, and beside plain U-Nets. */
export const feedbackEffects: Figure<EffectRow> = {
  id: 'feedback-effects-synthetic',
  evidence: ['trained', 'synthetic'],
  title: 'What feeding the prediction back wins in Dice per patient, synthetic images',
  caption: `Mean paired difference of the second pass of the context feedback loop from each other arm. ${EFFECT_READING} ${SMALL_WORDS}; n: those with a target.`,
  rows: () =>
    effectsOf(committedRuns('context-feedback').runs).map(({ task, baseline, mean, lower, upper, verdict }) => ({
      task,
      name: `less ${FEEDBACK_ARMS.find(({ id }) => id === baseline)!.title.replace('feedback loop, ', '')}`,
      outcome: 'mean',
      value: mean,
      lower,
      upper,
      verdict,
    })),
  figure(rows) {
    return effectForest(rows, this.title, () => 'Dice of the second pass − Dice of the other, mean over patients');
  },
};
