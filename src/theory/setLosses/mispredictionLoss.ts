import type { Measure } from '../../overlap/index.js';
import { rational, size, type Rational } from '../../rigor/index.js';

/** A loss as a function of the set of wrongly predicted pixels, the set being the bits of an integer. */
export type SetLoss = (mispredicted: number) => Rational;

/**
 * The loss `Δ(M) = 1 − S` of a measure S as a function of the mispredicted pixels M, where pixels 0 … P − 1 are the
 * foreground and all others the background.
 *
 * A measure that is 0/0 (both masks empty) counts as no loss. Each value is computed once. The measure must not depend
 * on true negatives.
 */
export function mispredictionLoss(measure: Measure, foreground: number): SetLoss {
  const known = new Map<number, Rational>();
  return (mispredicted) => {
    const fn = size(mispredicted & ((1 << foreground) - 1));
    const fp = size(mispredicted >> foreground);
    const key = fn * 32 + fp;
    const loss =
      known.get(key) ??
      rational(1).subtract(measure.exact({ tp: foreground - fn, fp, fn, tn: 0 }, { whenUndefined: 1 }));
    known.set(key, loss);
    return loss;
  };
}
