import { rational, type Rational } from '../../rigor/index.js';

/** `intercept + slope · γ`. */
export interface Line {
  intercept: Rational;
  slope: Rational;
}

export function valueOn({ intercept, slope }: Line, gamma: Rational): Rational {
  return slope.multiply(gamma).add(intercept);
}

/**
 * The smallest value of the largest of several lines over γ in [0, 1], exactly. `worstAt` tells which line is largest
 * at a given γ, so the lines need not be listed: two lines that were largest on either side of the minimum meet at the
 * next γ to be tried, until that meeting point is itself on the upper envelope.
 */
export function minimaxOfLines(worstAt: (gamma: Rational) => Line): { gamma: Rational; value: Rational } {
  let left = worstAt(rational(0));
  let right = worstAt(rational(1));
  if (left.slope.sign() >= 0) return { gamma: rational(0), value: left.intercept };
  if (right.slope.sign() <= 0) return { gamma: rational(1), value: valueOn(right, rational(1)) };
  for (;;) {
    const gamma = right.intercept.subtract(left.intercept).divide(left.slope.subtract(right.slope));
    const value = valueOn(left, gamma);
    const worst = worstAt(gamma);
    if (valueOn(worst, gamma).atMost(value)) return { gamma, value };
    if (worst.slope.sign() < 0) left = worst;
    else right = worst;
  }
}

/** Both signs of a difference whose absolute value is meant. */
export function bothSigns({ intercept, slope }: Line): Line[] {
  return [
    { intercept, slope },
    { intercept: intercept.negate(), slope: slope.negate() },
  ];
}

/** The line that is largest at γ. */
export function largestAt(lines: readonly Line[], gamma: Rational): Line {
  let best = lines[0]!;
  let value = valueOn(best, gamma);
  for (const line of lines) {
    const other = valueOn(line, gamma);
    if (other.greaterThan(value)) [best, value] = [line, other];
  }
  return best;
}
