import { Interval, Polynomial, Rational, RationalFunction, vectors, type Objective } from '../../rigor/index.js';
import { boxFunction } from './boxFunctions.js';
import type { Radicals, RadicalTerm } from './radicals.js';

const zero = new Interval(0);
/** Corners are blown up at most so often; one that is left makes the enclosure wider, not wrong. */
const DEEPEST = 6;
/** Where the face of a pole is looked at. */
const INSIDE = [0.5, 0.25, 0.75];

/** For each count the exponents of the chart variables whose product it is. */
type Powers = readonly (readonly number[])[];

/**
 * One of the cubes that together cover all ratios of counts, limits included: for an order `x₁ ≥ x₂ ≥ x₃ ≥ x₄` of the
 * free counts, `x₁ = 1, x₂ = s₁, x₃ = s₁s₂, x₄ = s₁s₂s₃` with every s in [0, 1]. Where a count is free to vanish
 * against another, s = 0; a quotient that would be 0/0 there has lost its common powers of s and is continuous. Where a
 * denominator such as `s₁ + s₃` vanishes in a corner all the same, the cube is divided into `s₁ ≤ s₃` and `s₃ ≤ s₁`,
 * and the smaller is written as a share of the larger.
 */
export interface Chart {
  /** The free counts, and what each is: the product of the variables to these powers. */
  order: readonly string[];
  powers: Powers;
  variables: readonly string[];
  objective: Objective;
  /** A point on a face of the cube at which the function grows beyond all bounds, where one was met. */
  pole: readonly number[] | undefined;
}

/** Every chart of the free counts: at least one for each order of them. */
export function charts(sum: Radicals, free: readonly string[]): Chart[] {
  const variables = free.slice(1).map((_, i) => `s${i + 1}`);
  return permutations(free).flatMap((order) =>
    resolved(
      sum,
      order,
      order.map((_, i) => variables.map((__, j) => (j < i ? 1 : 0))),
      variables,
    ).map((powers) => chart(sum, order, powers, variables)),
  );
}

function chart(sum: Radicals, order: readonly string[], plain: Powers, variables: readonly string[]): Chart {
  // A variable under the root in an odd power becomes a square, which keeps the root of it a polynomial.
  const squared = variables.map((name) =>
    sum.some(({ radicand }) => oddUnderRoot(substitute(radicand, order, plain, variables), name)),
  );
  const powers = plain.map((row) => row.map((power, j) => (squared[j] ? 2 * power : power)));
  const terms = sum.map(({ factor, radicand }) =>
    withoutCommonPowers(substitute(factor, order, powers, variables), substitute(radicand, order, powers, variables)),
  );
  const compiled = terms.map((term) => boxFunction(term, variables));
  return {
    order,
    powers,
    variables,
    pole: terms.length === 1 ? poleOf(terms[0]!, variables) : undefined,
    objective: {
      enclose: (box) => compiled.map((term) => term.value(box)).reduce((total, value) => total.add(value), zero),
      gradient(box) {
        const [first, ...rest] = compiled.map((term) => term.gradient(box));
        return variables.map((_, i) => rest.reduce((total, term) => total.add(term[i]!), first?.[i] ?? zero));
      },
    },
  };
}

/**
 * The cube, or the cubes into which it is divided until no denominator with coefficients of one sign vanishes anywhere
 * but by a common power.
 */
function resolved(
  sum: Radicals,
  order: readonly string[],
  powers: Powers,
  variables: readonly string[],
  deepest = DEEPEST,
): Powers[] {
  const denominators = sum
    .flatMap(({ factor, radicand }) => [RationalFunction.of(factor.denominator), radicand])
    .map((f) => substitute(f, order, powers, variables));
  const corner =
    deepest === 0
      ? undefined
      : denominators
          .flatMap(({ numerator, denominator }) => [numerator, denominator])
          .map(vanishingCorner)
          .find((pair) => pair !== undefined);
  if (!corner) return [powers];
  const [x, y] = corner.map((name) => variables.indexOf(name)) as [number, number];
  return [
    [x, y],
    [y, x],
  ].flatMap(([smaller, larger]) =>
    resolved(
      sum,
      order,
      powers.map((row) => row.with(larger!, row[larger!]! + row[smaller!]!)),
      variables,
      deepest - 1,
    ),
  );
}

/**
 * Two variables at whose common zero a polynomial with coefficients of one sign vanishes, when common powers are left
 * out.
 */
function vanishingCorner(polynomial: Polynomial): [string, string] | undefined {
  const rest = polynomial.divideByMonomial(polynomial.monomialDivisor());
  if (rest.coefficientSign() === 0 || rest.terms.has('')) return undefined;
  const exponents = [...rest.terms.values()].map((term) => term.exponents);
  const above = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>) =>
    [...a].find(([name, power]) => power > (b.get(name) ?? 0))?.[0];
  for (const a of exponents)
    for (const b of exponents) {
      const [x, y] = [above(a, b), above(b, a)];
      if (x !== undefined && y !== undefined) return [x, y];
    }
  return undefined;
}

/** Puts the products of chart variables in the place of the counts. */
function substitute(
  f: RationalFunction,
  order: readonly string[],
  powers: Powers,
  variables: readonly string[],
): RationalFunction {
  const values = Object.fromEntries(
    order.map((name, i) => [
      name,
      product(new Map(variables.map((variable, j) => [variable, powers[i]![j]!] as const))),
    ]),
  );
  return RationalFunction.of(f.numerator.substitute(values), f.denominator.substitute(values));
}

function oddUnderRoot({ numerator, denominator }: RationalFunction, name: string): boolean {
  return [numerator, denominator].some((p) => (p.monomialDivisor().get(name) ?? 0) % 2 === 1);
}

/**
 * A point on a face where a power of a variable stands below and the rest of the quotient is positive, decided exactly:
 * next to it there is no bound.
 */
function poleOf(
  { factor: { numerator, denominator }, radicand }: RadicalTerm,
  variables: readonly string[],
): number[] | undefined {
  const divisor = denominator.monomialDivisor();
  const rest = denominator.divideByMonomial(divisor);
  for (const name of divisor.keys()) {
    for (const inside of vectors(INSIDE, variables.length)) {
      const at = inside.map((x, i) => (variables[i] === name ? 0 : x));
      const point = Object.fromEntries(variables.map((variable, i) => [variable, Rational.fromFloat(at[i]!)]));
      const sign = (p: Polynomial) => p.evaluate(point).sign();
      if (sign(numerator) * sign(rest) > 0 && sign(radicand.numerator) * sign(radicand.denominator) > 0) return at;
    }
  }
  return undefined;
}

/** Takes even powers of the chart variables out of the root, where they may cancel with the factor's. */
function withoutCommonPowers(factor: RationalFunction, radicand: RationalFunction): RadicalTerm {
  const [above, below] = [halved(radicand.numerator.monomialDivisor()), halved(radicand.denominator.monomialDivisor())];
  const [top, bottom] = [product(above), product(below)];
  const square = (p: ReadonlyMap<string, number>) => new Map([...p].map(([name, k]) => [name, 2 * k]));
  return {
    factor: factor.multiply(RationalFunction.of(top, bottom)),
    radicand: RationalFunction.of(
      radicand.numerator.divideByMonomial(square(above)),
      radicand.denominator.divideByMonomial(square(below)),
    ),
  };
}

function halved(exponents: ReadonlyMap<string, number>): Map<string, number> {
  return new Map(
    [...exponents].map(([name, power]) => [name, Math.floor(power / 2)] as const).filter(([, power]) => power > 0),
  );
}

function product(exponents: ReadonlyMap<string, number>): Polynomial {
  return [...exponents]
    .flatMap(([name, power]) => Array<string>(power).fill(name))
    .reduce((p, name) => p.multiply(Polynomial.variable(name)), Polynomial.constant(1));
}

function permutations(items: readonly string[]): string[][] {
  return items.length <= 1
    ? [[...items]]
    : items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
}
