import { exactWeight, type TverskyWeights } from '../../overlap/index.js';
import { Interval, interval, rational, type Rational } from '../../rigor/index.js';

/**
 * `e^ρ` with `ρ = max(|ln α/α'|, |ln β/β'|)`: the largest of the four quotients α/α', α'/α, β/β', β'/β; undefined
 * (infinite) where exactly one of two weights is zero. Two zero weights are equal and give the quotient 1.
 */
export function tverskyFactor(
  a: TverskyWeights,
  b: TverskyWeights = { alpha: '1/2', beta: '1/2' },
): Rational | undefined {
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

/**
 * The largest |D − S_{α,β}| over every pair of masks with `1 ≤ tp + fp + fn ≤ n`, exactly.
 *
 * Scores are quotients of whole numbers (the weights times their common denominator); quotients are compared by
 * cross-multiplication below 2⁵³. Pairs on which either score is 0/0 are left out.
 *
 * @throws RangeError where the products would leave the range in which floats hold integers exactly.
 */
export function finiteTverskyError({ alpha, beta }: TverskyWeights, n: number): Rational {
  const [a, b] = [exactWeight(alpha), exactWeight(beta)];
  const q = Number(a.denominator * b.denominator);
  const [fpWeight, fnWeight] = [Number(a.multiply(q).numerator), Number(b.multiply(q).numerator)];
  // (difference · bottom) is the largest product formed.
  if ((2 * n * n * (q + fpWeight + fnWeight)) ** 2 > Number.MAX_SAFE_INTEGER)
    throw new RangeError(
      `Weights ${a}, ${b} with n = ${n} need integers beyond 2⁵³; use a smaller n or simpler fractions.`,
    );
  let [top, bottom] = [0, 1];
  for (let tp = 0; tp <= n; tp++) {
    for (let fp = 0; fp <= n - tp; fp++) {
      for (let fn = tp + fp === 0 ? 1 : 0; fn <= n - tp - fp; fn++) {
        const diceBottom = 2 * tp + fp + fn;
        const tverskyBottom = q * tp + fpWeight * fp + fnWeight * fn;
        if (tverskyBottom === 0) continue;
        const difference = Math.abs(2 * tp * tverskyBottom - q * tp * diceBottom);
        const over = diceBottom * tverskyBottom;
        if (difference * bottom > top * over) [top, bottom] = [difference, over];
      }
    }
  }
  return rational(top, bottom);
}
