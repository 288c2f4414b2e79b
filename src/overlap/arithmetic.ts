import { Interval, Rational, type RationalLike } from '../rigor/index.js';
import { shown } from './shown.js';

/**
 * A weight of a measure. A number stands for the decimal it is written as: 0.3 is three tenths exactly, not the float
 * beside it.
 */
export type Weight = RationalLike | string;

/**
 * The operations that a measure is written in, so that one definition serves floats, exact fractions, intervals and
 * symbols.
 */
export interface Arithmetic<T> {
  of(value: Weight): T;
  add(first: T, ...more: T[]): T;
  subtract(a: T, b: T): T;
  multiply(first: T, ...more: T[]): T;
  divide(a: T, b: T): T;
  sqrt(a: T): T;
}

/**
 * The exact value of a weight: `exactWeight(0.3)` is 3/10.
 *
 * @throws RangeError for anything that is no finite number
 */
export function exactWeight(value: Weight): Rational {
  if (value instanceof Rational) return value;
  if (typeof value === 'bigint') return Rational.of(value);
  if (typeof value === 'number' || typeof value === 'string') return Rational.parse(String(value));
  throw new RangeError(`A weight is a number, a text such as '3/10' or a Rational; got ${shown(value)}.`);
}

/** Thrown where a formula is 0/0, as Dice is on two empty masks. */
export class UndefinedRatio extends RangeError {
  override name = 'UndefinedRatio';
}

/** Thrown where an exact fraction is asked for and the value is irrational. */
export class IrrationalRoot extends RangeError {
  override name = 'IrrationalRoot';
}

/** Plain floats; 0/0 is NaN. */
export const floats: Arithmetic<number> = {
  of: (value) => (typeof value === 'number' ? value : exactWeight(value).toNumber()),
  add: (...terms) => terms.reduce((a, b) => a + b),
  subtract: (a, b) => a - b,
  multiply: (...factors) => factors.reduce((a, b) => a * b),
  divide: (a, b) => a / b,
  sqrt: Math.sqrt,
};

/** Exact fractions; division by zero and the root of anything but a square of a fraction throw a RangeError. */
export const rationals: Arithmetic<Rational> = {
  of: exactWeight,
  add: (...terms) => terms.reduce((a, b) => a.add(b)),
  subtract: (a, b) => a.subtract(b),
  multiply: (...factors) => factors.reduce((a, b) => a.multiply(b)),
  divide(a, b) {
    if (a.sign() === 0 && b.sign() === 0)
      throw new UndefinedRatio(
        'The measure is 0/0 at these counts; say what it shall be there with the option whenUndefined.',
      );
    return a.divide(b);
  },
  sqrt: (a) => Rational.of(integerRoot(a.numerator, a), integerRoot(a.denominator, a)),
};

/** Outward-rounded intervals: the result holds the true value. */
export const intervals: Arithmetic<Interval> = {
  of: (value) => Interval.from(exactWeight(value)),
  add: (...terms) => terms.reduce((a, b) => a.add(b)),
  subtract: (a, b) => a.subtract(b),
  multiply: (...factors) => factors.reduce((a, b) => a.multiply(b)),
  divide: (a, b) => a.divide(b),
  sqrt: (a) => a.sqrt(),
};

function integerRoot(square: bigint, whole: Rational): bigint {
  if (square < 0n) throw new RangeError(`The square root of ${whole} is not real.`);
  let root = BigInt(Math.floor(Math.sqrt(Number(square))));
  // Newton's steps from a float start; the last two corrections make it the floor of the root.
  for (let i = 0; i < 8 && root > 0n; i++) root = (root + square / root) / 2n;
  while (root * root > square) root--;
  while ((root + 1n) * (root + 1n) <= square) root++;
  if (root * root !== square)
    throw new IrrationalRoot(
      `The square root of ${whole} is irrational, so this value has no exact fraction; use floats or intervals.`,
    );
  return root;
}

/** The exact value of a weight that must be at least zero; `name` stands in the error. */
export function nonNegative(name: string, weight: Weight): Rational {
  const exact = parsed(name, weight);
  if (exact.sign() < 0) throw new RangeError(`${name} must be at least 0; got ${shown(weight)}.`);
  return exact;
}

/** The exact value of a weight that must lie in [0, 1]. */
export function fractional(name: string, weight: Weight): Rational {
  const exact = parsed(name, weight);
  if (exact.sign() < 0 || exact.greaterThan(1))
    throw new RangeError(`${name} must lie between 0 and 1; got ${shown(weight)}.`);
  return exact;
}

function parsed(name: string, weight: Weight): Rational {
  try {
    return exactWeight(weight);
  } catch {
    throw new RangeError(`${name} must be a finite number such as 3, 0.3, 3/10 or 1e-3; got ${shown(weight)}.`);
  }
}
