import { Interval, RationalFunction, type Polynomial } from '../../rigor/index.js';
import type { Expression } from './expression.js';
import { exactly } from './exactly.js';

/** What is known of signs: `value ≥ 0`, or `value > 0` where strict. */
export interface Fact {
  value: RationalFunction;
  strict: boolean;
}

/** So many facts may be added up to find a sign. */
const DEEPEST = 3;

/** 2: positive; 1: at least 0; 0: unknown. */
type Known = 0 | 1 | 2;

/** Whether a formula is at least 0, as a sum of products of squares and of factors whose sign the facts tell. */
export function isNonnegative(given: Expression, facts: readonly Fact[]): boolean {
  return signOf(given, facts, 1) >= 1;
}

/** Whether it is positive. */
export function isPositive(given: Expression, facts: readonly Fact[]): boolean {
  return signOf(given, facts, 2) === 2;
}

/** Whether every divisor in a formula is positive, so that the formula means a number on the whole domain. */
export function isDefined(given: Expression, facts: readonly Fact[]): boolean {
  switch (given.kind) {
    case 'number':
    case 'name':
      return true;
    case 'power':
      return isDefined(given.base, facts);
    case 'root':
      return isDefined(given.of, facts) && isNonnegative(given.of, facts);
    case 'negate':
    case 'derivative':
      return isDefined(given.of, facts);
    case 'divide':
      return isDefined(given.left, facts) && isDefined(given.right, facts) && isPositive(given.right, facts);
    default:
      return isDefined(given.left, facts) && isDefined(given.right, facts);
  }
}

/** What is found out of a sign, by the cheaper way first; no more is sought than is wanted. */
function signOf(given: Expression, facts: readonly Fact[], wanted: 1 | 2): Known {
  const byShape = signByShape(given, facts, wanted);
  return byShape >= wanted ? byShape : larger(byShape, signByFacts(given, facts, wanted));
}

function signByShape(given: Expression, facts: readonly Fact[], wanted: 1 | 2): Known {
  switch (given.kind) {
    case 'number':
      return given.value.sign() > 0 ? 2 : given.value.sign() === 0 ? 1 : 0;
    case 'root':
      return signOf(given.of, facts, wanted);
    case 'power': {
      const isEven = given.exponent % 2 === 0;
      if (isEven && wanted === 1) return 1;
      return larger(isEven ? 1 : 0, signOf(given.base, facts, wanted));
    }
    case 'add': {
      const left = signOf(given.left, facts, wanted);
      const right = left === 0 ? 0 : signOf(given.right, facts, left === 2 ? 1 : wanted);
      return right === 0 ? 0 : larger(left, right);
    }
    case 'subtract':
      return given.right.kind === 'number' && given.right.value.sign() === 0 ? signOf(given.left, facts, wanted) : 0;
    case 'multiply':
      return smaller(signOf(given.left, facts, wanted), signOf(given.right, facts, wanted));
    case 'divide':
      return signOf(given.right, facts, 2) === 2 ? signOf(given.left, facts, wanted) : 0;
    default:
      return 0;
  }
}

/** A constant is enclosed; anything else may be a fact, or facts and more that is not negative. */
function signByFacts(given: Expression, facts: readonly Fact[], wanted: 1 | 2): Known {
  const value = exactly(given);
  const whole = deepening(value, facts, wanted);
  if (whole > 0 || value.denominator.constantValue()) return whole;
  const [above, below] = [value.numerator, value.denominator].map((part) => RationalFunction.of(part));
  return above && below && deepening(below, facts, 2) === 2 ? deepening(above, facts, wanted) : 0;
}

function deepening(value: RationalFunction, facts: readonly Fact[], wanted: 1 | 2): Known {
  // What is known of a name alone is used where positive terms are.
  const others = facts.filter((fact) => nameOf(fact.value) === undefined);
  let known: Known = 0;
  for (let depth = 0; depth <= DEEPEST && known < wanted; depth++)
    known = larger(known, signOfSum(value, facts, others, depth));
  return known;
}

/** The sign of a sum of `depth` facts, taken from `left` so that no choice is tried twice, and of positive terms. */
function signOfSum(value: RationalFunction, facts: readonly Fact[], left: readonly Fact[], depth: number): Known {
  if (depth > 0) {
    let known: Known = 0;
    for (const [i, fact] of left.entries()) {
      const rest = signOfSum(value.subtract(fact.value), facts, left.slice(i), depth - 1);
      if (rest > 0) known = larger(known, fact.strict ? 2 : rest);
      if (known === 2) break;
    }
    return known;
  }
  const constant = value.denominator.constantValue() && signOfConstant(value.numerator);
  if (constant !== undefined) return constant;
  const { more, strict } = surplus(value, facts);
  return more ? (strict ? 2 : 1) : 0;
}

function signOfConstant(polynomial: Polynomial): Known | undefined {
  const names = polynomial.variables();
  if (!names.every((name) => name.startsWith('√'))) return undefined;
  const roots = Object.fromEntries(names.map((name) => [name, new Interval(Number(name.slice(1))).sqrt()]));
  const { lower } = polynomial.enclose(roots);
  return lower > 0 ? 2 : polynomial.isZero() ? 1 : 0;
}

/** Whether every term is a positive number times names that are at least 0; strict where those of one are positive. */
function surplus(
  { numerator, denominator }: RationalFunction,
  facts: readonly Fact[],
): { more: boolean; strict: boolean } {
  if (!denominator.constantValue()) return { more: false, strict: false };
  const named = facts.map((fact) => ({ name: nameOf(fact.value), strict: fact.strict }));
  const isKnown = (name: string, least: boolean) =>
    name.startsWith('√') || named.some((fact) => fact.name === name && (fact.strict || !least));
  const terms = [...numerator.terms.values()];
  return {
    more: terms.every(
      ({ coefficient, exponents }) =>
        coefficient.sign() > 0 && [...exponents.keys()].every((name) => isKnown(name, false)),
    ),
    strict: terms.some(({ exponents }) => [...exponents.keys()].every((name) => isKnown(name, true))),
  };
}

/** The name that a fact is about alone: `tp ≥ 0`. */
function nameOf(value: RationalFunction): string | undefined {
  const [name, ...others] = value.numerator.variables();
  const isName = name !== undefined && others.length === 0 && value.toString() === `${name}`;
  return isName ? name : undefined;
}

const larger = (a: Known, b: Known): Known => (a > b ? a : b);
const smaller = (a: Known, b: Known): Known => (a < b ? a : b);
