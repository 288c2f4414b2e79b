import { addUp, multiplyDown, Rational, sqrtDown, sqrtUp } from '../../rigor/index.js';
import { absoluteError } from './absoluteError.js';
import { attained, boundless, notNegative, type Evaluate, type Side } from './attained.js';
import type { ErrorBound } from './errorBound.js';
import { larger, supremumSearch, type Search, type SupremumOptions } from './supremum.js';
import { asRational, symbols, type Radicals } from './radicals.js';
import { difference, ratio, signOf, valueAt } from './valueAt.js';

const LARGEST_SCANNED_COUNT = 3n;

/** The smallest ε with |b|/(1 + ε) ≤ |a| ≤ (1 + ε)|b| and equal signs on all masks. */
export function relativeError(a: Side, b: Side, options: SupremumOptions): ErrorBound {
  const apart = differentSigns(a, b);
  if (apart) return apart;
  // Two measures that are zero everywhere: no masks have a relative error.
  if (a.formula.length === 0 && b.formula.length === 0) return absoluteError(a, b, options);
  const hints = [a.formula, b.formula];
  const [over, under] = [symbols.divide(a.formula, b.formula), symbols.divide(b.formula, a.formula)];
  const { upper, place, families, tolerance, index } = larger(
    [ratioSearch(over, hints), ratioSearch(under, hints)],
    options,
  );
  const evaluate = ratioOf(a, b, index === 1);
  return families ? boundless(families, evaluate) : notNegative(attained(place, addUp(upper, -1), tolerance, evaluate));
}

/** A ratio with one root is searched through its square, which is a rational function. */
function ratioSearch(sum: Radicals, hints: readonly Radicals[]): Search {
  if (asRational(sum) || sum.length !== 1) return supremumSearch(sum, hints);
  const search = supremumSearch(symbols.multiply(sum, sum), hints);
  return ({ floor = 0, ...options }) => {
    const { lower, upper, ...rest } = search({ ...options, floor: multiplyDown(floor, floor) });
    return { ...rest, lower: sqrtDown(Math.max(0, lower)), upper: sqrtUp(upper) };
  };
}

/**
 * A pair of small masks on which exactly one measure is zero, or both have different signs: then no factor joins them.
 */
function differentSigns(a: Side, b: Side): ErrorBound | undefined {
  const range = Array.from({ length: Number(LARGEST_SCANNED_COUNT) + 1 }, (_, count) => BigInt(count));
  for (const tp of range)
    for (const fp of range)
      for (const fn of range)
        for (const tn of range) {
          const [x, y] = [valueAt(a.measure, { tp, fp, fn, tn }), valueAt(b.measure, { tp, fp, fn, tn })];
          if (x === undefined || y === undefined) continue;
          // A sign that the enclosure of an irrational value leaves open is no sign.
          const signs = [signOf(x), signOf(y)];
          if (signs.includes(undefined) || signs[0] === signs[1]) continue;
          const witness = { tp, fp, fn, tn, a: x, b: y, error: 'infinite' as const };
          const description = `${a.measure.id} is ${x} and ${b.measure.id} is ${y} on the masks with k·(tp = ${tp}, fp = ${fp}, fn = ${fn}, tn = ${tn}), k = 1, 2, …: no finite factor joins them`;
          return { lower: Infinity, upper: Infinity, witness, family: { description, members: [witness] } };
        }
  return undefined;
}

/** `a/b − 1`, or `b/a − 1` where swapped, at given counts. */
function ratioOf(a: Side, b: Side, swapped: boolean): Evaluate {
  return (counts) => {
    const [x, y] = [valueAt(a.measure, counts), valueAt(b.measure, counts)];
    // Where both are zero no error arises; exactly one of them zero was met before.
    if (x === undefined || y === undefined || !signOf(x) || !signOf(y)) return undefined;
    return { ...counts, a: x, b: y, error: difference(swapped ? ratio(y, x) : ratio(x, y), Rational.of(1)) };
  };
}
