import type { Figure } from '../../figures/index.js';
import { committedRuns } from '../committedRuns.js';
import { setsOf } from '../fewLabelsReport.js';
import { armEffects } from './armEffects.js';
import { EFFECT_READING, effectForest, type EffectRow } from './effectForest.js';

/** Each arm beside what it begins with: a panel for each number of labelled patients, and for noisy labels. */
const PANELS = [
  { outcome: '1 labelled patient', base: 'few 1', arms: ['pseudo 1', 'AIDE 1'] },
  { outcome: '3 labelled patients', base: 'few 3', arms: ['pseudo 3', 'AIDE 3', 'AIDE 3, late'] },
  { outcome: 'noisy labels', base: 'noisy', arms: ['AIDE noisy', 'AIDE noisy, late'] },
] as const;

/** Lines of a task, the same in every panel. */
const NAMES: Record<string, string> = {
  pseudo: 'naive pseudo-labels',
  AIDE: 'AIDE',
  late: 'AIDE, labels corrected once, halfway',
  all: 'all labels, right',
};

const nameOf = (arm: string) => NAMES[arm.endsWith('late') ? 'late' : arm.split(' ')[0]!]!;

/** What pseudo-labels and AIDE win over the labels that they begin with, beside what all labels would. */
export const fewLabelsEffects: Figure<EffectRow> = {
  id: 'few-labels-effects-synthetic',
  evidence: ['trained', 'synthetic'],
  title: 'What can be won where labels are few, or wrong, synthetic images',
  caption:
    'Mean paired difference in Dice from a network that has learnt from the labelled patients alone (right panel: that believes the noisy labels). ' +
    `Arms of which a run collapsed are left out, and tasks on which all did; correcting once was not tried with one labelled patient. ${EFFECT_READING} Holm’s correction over the lines of a task and panel.`,
  rows: () => {
    const sets = setsOf(committedRuns('few-labels').runs);
    return PANELS.flatMap(({ outcome, base, arms }) =>
      armEffects(
        sets,
        [...arms, 'all'].map((arm) => ({ arm, base, name: nameOf(arm), outcome })),
      ),
    ).sort((a, b) => order(sets, a) - order(sets, b));
  },
  figure(rows) {
    return effectForest(rows, this.title, (outcome) => `Dice, ${outcome}`);
  },
};

/** Tasks in their order, then lines in theirs, so that every panel has its lines at the same places. */
function order(sets: readonly { set: string }[], { task, name }: EffectRow): number {
  return 10 * sets.findIndex(({ set }) => set === task) + Object.values(NAMES).indexOf(name);
}
