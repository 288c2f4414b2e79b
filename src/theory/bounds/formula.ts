import type { Measure } from '../../overlap/index.js';
import type { RationalFunction } from '../../rigor/index.js';
import { symbolicCounts, symbols, type Radicals } from './radicals.js';

/**
 * A measure as a formula in the symbols tp, fp, fn, tn.
 *
 * @throws RangeError where it is not homogeneous of degree zero, that is where it depends on the size of the image as such.
 */
export function formula(measure: Measure): Radicals {
  const sum = measure.over(symbolicCounts, symbols);
  for (const { factor, radicand } of sum) {
    const [degree, underRoot] = [factor, radicand].map(degreeOf);
    if (degree === undefined || underRoot === undefined || 2 * degree + underRoot !== 0) throw new RangeError(`The measure '${measure.id}' depends on the size of the image: doubling all counts changes it. bounds treats functions of their ratios.`);
  }
  return sum;
}

/** The degree of homogeneity, or undefined where there is none. */
function degreeOf({ numerator, denominator }: RationalFunction): number | undefined {
  const [top, bottom] = [numerator, denominator].map((p) => {
    const degrees = new Set([...p.terms.values()].map(({ exponents }) => [...exponents.values()].reduce((a, b) => a + b, 0)));
    return degrees.size === 1 ? [...degrees][0]! : undefined;
  });
  return top === undefined || bottom === undefined ? undefined : top - bottom;
}

