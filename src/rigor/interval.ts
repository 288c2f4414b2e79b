import {
  addDown,
  addUp,
  divideDown,
  divideUp,
  multiplyDown,
  multiplyUp,
  nextDown,
  nextUp,
  sqrtDown,
  sqrtUp,
} from './rounding.js';
import { Rational } from './rational.js';

/**
 * A closed interval of the real line with floats as ends; an infinite end means "unbounded" and is no member.
 *
 * Guarantee of every operation: `x ∘ y ∈ X ∘ Y` for all real x ∈ X, y ∈ Y for which `x ∘ y` is defined (the inclusion
 * property of IEEE 1788-2015, clause 4.4). Ends are rounded outward, so no rounding error can break it.
 *
 * @throws RangeError where an end is no number, or `lower ≤ upper` does not hold (NaN included).
 * @example
 * ```ts
 * import { interval } from 'dice-workbook/rigor';
 * const third = interval(1).divide(interval(3));
 * third.lower < third.upper // => true
 * third.multiply(interval(3)).contains(1) // => true
 * ```
 */
export class Interval {
  readonly lower: number;
  readonly upper: number;

  constructor(lower: number, upper: number = lower) {
    if (!(typeof lower === 'number' && typeof upper === 'number' && lower <= upper))
      throw new RangeError(`An interval needs two numbers, lower <= upper; got [${String(lower)}, ${String(upper)}].`);
    // −0 would compare unequal under Object.is and means nothing here.
    this.lower = lower + 0;
    this.upper = upper + 0;
  }

  static readonly entire = new Interval(-Infinity, Infinity);

  /** The narrowest interval around a fraction that one step of rounding finds. */
  static from(value: Rational): Interval {
    const nearest = value.toNumber();
    if (Number.isFinite(nearest) && Rational.fromFloat(nearest).equals(value)) return new Interval(nearest);
    return new Interval(nextDown(nearest), nextUp(nearest));
  }

  add(other: Interval): Interval {
    return new Interval(addDown(this.lower, other.lower), addUp(this.upper, other.upper));
  }

  subtract(other: Interval): Interval {
    return new Interval(addDown(this.lower, -other.upper), addUp(this.upper, -other.lower));
  }

  multiply(other: Interval): Interval {
    const [a, b, c, d] = [this.lower, this.upper, other.lower, other.upper];
    if (a >= 0 && c >= 0) return new Interval(multiplyDown(a, c), multiplyUp(b, d));
    return new Interval(
      Math.min(multiplyDown(a, c), multiplyDown(a, d), multiplyDown(b, c), multiplyDown(b, d)),
      Math.max(multiplyUp(a, c), multiplyUp(a, d), multiplyUp(b, c), multiplyUp(b, d)),
    );
  }

  /**
   * Where the divisor holds zero the quotient is unbounded on the side or sides that it can reach; a zero divided by
   * such a divisor is zero where it is defined.
   */
  divide(other: Interval): Interval {
    const { lower: c, upper: d } = other;
    if (c > 0 || d < 0) {
      const [a, b] = [this.lower, this.upper];
      if (a >= 0 && c > 0) return new Interval(divideDown(a, d), divideUp(b, c));
      return new Interval(
        Math.min(divideDown(a, c), divideDown(a, d), divideDown(b, c), divideDown(b, d)),
        Math.max(divideUp(a, c), divideUp(a, d), divideUp(b, c), divideUp(b, d)),
      );
    }
    if (this.lower === 0 && this.upper === 0) return this;
    if (d === 0 && c < 0) return this.negate().divide(other.negate());
    if (c === 0 && d > 0 && this.lower >= 0) return new Interval(divideDown(this.lower, d), Infinity);
    if (c === 0 && d > 0 && this.upper <= 0) return new Interval(-Infinity, divideUp(this.upper, d));
    return Interval.entire;
  }

  negate(): Interval {
    return new Interval(-this.upper, -this.lower);
  }

  /** The square, which knows that both factors are the same number: never negative. */
  square(): Interval {
    const magnitude = this.abs();
    return new Interval(multiplyDown(magnitude.lower, magnitude.lower), multiplyUp(magnitude.upper, magnitude.upper));
  }

  abs(): Interval {
    if (this.lower >= 0) return this;
    if (this.upper <= 0) return this.negate();
    return new Interval(0, Math.max(-this.lower, this.upper));
  }

  /** The square roots of the members that are not negative. */
  sqrt(): Interval {
    if (this.upper < 0) throw new RangeError(`The square root of ${this} is not real.`);
    return new Interval(sqrtDown(Math.max(0, this.lower)), sqrtUp(this.upper));
  }

  /** The members common to both, or undefined where there is none. */
  intersect(other: Interval): Interval | undefined {
    const [lower, upper] = [Math.max(this.lower, other.lower), Math.min(this.upper, other.upper)];
    return lower <= upper ? new Interval(lower, upper) : undefined;
  }

  /** The smallest interval around both. */
  hull(other: Interval): Interval {
    return new Interval(Math.min(this.lower, other.lower), Math.max(this.upper, other.upper));
  }

  contains(x: number | Rational): boolean {
    if (typeof x === 'number') return this.lower <= x && x <= this.upper;
    const above = this.lower === -Infinity || (this.lower !== Infinity && Rational.fromFloat(this.lower).atMost(x));
    return (
      above && (this.upper === Infinity || (this.upper !== -Infinity && Rational.fromFloat(this.upper).atLeast(x)))
    );
  }

  /** Every member of this is less than every member of `other`. */
  isBelow(other: Interval): boolean {
    return this.upper < other.lower;
  }

  /** A float at least `upper − lower`. */
  width(): number {
    return this.lower === this.upper ? 0 : addUp(this.upper, -this.lower);
  }

  /** A float inside the interval, near its middle; the interval must be bounded. */
  middle(): number {
    const half = this.lower / 2 + this.upper / 2;
    return Math.min(this.upper, Math.max(this.lower, half));
  }

  toString(): string {
    return `[${this.lower}, ${this.upper}]`;
  }
}

/** The interval [lower, upper], or the single number `lower`. */
export function interval(lower: number, upper: number = lower): Interval {
  return new Interval(lower, upper);
}
