/** What arithmetic on rationals takes beside a Rational: an integer. */
export type RationalLike = Rational | bigint | number;

/**
 * An exact fraction `numerator / denominator` in lowest terms with a positive denominator, so that equal numbers have
 * equal parts.
 *
 * Every operation is exact; nothing rounds but `toNumber` and `toDecimal`. Numbers given as operands must be integers:
 * a float such as
 * 0.3 is ambiguous, so say `Rational.parse('0.3')` for three tenths or `Rational.fromFloat(0.3)` for the binary number
 * beside it.
 *
 * @throws RangeError on a zero denominator, on division by zero and on a number that is no safe integer.
 * @example
 * ```ts
 * import { rational } from 'dice-workbook/rigor';
 * rational(1, 6).add(rational(1, 10)).toString() // => '4/15'
 * ```
 */
export class Rational {
  private constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {}

  static of(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
    let n = integer(numerator);
    let d = integer(denominator);
    if (d === 0n) throw new RangeError(`A fraction needs a denominator other than zero; got ${n}/0.`);
    if (d < 0n) [n, d] = [-n, -d];
    const divisor = gcd(n < 0n ? -n : n, d);
    return divisor === 1n ? new Rational(n, d) : new Rational(n / divisor, d / divisor);
  }

  static from(value: RationalLike): Rational {
    return value instanceof Rational ? value : Rational.of(value);
  }

  /**
   * The exact value of a finite float: `fromFloat(0.5)` is 1/2, `fromFloat(0.1)` is 3602879701896397/36028797018963968.
   */
  static fromFloat(value: number): Rational {
    if (!Number.isFinite(value)) throw new RangeError(`Only a finite float is a fraction; got ${value}.`);
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value);
    const bits = view.getBigUint64(0);
    const biased = Number((bits >> 52n) & 0x7ffn);
    const mantissa = (bits & 0xfffffffffffffn) | (biased === 0 ? 0n : 1n << 52n);
    const exponent = Math.max(biased, 1) - 1075;
    const n = bits >> 63n === 1n ? -mantissa : mantissa;
    return exponent >= 0 ? Rational.of(n << BigInt(exponent)) : Rational.of(n, 1n << BigInt(-exponent));
  }

  /** Reads `3`, `-3/10`, `0.3` and `1e-3`, each as the exact decimal fraction that is written. */
  static parse(text: string): Rational {
    const fraction = /^\s*([+-]?\d+)\s*\/\s*(\d+)\s*$/.exec(text);
    if (fraction) return Rational.of(BigInt(fraction[1]!), BigInt(fraction[2]!));
    const decimal = /^\s*([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,4}))?\s*$/.exec(text);
    if (!decimal || `${decimal[2]}${decimal[3]}` === '')
      throw new RangeError(
        `Expected a number such as 3, 3/10, 0.3 or 1e-3; got '${JSON.stringify(text).slice(1, -1)}'.`,
      );
    const n = BigInt(`${decimal[1] === '-' ? '-' : ''}${decimal[2]}${decimal[3]}`);
    const exponent = Number(decimal[4] ?? 0) - decimal[3]!.length;
    return exponent >= 0 ? Rational.of(n * 10n ** BigInt(exponent)) : Rational.of(n, 10n ** BigInt(-exponent));
  }

  add(other: RationalLike): Rational {
    const o = Rational.from(other);
    return Rational.of(
      this.numerator * o.denominator + o.numerator * this.denominator,
      this.denominator * o.denominator,
    );
  }

  subtract(other: RationalLike): Rational {
    return this.add(Rational.from(other).negate());
  }

  multiply(other: RationalLike): Rational {
    const o = Rational.from(other);
    return Rational.of(this.numerator * o.numerator, this.denominator * o.denominator);
  }

  divide(other: RationalLike): Rational {
    const o = Rational.from(other);
    if (o.numerator === 0n) throw new RangeError(`Division of ${this} by zero.`);
    return Rational.of(this.numerator * o.denominator, this.denominator * o.numerator);
  }

  negate(): Rational {
    return new Rational(-this.numerator, this.denominator);
  }

  abs(): Rational {
    return this.numerator < 0n ? this.negate() : this;
  }

  /** −1, 0 or 1. */
  sign(): number {
    return this.numerator > 0n ? 1 : this.numerator < 0n ? -1 : 0;
  }

  /** Negative where this is less than `other`, zero where equal, positive where greater. */
  compare(other: RationalLike): number {
    return this.subtract(other).sign();
  }

  equals(other: RationalLike): boolean {
    return this.compare(other) === 0;
  }

  lessThan(other: RationalLike): boolean {
    return this.compare(other) < 0;
  }

  atMost(other: RationalLike): boolean {
    return this.compare(other) <= 0;
  }

  greaterThan(other: RationalLike): boolean {
    return this.compare(other) > 0;
  }

  atLeast(other: RationalLike): boolean {
    return this.compare(other) >= 0;
  }

  /** The float nearest to the fraction, ties to even; ±Infinity beyond the range of floats. */
  toNumber(): number {
    const n = this.numerator < 0n ? -this.numerator : this.numerator;
    if (n === 0n) return 0;
    const scale = bitLength(n) - bitLength(this.denominator);
    if (scale > 1025) return this.sign() * Infinity;
    if (scale < -1080) return this.sign() * 0;
    // 53 bits of quotient, or fewer where the result is subnormal; the remainder decides the rounding.
    let exponent = Math.max(scale - 53, -1074);
    let [quotient, remainder, divisor] = divideScaled(n, this.denominator, exponent);
    if (quotient >= 1n << 53n) [quotient, remainder, divisor] = divideScaled(n, this.denominator, ++exponent);
    const twice = remainder * 2n;
    if (twice > divisor || (twice === divisor && quotient % 2n === 1n)) quotient += 1n;
    return this.sign() * Number(quotient) * 2 ** exponent;
  }

  /** The decimal expansion cut (not rounded) after `digits` places: `rational(2, 3).toDecimal(4)` is '0.6666'. */
  toDecimal(digits: number): string {
    const n = this.numerator < 0n ? -this.numerator : this.numerator;
    const scaled = ((n * 10n ** BigInt(digits)) / this.denominator).toString().padStart(digits + 1, '0');
    const sign = this.numerator < 0n ? '-' : '';
    return digits === 0 ? `${sign}${scaled}` : `${sign}${scaled.slice(0, -digits)}.${scaled.slice(-digits)}`;
  }

  /** `6/35`, or `2` for a whole number. */
  toString(): string {
    return this.denominator === 1n ? `${this.numerator}` : `${this.numerator}/${this.denominator}`;
  }

  /** JSON has no fractions: the text of `toString`. */
  toJSON(): string {
    return this.toString();
  }
}

/** The fraction `numerator / denominator`, exactly. */
export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  return Rational.of(numerator, denominator);
}

function integer(value: bigint | number): bigint {
  if (typeof value === 'bigint') return value;
  if (!Number.isSafeInteger(value))
    throw new RangeError(
      `Expected an integer that a float holds exactly; got ${String(value)}. Use Rational.parse or Rational.fromFloat for other numbers.`,
    );
  return BigInt(value);
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

function bitLength(n: bigint): number {
  const hex = n.toString(16);
  return hex.length * 4 - (Math.clz32(parseInt(hex[0]!, 16)) - 28);
}

function divideScaled(n: bigint, d: bigint, exponent: number): [bigint, bigint, bigint] {
  const [top, bottom] = exponent < 0 ? [n << BigInt(-exponent), d] : [n, d << BigInt(exponent)];
  return [top / bottom, top % bottom, bottom];
}

/**
 * Fractions as integers over one denominator, the least common one: comparisons of their sums are then comparisons of
 * integers.
 */
export function commonDenominator(values: readonly Rational[]): { numerators: bigint[]; denominator: bigint } {
  // d / gcd(d, common) is the numerator of d/common in lowest terms.
  const denominator = values.reduce((common, { denominator: d }) => common * rational(d, common).numerator, 1n);
  return { numerators: values.map((value) => (value.numerator * denominator) / value.denominator), denominator };
}
