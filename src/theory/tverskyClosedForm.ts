import { exactWeight, type TverskyWeights } from '../overlap/index.js';
import { Interval, interval, type Rational } from '../rigor/index.js';

/**
 * `e^ρ` with `ρ = max(|ln α/α'|, |ln β/β'|)`: the largest of the four quotients α/α', α'/α, β/β', β'/β; undefined (infinite) where exactly
 * one of two weights is zero. Two zero weights are equal and give the quotient 1.
 */
export function tverskyFactor(a: TverskyWeights, b: TverskyWeights = { alpha: '1/2', beta: '1/2' }): Rational | undefined {
  const quotients: Rational[] = [];
  for (const key of ['alpha', 'beta'] as const) {
    const [x, y] = [exactWeight(a[key]), exactWeight(b[key])];
    if (x.sign() === 0 && y.sign() === 0) continue;
    if (x.sign() === 0 || y.sign() === 0) return undefined;
    quotients.push(x.divide(y), y.divide(x));
  }
  return quotients.length === 0 ? exactWeight(1) : quotients.reduce((m, q) => (q.greaterThan(m) ? q : m));
}

/** `tanh(ρ/4) = (√m − 1)/(√m + 1)` for `m = e^ρ`, as an interval around the real number; 1 where m is infinite. */
export function absoluteFromFactor(factor: Rational | undefined): Interval {
  if (!factor) return interval(1);
  const root = Interval.from(factor).sqrt();
  // 1 − 2/(√m + 1) has √m once, which keeps the interval narrow.
  return interval(1).subtract(interval(2).divide(root.add(interval(1))));
}
