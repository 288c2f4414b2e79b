import { attained, boundless, notNegative, type Evaluate, type Side } from './attained.js';
import type { ErrorBound } from './errorBound.js';
import { larger, supremumSearch, type Supremum, type SupremumOptions } from './supremum.js';
import { symbols } from './radicals.js';
import { difference, valueAt } from './valueAt.js';

/** The largest |a − b|. */
export function absoluteError(a: Side, b: Side, options: SupremumOptions): ErrorBound {
  const hints = [a.formula, b.formula];
  const [above, below] = [symbols.subtract(a.formula, b.formula), symbols.subtract(b.formula, a.formula)];
  const found = larger([supremumSearch(above, hints), supremumSearch(below, hints)], options);
  return notNegative(enclosure(found, found.index === 0 ? differenceOf(a, b) : differenceOf(b, a, true)));
}

/** The supremum of `a − b`. */
export function excess(a: Side, b: Side, options: SupremumOptions): ErrorBound {
  const search = supremumSearch(symbols.subtract(a.formula, b.formula), [a.formula, b.formula]);
  return enclosure(search(options), differenceOf(a, b));
}

function enclosure({ upper, place, families, tolerance }: Supremum, evaluate: Evaluate): ErrorBound {
  return families ? boundless(families, evaluate) : attained(place, upper, tolerance, evaluate);
}

/** `first − second` at given counts; `swapped` where first is the second measure of the pair. */
function differenceOf(first: Side, second: Side, swapped = false): Evaluate {
  return (counts) => {
    const [x, y] = [valueAt(first.measure, counts), valueAt(second.measure, counts)];
    if (x === undefined || y === undefined) return undefined;
    return { ...counts, ...(swapped ? { a: y, b: x } : { a: x, b: y }), error: difference(x, y) };
  };
}
