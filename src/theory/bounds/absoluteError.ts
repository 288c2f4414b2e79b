import { attained, boundless, type Evaluate, type Side } from './attained.js';
import type { ErrorBound } from './bounds.js';
import { symbols } from './radicals.js';
import { supremum } from './supremum.js';
import { difference, valueAt } from './valueAt.js';

/** The largest |a − b|. */
export function absoluteError(a: Side, b: Side, tolerance: number, maxBoxes: number): ErrorBound {
  const options = { tolerance: tolerance / 4, maxBoxes };
  const hints = [a.formula, b.formula];
  const above = supremum(symbols.subtract(a.formula, b.formula), hints, options);
  const below = supremum(symbols.subtract(b.formula, a.formula), hints, { ...options, floor: above.lower });
  const upper = Math.max(above.upper, below.upper);
  return above.lower >= below.lower ? found(above, upper, differenceOf(a, b), tolerance) : found(below, upper, differenceOf(b, a, true), tolerance);
}

/** The supremum of `a − b`. */
export function excess(a: Side, b: Side, tolerance: number, maxBoxes: number): ErrorBound {
  const above = supremum(symbols.subtract(a.formula, b.formula), [a.formula, b.formula], { tolerance: tolerance / 4, maxBoxes });
  return found(above, above.upper, differenceOf(a, b), tolerance);
}

function found({ lower, place }: ReturnType<typeof supremum>, upper: number, evaluate: Evaluate, tolerance: number): ErrorBound {
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
