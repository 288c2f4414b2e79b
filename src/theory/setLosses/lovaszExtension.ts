import { rational, type Rational } from '../../rigor/index.js';
import type { SetLoss } from './mispredictionLoss.js';

/**
 * Lovász extension of a loss of sets, `Σ_k m_πk (Δ({π1 … πk}) − Δ({π1 … π(k−1)}))` with the errors m sorted in falling
 * order.
 *
 * The value does not depend on how ties are sorted; the weights, which are a (sub)gradient, do: here the first pixel
 * comes first.
 *
 * @param loss - a loss of sets with `loss(0) = 0`
 * @param errors - m, one number in [0, 1] for each pixel
 * @returns the value, and the weight of each pixel's error in pixel order
 * @example
 * ```ts
 * import { jaccard } from 'dice-workbook/overlap';
 * import { rational } from 'dice-workbook/rigor';
 * import { lovaszExtension, mispredictionLoss } from 'dice-workbook/theory';
 * const errors = [1, 6, 6, 2, 1].map((tenth) => rational(tenth, 10));
 * lovaszExtension(mispredictionLoss(jaccard, 2), errors).value.toString() // => '53/120'
 * ```
 * Source: M. Berman, A. Rannen Triki, M. B. Blaschko, "The Lovász-Softmax Loss", CVPR 2018, algorithm 1.
 */
export function lovaszExtension(loss: SetLoss, errors: readonly Rational[]): { value: Rational; weights: Rational[] } {
  const order = errors.map((_, i) => i).sort((i, j) => errors[j]!.compare(errors[i]!) || i - j);
  const weights = chainWeights(loss, order);
  return { value: errors.reduce((sum, error, i) => sum.add(error.multiply(weights[i]!)), rational(0)), weights };
}

/** What each pixel adds to the loss when pixels are mispredicted one after the other in `order`; in pixel order. */
export function chainWeights(loss: SetLoss, order: readonly number[]): Rational[] {
  const weights: Rational[] = [];
  let set = 0;
  let before = loss(set);
  for (const pixel of order) {
    set |= 1 << pixel;
    const after = loss(set);
    weights[pixel] = after.subtract(before);
    before = after;
  }
  return weights;
}

/**
 * `E[Δ({m ≥ θ})]` for θ uniform on [0, 1]: between two neighbouring errors the set of pixels above the threshold stays
 * the same.
 */
export function meanOverThresholds(loss: SetLoss, errors: readonly Rational[]): Rational {
  const levels = [rational(0), ...errors].sort((a, b) => a.compare(b));
  const reaching = (level: Rational) =>
    errors.reduce((set, error, i) => (error.atLeast(level) ? set | (1 << i) : set), 0);
  return levels
    .slice(1)
    .reduce((sum, level, i) => sum.add(level.subtract(levels[i]!).multiply(loss(reaching(level)))), rational(0));
}
