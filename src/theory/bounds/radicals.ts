import { exactWeight, type Arithmetic, type Measure } from '../../overlap/index.js';
import { RationalFunction, variable } from '../../rigor/index.js';

/** `factor · √radicand`, with rational functions of the counts. */
export interface RadicalTerm {
  factor: RationalFunction;
  radicand: RationalFunction;
}

/** A sum of such terms; no terms is zero. A rational function is the one term with radicand 1. */
export type Radicals = readonly RadicalTerm[];

export const COUNT_NAMES = ['tp', 'fp', 'fn', 'tn'] as const;
const one = RationalFunction.from(1);

/** The counts as symbols. */
export const symbolicCounts = Object.fromEntries(
  COUNT_NAMES.map((name) => [name, rationalTerm(variable(name))]),
) as unknown as Record<(typeof COUNT_NAMES)[number], Radicals>;

/** A measure written in this arithmetic becomes a formula in the symbols tp, fp, fn, tn with exact coefficients. */
export const symbols: Arithmetic<Radicals> = {
  of: (value) => rationalTerm(RationalFunction.from(exactWeight(value))),
  add: (...sums) => collect(sums.flat()),
  subtract: (a, b) => collect([...a, ...b.map(({ factor, radicand }) => ({ factor: factor.multiply(-1), radicand }))]),
  multiply: (...factors) => factors.reduce((a, b) => collect(a.flatMap((x) => b.map((y) => product(x, y))))),
  divide(a, b) {
    const [divisor, ...rest] = b;
    if (!divisor) throw new RangeError('A measure divides by a quantity that is zero for all counts.');
    if (rest.length > 0)
      throw new RangeError(
        'bounds treats sums of fractions times square roots of fractions; a sum with different roots in a denominator is not among them.',
      );
    return collect(a.map((x) => quotient(x, divisor)));
  },
  sqrt(a) {
    const [term, ...rest] = a;
    if (!term) return [];
    if (rest.length > 0 || !term.radicand.equals(1))
      throw new RangeError('bounds treats square roots of fractions; a root of a root is not among them.');
    return [{ factor: one, radicand: term.factor }];
  },
};

/** The rational function that the sum is, or undefined where a root remains. */
export function asRational(sum: Radicals): RationalFunction | undefined {
  if (sum.length === 0) return RationalFunction.from(0);
  return sum.length === 1 && sum[0]!.radicand.equals(1) ? sum[0]!.factor : undefined;
}

function rationalTerm(factor: RationalFunction): Radicals {
  return collect([{ factor, radicand: one }]);
}

function collect(terms: Radicals): Radicals {
  const sum: RadicalTerm[] = [];
  for (const { factor, radicand } of terms) {
    const same = sum.findIndex((term) => term.radicand.equals(radicand));
    if (same >= 0) sum[same] = { factor: sum[same]!.factor.add(factor), radicand };
    else sum.push({ factor, radicand });
  }
  return sum.filter(({ factor }) => !factor.numerator.isZero());
}

function product(x: RadicalTerm, y: RadicalTerm): RadicalTerm {
  const factor = x.factor.multiply(y.factor);
  return x.radicand.equals(y.radicand)
    ? { factor: factor.multiply(x.radicand), radicand: one }
    : { factor, radicand: x.radicand.multiply(y.radicand) };
}

function quotient(x: RadicalTerm, y: RadicalTerm): RadicalTerm {
  const factor = x.factor.divide(y.factor);
  return x.radicand.equals(y.radicand)
    ? { factor, radicand: one }
    : { factor, radicand: x.radicand.divide(y.radicand) };
}

/**
 * A measure as a formula in the symbols tp, fp, fn, tn.
 *
 * @throws RangeError where it is not homogeneous of degree zero, that is where it depends on the size of the image as
 * such.
 */
export function formula(measure: Measure): Radicals {
  const sum = measure.over(symbolicCounts, symbols);
  for (const { factor, radicand } of sum) {
    const [degree, underRoot] = [factor, radicand].map(degreeOf);
    if (degree === undefined || underRoot === undefined || 2 * degree + underRoot !== 0)
      throw new RangeError(
        `The measure '${measure.id}' depends on the size of the image: doubling all counts changes it. bounds treats functions of their ratios.`,
      );
  }
  return sum;
}

/** The degree of homogeneity, or undefined where there is none. */
function degreeOf({ numerator, denominator }: RationalFunction): number | undefined {
  const [top, bottom] = [numerator, denominator].map((p) => {
    const degrees = new Set(
      [...p.terms.values()].map(({ exponents }) => [...exponents.values()].reduce((a, b) => a + b, 0)),
    );
    return degrees.size === 1 ? [...degrees][0]! : undefined;
  });
  return top === undefined || bottom === undefined ? undefined : top - bottom;
}
