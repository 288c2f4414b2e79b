import { signedText } from '../../decimalText.js';
import type { DifferenceVerdict } from '../../evaluation/index.js';
import { armNamed } from '../diceLossArms.js';
import { comparisonsOf } from '../figures/coreComparison.js';
import type { StudyRuns } from '../figures/studyRuns.js';
import { collapsedOf, pairedDice, unitsOf } from '../figures/unitDice.js';
import type { ResultTable } from './resultTable.js';

const BASELINE = 'crossEntropy';
const LOSSES = ['softDice+crossEntropy', 'softDice', 'softJaccard', 'weightedCrossEntropy', 'lovaszSoftmax'];

interface Difference {
  mean: number;
  lower: number;
  upper: number;
  verdict?: DifferenceVerdict;
}

/** What each loss wins in Dice over cross-entropy on every set of images, and what a tuned threshold wins: for who chooses. */
export function choiceTable(materials: readonly StudyRuns[]): ResultTable {
  return {
    id: 'choice',
    title: 'What a loss wins over cross-entropy',
    caption:
      'Mean paired difference in Dice from cross-entropy with its 95 % interval. Bold: greater or less beyond .01.',
    columns: [
      { key: 'images', heading: 'images' },
      { key: 'dice', heading: 'cross-entropy' },
      ...LOSSES.map((key) => ({ key, heading: armNamed(key).title })),
      { key: 'tuned', heading: 'cross-entropy, tuned threshold' },
    ],
    rows: materials.flatMap((runs) =>
      comparisonsOf(runs).map(({ set, unit, arms, differences }) => {
        const plain = arms.find(({ arm }) => arm === BASELINE);
        const found = (loss: string) =>
          differences.dice.find(({ method, baseline }) => method === loss && baseline === BASELINE);
        const trained = runs.of(set, BASELINE);
        return {
          images: `${set}, ${runs.material}, ${plain?.units} ${unit}s`,
          dice: plain?.dice,
          ...Object.fromEntries(LOSSES.map((loss) => [loss, told(found(loss))])),
          tuned: collapsedOf(trained) > 0 ? undefined : told(pairedDice(unitsOf(trained, 'tuned'), unitsOf(trained))),
          decided: LOSSES.filter((loss) => /greater|less/.test(found(loss)?.verdict ?? '')),
        };
      }),
    ),
    bold: (row, key) => (row.decided as string[]).includes(key),
  };
}

/** A cell: the mean, and from where to where its interval goes. */
function told(difference: Difference | undefined): string | undefined {
  if (difference === undefined) return undefined;
  const { mean, lower, upper } = difference;
  return `${signedText(mean)} (${signedText(lower)} to ${signedText(upper)})`;
}
