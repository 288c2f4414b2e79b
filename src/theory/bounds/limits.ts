import { Polynomial, Rational, RationalFunction } from '../../rigor/index.js';
import { wedge, type Direction } from './kernelDirections.js';
import type { Radicals, RadicalTerm } from './radicals.js';

/** −1, 0 or 1 where `direction·∇f` has that sign at every point of the open orthant; undefined where the coefficients do not tell. */
export function directionalSign(sum: Radicals, direction: Direction): number | undefined {
  let sign = 0;
  for (const term of sum) {
    const slope = termSign(term, direction);
    if (slope === undefined || slope * sign < 0) return undefined;
    sign ||= slope;
  }
  return sign;
}

/** `∂((n/d)√(a/b)) = (2(n'd − nd')ab + nd(a'b − ab')) / (2d²ab) · √(a/b)`: the sign of the first numerator, where the rest is positive. */
function termSign({ factor: { numerator: n, denominator: d }, radicand: { numerator: a, denominator: b } }: RadicalTerm, direction: Direction): number | undefined {
  if (d.coefficientSign() === 0 || a.coefficientSign() * b.coefficientSign() !== 1) return undefined;
  let slope = Polynomial.constant(0);
  for (const [name, weight] of direction) {
    const outside = wedge(n, d, name).multiply(a).multiply(b).scale(2);
    slope = slope.add(outside.add(n.multiply(d).multiply(wedge(a, b, name))).scale(weight));
  }
  return slope.isZero() ? 0 : slope.coefficientSign() || undefined;
}

/** The function on the face where a count is zero, or undefined where a denominator vanishes there. */
export function atZero(sum: Radicals, name: string): Radicals | undefined {
  const zero = { [name]: Polynomial.constant(0) };
  const restrict = (f: RationalFunction) => {
    const denominator = f.denominator.substitute(zero);
    return denominator.isZero() ? undefined : RationalFunction.of(f.numerator.substitute(zero), denominator);
  };
  return termwise(sum, ({ factor, radicand }) => [restrict(factor), restrict(radicand)]);
}

/** The limit as a count grows beyond all bounds, or undefined where a term does. */
export function atInfinity(sum: Radicals, name: string): Radicals | undefined {
  return termwise(sum, ({ factor, radicand }) => {
    const [f, q] = [leading(factor, name), leading(radicand, name)];
    const order = 2 * f.degree + q.degree;
    if (order > 0) return [undefined, undefined];
    return order < 0 ? [RationalFunction.from(0), RationalFunction.from(1)] : [f.quotient, q.quotient];
  });
}

function termwise(sum: Radicals, limit: (term: RadicalTerm) => [RationalFunction | undefined, RationalFunction | undefined]): Radicals | undefined {
  const terms: RadicalTerm[] = [];
  for (const term of sum) {
    const [factor, radicand] = limit(term);
    if (!factor || !radicand) return undefined;
    if (!factor.numerator.isZero() && !radicand.numerator.isZero()) terms.push({ factor, radicand });
  }
  // Terms whose roots have become equal are one term; charts and signs need not know, but a rational function should be seen as one.
  const [first, ...rest] = terms;
  return first && rest.every(({ radicand }) => radicand.equals(first.radicand)) ? withoutZero({ factor: rest.reduce((f, term) => f.add(term.factor), first.factor), radicand: first.radicand }) : terms;
}

function withoutZero(term: RadicalTerm): Radicals {
  return term.factor.numerator.isZero() ? [] : [term];
}

/** The quotient of the leading coefficients in one variable, and the degree of the whole in it. */
function leading(f: RationalFunction, name: string): { degree: number; quotient: RationalFunction } {
  const [top, bottom] = [leadingCoefficient(f.numerator, name), leadingCoefficient(f.denominator, name)];
  return { degree: top.degree - bottom.degree, quotient: RationalFunction.of(top.coefficient, bottom.coefficient) };
}

function leadingCoefficient(p: Polynomial, name: string): { degree: number; coefficient: Polynomial } {
  let [degree, coefficient, factorial] = [0, p, 1n];
  for (let derivative = p.derivative(name); !derivative.isZero(); derivative = derivative.derivative(name)) {
    // The last derivative that is not zero is degree! times the leading coefficient.
    degree++;
    factorial *= BigInt(degree);
    coefficient = derivative.scale(Rational.of(1n, factorial));
  }
  return { degree, coefficient };
}
