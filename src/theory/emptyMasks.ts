import { dice, jaccard, weightedHamming } from '../overlap/index.js';
import { rational, sortedVectors, type Rational } from '../rigor/index.js';
import { provenBy, exact, theoremResult, type Theorem } from './theorem.js';
import { emptyMasksProof } from './proofs/emptyMasksProof.js';
import { lovaszExtension } from './setLosses/lovaszExtension.js';
import { mispredictionLoss } from './setLosses/mispredictionLoss.js';

const PIXELS = 64;
const SLICES = 10;
const QUARTERS = [0, 1, 2, 3, 4].map((quarter) => rational(quarter, 4));
const ERRORS = [1, 2, 3, 4, 5].flatMap((n) => [...sortedVectors(QUARTERS, n)]);

const isUndefined = (compute: () => unknown): boolean => {
  try {
    compute();
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
};

const empty = { tp: 0, fp: 0, fn: 0, tn: PIXELS };

/**
 * Mean Dice of ten slices, `emptySlices` of them empty and predicted empty, the others with D = 1/2, when an empty pair
 * counts as `convention`.
 */
export function meanDiceOfSlices(emptySlices: number, convention: 0 | 1 | 'skip'): Rational {
  const found = rational(SLICES - emptySlices, 2);
  return convention === 'skip'
    ? found.divide(SLICES - emptySlices)
    : found.add(emptySlices * convention).divide(SLICES);
}

/**
 * Whether, without foreground, the Lovász extension of the Jaccard loss is `reduce` of the errors, on every grid of
 * errors.
 */
const lovaszWithoutForeground = (reduce: (sorted: readonly Rational[]) => Rational): boolean =>
  ERRORS.every((errors) => lovaszExtension(mispredictionLoss(jaccard, 0), errors).value.equals(reduce(errors)));

export const emptyMasks: Theorem = {
  id: 'empty-masks',
  name: 'Empty masks: 0/0 is a convention, and the mean depends on it',
  source:
    'published code (1 in the Lovász losses and, by ε/ε, in deepvoxnet2 and JDTLosses; NaN in AIDE); consequences derived',
  standing: 'read',
  statement: String.raw`D(\emptyset, \emptyset) = \tfrac00; \quad D(\emptyset, \tilde y) = 0 \text{ for every } \tilde y \ne \emptyset; \quad H_\gamma \text{ undefined for } P = 0 \text{ or } N = 0; \quad P = 0 \implies \bar\Delta_J(m) = \max_i m_i`,
  constant: { closedForm: 'jump 1 → 0 by one pixel; mean shift = share of empty slices', decimals: '1' },
  notShown: 'Which convention is right. This workbook leaves 0/0 undefined unless the caller says what it shall be.',
  proof: emptyMasksProof,
  check() {
    const proof = provenBy(emptyMasksProof);
    const anyFalsePositive = Array.from({ length: PIXELS }, (_, i) => ({ ...empty, fp: i + 1, tn: PIXELS - i - 1 }));
    const shares = Array.from({ length: SLICES }, (_, i) => i);
    return theoremResult(
      [
        exact(
          'two empty masks: Dice and Jaccard are undefined in fractions, NaN in floats, and what the caller says where told',
          'one image',
          isUndefined(() => dice.exact(empty)) &&
            isUndefined(() => jaccard.exact(empty)) &&
            Number.isNaN(dice(empty)) &&
            dice.exact(empty, { whenUndefined: 1 }).equals(1) &&
            dice.exact(empty, { whenUndefined: 0 }).equals(0),
        ),
        exact(
          'an empty reference and 1 to 64 predicted pixels: Dice and Jaccard are 0',
          `${PIXELS} counts, those of every prediction`,
          anyFalsePositive.every((counts) => dice.exact(counts).sign() === 0 && jaccard.exact(counts).sign() === 0),
        ),
        exact(
          'the class-normalised weighted Hamming similarity is undefined without foreground and without background',
          'γ = 1/2, 2 images',
          isUndefined(() => weightedHamming('1/2').exact(empty)) &&
            isUndefined(() => weightedHamming('1/2').exact({ tp: PIXELS, fp: 0, fn: 0, tn: 0 })),
        ),
        exact(
          'counting empty pairs as 1 instead of 0 raises the mean by their share',
          `0 to ${SLICES - 1} of ${SLICES} slices empty`,
          shares.every((k) => meanDiceOfSlices(k, 1).subtract(meanDiceOfSlices(k, 0)).equals(rational(k, SLICES))),
        ),
        exact(
          'without foreground the Lovász extension of the Jaccard loss is the largest error',
          `errors in quarters, n ≤ 5 (${ERRORS.length} cases up to the order of pixels)`,
          lovaszWithoutForeground((sorted) => sorted.at(-1)!),
        ),
        ...proof.evidence,
      ],
      [
        {
          claim: 'without foreground it is the mean error',
          rejected: !lovaszWithoutForeground((sorted) => sorted.reduce((a, b) => a.add(b)).divide(sorted.length)),
        },
        {
          claim: 'leaving empty pairs out gives the same mean as counting them as 1',
          rejected: !shares.every((k) => meanDiceOfSlices(k, 'skip').equals(meanDiceOfSlices(k, 1))),
        },
        ...proof.controls,
      ],
      `ten slices, nine of them empty, D = 1/2 on the tenth: mean ${meanDiceOfSlices(9, 1)} (empty = 1), ${meanDiceOfSlices(9, 0)} (empty = 0), ${meanDiceOfSlices(9, 'skip')} (left out)`,
    );
  },
};
