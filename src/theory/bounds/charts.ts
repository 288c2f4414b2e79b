import { addDown, addUp, Interval, multiplyDown, multiplyUp, Polynomial, Rational, RationalFunction, type Box, type Objective } from '../../rigor/index.js';
import { wedge } from './kernelDirections.js';
import type { Radicals, RadicalTerm } from './radicals.js';

type BoxFunction = (box: Box) => Interval;
const [zero, one, two, nonNegative] = [new Interval(0), new Interval(1), new Interval(2), new Interval(0, Infinity)] as const;

/**
 * One of the cubes that together cover all ratios of counts, limits included: for an order `x₁ ≥ x₂ ≥ x₃ ≥ x₄` of the free counts,
 * `x₁ = 1, x₂ = s₁, x₃ = s₁s₂, x₄ = s₁s₂s₃` with every s in [0, 1]. Where a count is free to vanish against another, s = 0; a
 * quotient that would be 0/0 there has lost its common powers of s and is continuous.
 */
export interface Chart {
  order: readonly string[];
  variables: readonly string[];
  objective: Objective;
  /** Whether s is the square of its chart variable, which keeps the square root of a count a polynomial. */
  squared: readonly boolean[];
  /** The chart variables at whose zero the function grows beyond all bounds, where there are any. */
  poles: readonly string[];
}

/** Every chart of the free counts: one for each order of them. */
export function charts(sum: Radicals, free: readonly string[]): Chart[] {
  return permutations(free).map((order) => chart(sum, order));
}

function chart(sum: Radicals, order: readonly string[]): Chart {
  const variables = order.slice(1).map((_, i) => `s${i + 1}`);
  const plain = variables.map(() => false);
  const squared = variables.map((name) => sum.some(({ radicand }) => oddUnderRoot(substitute(radicand, order, variables, plain), name)));
  const terms = sum.map(({ factor, radicand }) => withoutCommonPowers(substitute(factor, order, variables, squared), substitute(radicand, order, variables, squared)));
  const poles = terms.length === 1 ? [...terms[0]!.factor.denominator.monomialDivisor().keys()].filter((name) => growsAt(terms[0]!.factor, name, variables)) : [];
  const compiled = terms.map((term) => compile(term, variables));
  return {
    order,
    variables,
    squared,
    poles,
    objective: {
      enclose: (box) => compiled.map((term) => term.value(box)).reduce((total, value) => total.add(value), zero),
      gradient(box) {
        const [first, ...rest] = compiled.map((term) => term.gradient(box));
        return variables.map((_, i) => rest.reduce((total, term) => total.add(term[i]!), first?.[i] ?? zero));
      },
    },
  };
}

/** Puts `1, s₁, s₁s₂, …` in the place of the counts. */
function substitute(f: RationalFunction, order: readonly string[], variables: readonly string[], squared: readonly boolean[]): RationalFunction {
  const values: Record<string, Polynomial> = {};
  let product = Polynomial.constant(1);
  order.forEach((name, i) => {
    if (i > 0) product = product.multiply(powerOf(variables[i - 1]!, squared[i - 1]! ? 2 : 1));
    values[name] = product;
  });
  return RationalFunction.of(f.numerator.substitute(values), f.denominator.substitute(values));
}

function oddUnderRoot({ numerator, denominator }: RationalFunction, name: string): boolean {
  return [numerator, denominator].some((p) => (p.monomialDivisor().get(name) ?? 0) % 2 === 1);
}

/** Whether a quotient with a power of `name` below has a positive limit above it, seen exactly at a point inside that face. */
function growsAt({ numerator, denominator }: RationalFunction, name: string, variables: readonly string[]): boolean {
  const inside = Object.fromEntries(variables.map((variable, i) => [variable, Rational.of(i + 1, variables.length + 2)]));
  const top = numerator.evaluate({ ...inside, [name]: 0 }).sign();
  return top * denominator.divideByMonomial(denominator.monomialDivisor()).evaluate({ ...inside, [name]: 0 }).sign() > 0;
}

/** Takes even powers of the chart variables out of the root, where they may cancel with the factor's. */
function withoutCommonPowers(factor: RationalFunction, radicand: RationalFunction): RadicalTerm {
  const [above, below] = [halved(radicand.numerator.monomialDivisor()), halved(radicand.denominator.monomialDivisor())];
  const power = (exponents: ReadonlyMap<string, number>) => [...exponents].reduce((p, [name, k]) => p.multiply(powerOf(name, k)), Polynomial.constant(1));
  const [top, bottom] = [power(above), power(below)];
  const square = (p: ReadonlyMap<string, number>) => new Map([...p].map(([name, k]) => [name, 2 * k]));
  return {
    factor: factor.multiply(RationalFunction.of(top, bottom)),
    radicand: RationalFunction.of(radicand.numerator.divideByMonomial(square(above)), radicand.denominator.divideByMonomial(square(below))),
  };
}

function halved(exponents: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...exponents].map(([name, power]) => [name, Math.floor(power / 2)] as const).filter(([, power]) => power > 0));
}

function powerOf(name: string, power: number): Polynomial {
  let product = Polynomial.constant(1);
  for (let i = 0; i < power; i++) product = product.multiply(Polynomial.variable(name));
  return product;
}

/**
 * `R√Q` and its gradient as interval functions on boxes of the chart, with `R = n/d` and `Q = a/b`:
 * `∂(R√Q) = (2(n'd − nd')ab + nd(a'b − ab')) / (2d²ab) · √Q`, whose numerator is one exact polynomial.
 */
function compile({ factor: { numerator: n, denominator: d }, radicand: { numerator: a, denominator: b } }: RadicalTerm, variables: readonly string[]) {
  const [top, bottom, above, below] = [n, d, a, b].map((p) => boxPolynomial(p, variables)) as [BoxFunction, BoxFunction, BoxFunction, BoxFunction];
  const rational = a.equals(b);
  const root: BoxFunction = rational ? () => one : (box) => (above(box).divide(below(box)).intersect(nonNegative) ?? nonNegative).sqrt();
  const slopes = variables.map((name) =>
    boxPolynomial(rational ? wedge(n, d, name) : wedge(n, d, name).multiply(a).multiply(b).scale(2).add(n.multiply(d).multiply(wedge(a, b, name))), variables),
  );
  const below2: BoxFunction = rational ? (box) => bottom(box).square() : (box) => bottom(box).square().multiply(above(box)).multiply(below(box)).multiply(two);
  return {
    value: (box: Box) => top(box).divide(bottom(box)).multiply(root(box)),
    gradient(box: Box): Interval[] {
      const [scale, divisor] = [root(box), below2(box)];
      return slopes.map((slope) => slope(box).divide(divisor).multiply(scale));
    },
  };
}

function permutations(items: readonly string[]): string[][] {
  return items.length <= 1 ? [[...items]] : items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
}

/**
 * A polynomial made ready for many boxes with sides in [0, ∞): there every power is increasing, so a term's range has the powers of the
 * ends as its ends and needs no case distinction.
 *
 * @returns a function from a box (sides in the order of `names`) to an interval that holds all values on it
 */
export function boxPolynomial(polynomial: Polynomial, names: readonly string[]): (box: Box) => Interval {
  // A common power is taken out, so that a sum that changes sign only there keeps its sign on the whole box.
  const divisor = polynomial.monomialDivisor();
  const common = names.map((name) => divisor.get(name) ?? 0);
  const terms = [...polynomial.divideByMonomial(divisor).terms.values()].map(({ exponents, coefficient }) => {
    const { lower, upper } = Interval.from(coefficient);
    return { lower, upper, negative: upper < 0, powers: names.map((name) => exponents.get(name) ?? 0) };
  });
  const degrees = names.map((_, i) => Math.max(common[i]!, ...terms.map(({ powers }) => powers[i]!)));
  const downs = degrees.map((degree) => new Float64Array(degree + 1).fill(1));
  const ups = degrees.map((degree) => new Float64Array(degree + 1).fill(1));
  return (box) => {
    degrees.forEach((degree, i) => {
      const { lower, upper } = box[i]!;
      for (let k = 1; k <= degree; k++) {
        downs[i]![k] = multiplyDown(downs[i]![k - 1]!, lower);
        ups[i]![k] = multiplyUp(ups[i]![k - 1]!, upper);
      }
    });
    const product = (powers: readonly number[], table: readonly Float64Array[], multiply: (a: number, b: number) => number) => {
      let value = 1;
      for (let i = 0; i < powers.length; i++) if (powers[i] !== 0) value = multiply(value, table[i]![powers[i]!]!);
      return value;
    };
    let [least, most] = [0, 0];
    for (const { lower, upper, negative, powers } of terms) {
      const [small, large] = [product(powers, downs, multiplyDown), product(powers, ups, multiplyUp)];
      least = addDown(least, multiplyDown(lower, negative ? large : small));
      most = addUp(most, multiplyUp(upper, negative ? small : large));
    }
    const rest = new Interval(least, most);
    return divisor.size === 0 ? rest : rest.multiply(new Interval(product(common, downs, multiplyDown), product(common, ups, multiplyUp)));
  };
}
