import type { Measure } from '../../overlap/index.js';
import { commonDenominator, elements, rational, type Rational } from '../../rigor/index.js';
import { mispredictionLoss, type SetLoss } from './mispredictionLoss.js';

export interface Violation {
  /** The largest `Δ(A ∪ B) + Δ(A ∩ B) − Δ(A) − Δ(B)` over all A, B: positive exactly where Δ is not submodular. */
  excess: Rational;
  /** Two sets that attain it, as lists of pixels. */
  a: number[];
  b: number[];
  /** How many pairs of different sets were compared. */
  pairs: number;
}

/**
 * How far a loss of subsets of `n` pixels is from submodular, over all pairs of sets, in exact integers over one
 * denominator.
 */
export function submodularViolation(loss: SetLoss, n: number): Violation {
  const { numerators, denominator } = commonDenominator(Array.from({ length: 1 << n }, (_, set) => loss(set)));
  let [excess, bestA, bestB, pairs] = [0n, 0, 0, 0];
  for (let a = 0; a < 1 << n; a++) {
    for (let b = a + 1; b < 1 << n; b++) {
      const value = numerators[a | b]! + numerators[a & b]! - numerators[a]! - numerators[b]!;
      pairs++;
      if (value > excess) [excess, bestA, bestB] = [value, a, b];
    }
  }
  return { excess: rational(excess, denominator), a: elements(bestA), b: elements(bestB), pairs };
}

/**
 * How far the loss 1 − S of a measure is from submodular in images of `n` pixels with `foreground` foreground pixels; 0
 * where it is submodular.
 *
 * Exhaustive over all pairs of sets: O(4ⁿ), so n up to about 10.
 *
 * @example
 * ```ts
 * import { dice, jaccard } from 'dice-workbook/overlap';
 * import { measureViolation } from 'dice-workbook/theory';
 * measureViolation(dice, 5, 2).toString() // => '1/3'
 * measureViolation(jaccard, 5, 2).toString() // => '0'
 * ```
 */
export function measureViolation(measure: Measure, n: number, foreground: number): Rational {
  return submodularViolation(mispredictionLoss(measure, foreground), n).excess;
}
