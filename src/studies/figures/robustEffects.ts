import type { Figure } from '../../figures/index.js';
import { committedRuns } from '../committedRuns.js';
import { CONTRASTS, robustEffects as effectsOf } from '../robustReport.js';
import { SMALL_WORDS } from '../smallTasks.js';
import { EFFECT_READING, effectForest, type EffectRow } from './effectForest.js';

/** What each factor of robust-population does to the patients who fare worst, and to the mean. */
export const robustEffects: Figure<EffectRow> = {
  id: 'robust-effects-synthetic',
  evidence: ['trained', 'synthetic'],
  title: 'What a robust loss, sampler and optimiser do to the worst patients, synthetic images',
  caption:
    'Dice with the factor less Dice without, mean over the settings of the two others; all three: with all less with none. Left: the mean of the lowest 5 % of the patients (two or three of them), ' +
    `middle: of the lowest 25 %, right: of all. ${EFFECT_READING} ${SMALL_WORDS}; n: those with a target.`,
  rows: () =>
    effectsOf(committedRuns('robust-population').runs).map(({ task, contrast, outcome, value, lower, upper, verdict }) => ({
      task,
      name: CONTRASTS.find(({ id }) => id === contrast)!.title,
      outcome,
      value,
      lower,
      upper,
      verdict,
    })),
  figure(rows) {
    return effectForest(rows, this.title, (outcome) => `Dice, ${outcome}`);
  },
};
