import { rational, RationalFunction, root, variable, type Polynomial, type Rational } from '../../rigor/index.js';
import type { Expression } from './expression.js';

/**
 * The first reader of a claim: the rational function, with exact coefficients, that a formula is.
 *
 * @throws RangeError where it takes the root of something else than a positive fraction, or divides by zero.
 */
export function exactly(given: Expression): RationalFunction {
  switch (given.kind) {
    case 'number':
      return RationalFunction.from(given.value);
    case 'name':
      return variable(given.name);
    case 'add':
      return exactly(given.left).add(exactly(given.right));
    case 'subtract':
      return exactly(given.left).subtract(exactly(given.right));
    case 'multiply':
      return exactly(given.left).multiply(exactly(given.right));
    case 'divide':
      return exactly(given.left).divide(exactly(given.right));
    case 'power': {
      const base = exactly(given.base);
      return Array.from({ length: given.exponent - 1 }).reduce<RationalFunction>((power) => power.multiply(base), base);
    }
    case 'negate':
      return exactly(given.of).multiply(-1);
    case 'root': {
      const value = exactly(given.of).constantValue();
      if (!value || value.sign() <= 0)
        throw new RangeError('Expected the root of a positive fraction: name a variable whose square is the rest.');
      return rootOf(value);
    }
    case 'derivative':
      return exactly(given.of).derivative(given.by);
  }
}

/** `√(n/d) = √(nd)/d` */
function rootOf({ numerator, denominator }: Rational): RationalFunction {
  return root(Number(numerator * denominator)).divide(denominator);
}

/** A polynomial as a formula, written out term by term. */
export function polynomialTree(polynomial: Polynomial): Expression {
  const multiply = (left: Expression, right: Expression): Expression => ({ kind: 'multiply', left, right });
  const power = (name: string, exponent: number): Expression => {
    const base: Expression = name.startsWith('√')
      ? { kind: 'root', of: { kind: 'number', value: rational(Number(name.slice(1))) } }
      : { kind: 'name', name };
    return exponent === 1 ? base : { kind: 'power', base, exponent };
  };
  const terms = [...polynomial.terms.values()].map(({ coefficient, exponents }) =>
    [...exponents]
      .map(([name, exponent]) => power(name, exponent))
      .reduce(multiply, { kind: 'number', value: coefficient } as Expression),
  );
  const zero: Expression = { kind: 'number', value: rational(0) };
  return terms.length === 0 ? zero : terms.reduce((left, right) => ({ kind: 'add', left, right }));
}
