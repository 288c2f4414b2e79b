import { Polynomial } from './polynomial.js';
import { Rational, type RationalLike } from './rational.js';

/** What arithmetic on rational functions takes: another one, or an exact number. */
export type Algebraic = RationalFunction | RationalLike;

/**
 * A quotient of two polynomials with exact coefficients, the terms in which a certificate is written.
 *
 * `equals` cross-multiplies and compares canonical forms, so it is a proof of the identity wherever both denominators
 * differ from zero.
 *
 * @example
 * ```ts
 * import { variable } from 'dice-workbook/rigor';
 * const x = variable('x');
 * x.multiply(x).subtract(1).divide(x.subtract(1)).equals(x.add(1)) // => true
 * ```
 */
export class RationalFunction {
  private constructor(
    readonly numerator: Polynomial,
    readonly denominator: Polynomial,
  ) {}

  static of(numerator: Polynomial, denominator: Polynomial = Polynomial.constant(1)): RationalFunction {
    if (denominator.isZero())
      throw new RangeError(`The quotient of ${numerator} and the zero polynomial is undefined.`);
    if (numerator.isZero()) return new RationalFunction(numerator, Polynomial.constant(1));
    const divisor = denominator.constantValue();
    if (divisor) return new RationalFunction(numerator.scale(Rational.of(1).divide(divisor)), Polynomial.constant(1));
    const whole = numerator.divideExactly(denominator);
    if (whole) return new RationalFunction(whole, Polynomial.constant(1));
    // Common powers cancel; another common factor may stay: equality does not depend on it.
    const [above, below] = [numerator.monomialDivisor(), denominator.monomialDivisor()];
    const common = new Map(
      [...above]
        .map(([name, power]) => [name, Math.min(power, below.get(name) ?? 0)] as const)
        .filter(([, power]) => power > 0),
    );
    return new RationalFunction(numerator.divideByMonomial(common), denominator.divideByMonomial(common));
  }

  static from(value: Algebraic): RationalFunction {
    return value instanceof RationalFunction ? value : RationalFunction.of(Polynomial.constant(value));
  }

  add(other: Algebraic): RationalFunction {
    const o = RationalFunction.from(other);
    if (this.denominator.equals(o.denominator))
      return RationalFunction.of(this.numerator.add(o.numerator), this.denominator);
    return RationalFunction.of(
      this.numerator.multiply(o.denominator).add(o.numerator.multiply(this.denominator)),
      this.denominator.multiply(o.denominator),
    );
  }

  subtract(other: Algebraic): RationalFunction {
    return this.add(RationalFunction.from(other).multiply(-1));
  }

  multiply(other: Algebraic): RationalFunction {
    const o = RationalFunction.from(other);
    return RationalFunction.of(this.numerator.multiply(o.numerator), this.denominator.multiply(o.denominator));
  }

  divide(other: Algebraic): RationalFunction {
    const o = RationalFunction.from(other);
    return RationalFunction.of(this.numerator.multiply(o.denominator), this.denominator.multiply(o.numerator));
  }

  square(): RationalFunction {
    return this.multiply(this);
  }

  /** The partial derivative by the variable `name`. */
  derivative(name: string): RationalFunction {
    const { numerator: n, denominator: d } = this;
    return RationalFunction.of(
      n
        .derivative(name)
        .multiply(d)
        .subtract(n.multiply(d.derivative(name))),
      d.multiply(d),
    );
  }

  /** The identity `this = other`, decided exactly. */
  equals(other: Algebraic): boolean {
    const o = RationalFunction.from(other);
    return this.numerator.multiply(o.denominator).equals(o.numerator.multiply(this.denominator));
  }

  /** The exact value at a point that names every variable. */
  evaluate(point: Readonly<Record<string, RationalLike>>): Rational {
    return this.numerator.evaluate(point).divide(this.denominator.evaluate(point));
  }

  /** The value where no variable occurs, undefined otherwise. */
  constantValue(): Rational | undefined {
    const [above, below] = [this.numerator.constantValue(), this.denominator.constantValue()];
    return above && below && above.divide(below);
  }

  toString(): string {
    return this.denominator.constantValue()?.equals(1)
      ? this.numerator.toString()
      : `(${this.numerator}) / (${this.denominator})`;
  }
}

/** The variable of that name as a rational function. */
export function variable(name: string): RationalFunction {
  return RationalFunction.of(Polynomial.variable(name));
}

/**
 * The square root of a positive integer as an exact algebraic number: `root(2).square()` equals 2, `root(8)` equals
 * `root(2).multiply(2)` and `root(6)` equals `root(2).multiply(root(3))`.
 *
 * It is written in roots of primes, whose products are linearly independent over the fractions (Besicovitch 1940), so
 * that equal numbers have equal forms.
 */
export function root(radicand: number): RationalFunction {
  if (!(Number.isSafeInteger(radicand) && radicand > 0))
    throw new RangeError(`Expected a positive integer; got ${radicand}.`);
  let product = RationalFunction.from(1);
  let rest = radicand;
  for (let p = 2; rest > 1; p++) {
    // What is left after all smaller factors, and smaller than the next square, is a prime.
    if (p * p > rest) p = rest;
    for (; rest % p === 0; rest /= p) product = product.multiply(variable(`√${p}`));
  }
  return product;
}

/** The variables of those names, one rational function each. */
export function variables<const Names extends readonly string[]>(
  ...names: Names
): { -readonly [K in keyof Names]: RationalFunction } {
  return names.map(variable) as { -readonly [K in keyof Names]: RationalFunction };
}
