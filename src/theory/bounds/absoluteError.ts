import { attained, boundless, type Evaluate, type Side } from './attained.js';
import type { ErrorBound } from './bounds.js';
import { symbols } from './radicals.js';
import { supremum, type Supremum, type SupremumOptions } from './supremum.js';
import { difference, valueAt } from './valueAt.js';

/** The largest |a − b|. */
export function absoluteError(a: Side, b: Side, options: SupremumOptions): ErrorBound {
  const hints = [a.formula, b.formula];
  const above = supremum(symbols.subtract(a.formula, b.formula), hints, options);
  const below = supremum(symbols.subtract(b.formula, a.formula), hints, { ...options, floor: above.lower });
  const [largest, evaluate] = above.lower >= below.lower ? [above, differenceOf(a, b)] : [below, differenceOf(b, a, true)];
  return enclosure({ ...largest, upper: Math.max(above.upper, below.upper) }, evaluate);
}

/** The supremum of `a − b`. */
export function excess(a: Side, b: Side, options: SupremumOptions): ErrorBound {
  const above = supremum(symbols.subtract(a.formula, b.formula), [a.formula, b.formula], options);
  return enclosure(above, differenceOf(a, b));
}

function enclosure({ lower, upper, place, tolerance }: Supremum, evaluate: Evaluate): ErrorBound {
  return lower === Infinity ? boundless(place, evaluate) : attained(place, upper, tolerance, evaluate);
}

/** `first − second` at given counts; `swapped` where first is the second measure of the pair. */
function differenceOf(first: Side, second: Side, swapped = false): Evaluate {
  return (counts) => {
    const [x, y] = [valueAt(first.measure, counts), valueAt(second.measure, counts)];
    if (x === undefined || y === undefined) return undefined;
    return { ...counts, ...(swapped ? { a: y, b: x } : { a: x, b: y }), error: difference(x, y) };
  };
}
