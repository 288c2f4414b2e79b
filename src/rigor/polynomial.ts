import { Interval } from './interval.js';
import { Rational, type RationalLike } from './rational.js';

/** One product of powers: the exponent of each variable, zero exponents left out. */
type Exponents = ReadonlyMap<string, number>;
interface Term {
  exponents: Exponents;
  coefficient: Rational;
}

/**
 * A polynomial in named variables with exact rational coefficients. A variable named `√2` (any `√k` with a positive
 * integer k) is that root: its square is replaced by k, so the same class computes in Q(√2)[x]. Two polynomials are
 * equal exactly where their canonical forms are, which decides an identity by arithmetic instead of by sampling.
 */
export class Polynomial {
  private constructor(readonly terms: ReadonlyMap<string, Term>) {}

  static constant(value: RationalLike): Polynomial {
    const coefficient = Rational.from(value);
    return new Polynomial(
      coefficient.sign() === 0 ? new Map() : new Map([['', { exponents: new Map(), coefficient }]]),
    );
  }

  static variable(name: string): Polynomial {
    return new Polynomial(new Map([[`${name}^1`, { exponents: new Map([[name, 1]]), coefficient: Rational.of(1) }]]));
  }

  private static collect(terms: Iterable<Term>): Polynomial {
    const sums = new Map<string, Term>();
    for (const raw of terms) {
      const term = withoutRootSquares(raw);
      const key = [...term.exponents]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, power]) => `${name}^${power}`)
        .join(' ');
      const known = sums.get(key);
      const coefficient = known ? known.coefficient.add(term.coefficient) : term.coefficient;
      if (coefficient.sign() === 0) sums.delete(key);
      else sums.set(key, { exponents: term.exponents, coefficient });
    }
    return new Polynomial(sums);
  }

  add(other: Polynomial): Polynomial {
    return Polynomial.collect([...this.terms.values(), ...other.terms.values()]);
  }

  subtract(other: Polynomial): Polynomial {
    return this.add(other.scale(-1));
  }

  multiply(other: Polynomial): Polynomial {
    const products: Term[] = [];
    for (const a of this.terms.values())
      for (const b of other.terms.values())
        products.push({
          exponents: addExponents(a.exponents, b.exponents),
          coefficient: a.coefficient.multiply(b.coefficient),
        });
    return Polynomial.collect(products);
  }

  scale(factor: RationalLike): Polynomial {
    if (Rational.from(factor).equals(1)) return this;
    return Polynomial.collect(
      [...this.terms.values()].map(({ exponents, coefficient }) => ({
        exponents,
        coefficient: coefficient.multiply(factor),
      })),
    );
  }

  isZero(): boolean {
    return this.terms.size === 0;
  }

  /** The value where no variable occurs, undefined otherwise. */
  constantValue(): Rational | undefined {
    return this.isZero() ? Rational.of(0) : this.terms.size === 1 ? this.terms.get('')?.coefficient : undefined;
  }

  equals(other: Polynomial): boolean {
    return this.subtract(other).isZero();
  }

  /** The names that occur, in alphabetical order. */
  variables(): string[] {
    return [...new Set([...this.terms.values()].flatMap((term) => [...term.exponents.keys()]))].sort();
  }

  /**
   * 1 where every coefficient is positive, −1 where every one is negative, 0 otherwise: the sign wherever all variables
   * are positive.
   */
  coefficientSign(): number {
    const signs = new Set([...this.terms.values()].map((term) => term.coefficient.sign()));
    return signs.size === 1 ? [...signs][0]! : 0;
  }

  derivative(name: string): Polynomial {
    const terms = [...this.terms.values()].flatMap(({ exponents, coefficient }) => {
      const power = exponents.get(name);
      return power === undefined
        ? []
        : [{ exponents: addExponents(exponents, new Map([[name, -1]])), coefficient: coefficient.multiply(power) }];
    });
    return Polynomial.collect(terms);
  }

  /** Puts a polynomial in the place of each variable named. */
  substitute(values: Readonly<Record<string, Polynomial>>): Polynomial {
    let sum = Polynomial.constant(0);
    for (const { exponents, coefficient } of this.terms.values()) {
      let product = Polynomial.constant(coefficient);
      for (const [name, power] of exponents) {
        const factor = values[name] ?? Polynomial.variable(name);
        for (let i = 0; i < power; i++) product = product.multiply(factor);
      }
      sum = sum.add(product);
    }
    return sum;
  }

  /** The largest power of each variable that divides every term; the zero polynomial has none. */
  monomialDivisor(): Map<string, number> {
    const [first, ...rest] = [...this.terms.values()].map((term) => term.exponents);
    const divisor = new Map(first);
    for (const exponents of rest)
      for (const [name, power] of divisor) divisor.set(name, Math.min(power, exponents.get(name) ?? 0));
    return new Map([...divisor].filter(([, power]) => power > 0));
  }

  /** The quotient by a product of powers that divides every term. */
  divideByMonomial(divisor: ReadonlyMap<string, number>): Polynomial {
    const negative = new Map([...divisor].map(([name, power]) => [name, -power]));
    return Polynomial.collect(
      [...this.terms.values()].map(({ exponents, coefficient }) => ({
        exponents: addExponents(exponents, negative),
        coefficient,
      })),
    );
  }

  /**
   * The quotient, where `divisor` divides this without remainder; undefined otherwise (long division by the leading
   * terms).
   */
  divideExactly(divisor: Polynomial): Polynomial | undefined {
    const names = [...new Set([...this.variables(), ...divisor.variables()])].sort();
    const lead = divisor.leadingTerm(names);
    let [rest, quotient]: [Polynomial, Polynomial] = [this, Polynomial.constant(0)];
    while (lead && !rest.isZero()) {
      const top = rest.leadingTerm(names)!;
      const exponents = addExponents(
        top.exponents,
        new Map([...lead.exponents].map(([name, power]) => [name, -power])),
      );
      if ([...exponents.values()].some((power) => power < 0)) return undefined;
      const term = Polynomial.collect([{ exponents, coefficient: top.coefficient.divide(lead.coefficient) }]);
      quotient = quotient.add(term);
      rest = rest.subtract(term.multiply(divisor));
    }
    return lead && quotient;
  }

  /** The first term in lexicographic order of the exponents. */
  private leadingTerm(names: readonly string[]): Term | undefined {
    const before = (a: Exponents, b: Exponents) => {
      const name = names.find((n) => (a.get(n) ?? 0) !== (b.get(n) ?? 0));
      return name !== undefined && (a.get(name) ?? 0) > (b.get(name) ?? 0);
    };
    return [...this.terms.values()].reduce<Term | undefined>(
      (best, term) => (!best || before(term.exponents, best.exponents) ? term : best),
      undefined,
    );
  }

  /** The exact value at a point that names every variable. */
  evaluate(point: Readonly<Record<string, RationalLike>>): Rational {
    let sum = Rational.of(0);
    for (const { exponents, coefficient } of this.terms.values()) {
      let product = coefficient;
      for (const [name, power] of exponents) {
        const value = point[name];
        if (value === undefined) throw new RangeError(`The polynomial ${this} needs a value of ${name}.`);
        for (let i = 0; i < power; i++) product = product.multiply(value);
      }
      sum = sum.add(product);
    }
    return sum;
  }

  /** An interval that holds the value at every point of the box. */
  enclose(box: Readonly<Record<string, Interval>>): Interval {
    let sum = new Interval(0);
    for (const { exponents, coefficient } of this.terms.values()) {
      let product = Interval.from(coefficient);
      for (const [name, power] of exponents) for (let i = 0; i < power; i++) product = product.multiply(box[name]!);
      sum = sum.add(product);
    }
    return sum;
  }

  toString(): string {
    if (this.isZero()) return '0';
    return [...this.terms]
      .map(([key, { coefficient }], i) => {
        const sign = coefficient.sign() < 0 ? (i === 0 ? '−' : ' − ') : i === 0 ? '' : ' + ';
        const product = key.replace(/\^1(?= |$)/g, '').replaceAll(' ', '·');
        const size = coefficient.abs();
        return sign + (key === '' ? `${size}` : size.equals(1) ? product : `${size}·${product}`);
      })
      .join('');
  }
}

function addExponents(a: Exponents, b: Exponents): Exponents {
  const sum = new Map(a);
  for (const [name, power] of b) sum.set(name, (sum.get(name) ?? 0) + power);
  for (const [name, power] of sum) if (power === 0) sum.delete(name);
  return sum;
}

function withoutRootSquares({ exponents, coefficient }: Term): Term {
  const reduced = new Map(exponents);
  for (const [name, power] of exponents) {
    if (!name.startsWith('√')) continue;
    for (let i = 0; i < Math.floor(power / 2); i++) coefficient = coefficient.multiply(BigInt(name.slice(1)));
    if (power % 2 === 0) reduced.delete(name);
    else reduced.set(name, 1);
  }
  return { exponents: reduced, coefficient };
}
