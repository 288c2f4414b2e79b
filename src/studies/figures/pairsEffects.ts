import type { Figure } from '../../figures/index.js';
import { committedRuns } from '../committedRuns.js';
import { pairsSets } from '../pairsReport.js';
import { armEffects } from './armEffects.js';
import { EFFECT_READING, effectForest, type EffectRow } from './effectForest.js';

const LINES = [
  { use: 'synthetic', name: 'images made of the few' },
  { use: 'both', name: 'the few and those made of them' },
  { use: 'all', name: 'all real images' },
];

/** What made images win over the few real ones they come from, with and without classical augmentation. */
export const pairsEffects: Figure<EffectRow>[] = (['synthetic', 'real'] as const).map((material) => ({
  id: `pairs-effects-${material}`,
  evidence: ['trained', material],
  title: `What images made of a few teach, beside these few, ${material === 'real' ? 'real frames' : 'synthetic images'}`,
  caption:
    `Mean paired difference in Dice from a network that has learnt from the few real images alone, at equal steps. ${EFFECT_READING} Holm’s correction over the lines of a panel.` +
    (material === 'real' ? ' Frames that look alike count as one patient’s.' : ''),
  rows: () => {
    const sets = pairsSets(committedRuns('synthetic-pairs').runs).filter(
      ({ synthetic }) => synthetic === (material === 'synthetic'),
    );
    return ['', ', augmented'].flatMap((augmented) =>
      armEffects(
        sets,
        LINES.map(({ use, name }) => ({
          arm: `${use}${augmented}`,
          base: `real${augmented}`,
          name,
          outcome: augmented ? 'with classical augmentation' : 'without augmentation',
        })),
      ),
    );
  },
  figure(rows) {
    return effectForest(rows, this.title, (outcome) => `Dice, ${outcome}`);
  },
}));
