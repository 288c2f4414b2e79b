import { interval, Interval, maximise, Rational, rational, type Box, type Objective } from '../../rigor/index.js';
import { closedFormWeight } from './bestWeightClosedForm.js';
import { bothSigns, largestAt, minimaxOfLines, type Line } from './lines.js';

/** An enclosure of `E*(ρ) = min over γ of max over masks of |score − H_γ|` at one foreground ratio ρ. */
export interface BestWeightError {
  rho: Rational;
  lower: number;
  upper: number;
  /** A weight γ whose largest error is at most `upper`. */
  gamma: Rational;
}

const ONE = interval(1);

/**
 * Encloses the error of the best weight at foreground ratio ρ, in the continuum `x = tp/P`, `z = fp/N` of [0, 1]².
 *
 * Upper end: the largest |score − H_γ| at one γ, by branch and bound with outward rounding over the four edges of the
 * square, to which a proof of convexity confines the maximum (certified in weightedHammingGap.ts). Lower end: whatever
 * γ is, it faces the maximisers found; each of them is a line in γ with rational coefficients, and the smallest value
 * of their upper envelope is computed exactly. Neither end relies on the closed form, which only suggests γ.
 *
 * @param rho - foreground ratio P/n, a fraction in (0, 1)
 * @param tolerance - width of each search over an edge; default 1e-10
 */
export function bestWeightError(score: 'dice' | 'jaccard', rho: Rational, tolerance = 1e-10): BestWeightError {
  const gamma = closedFormWeight(score, rho);
  const found = edges(score, rho, gamma).map(({ objective, at }) => {
    const {
      upper,
      at: [s],
    } = maximise(objective, [[interval(0, 1)]], { tolerance });
    return { upper, line: lineAt(score, rho, ...at(Rational.fromFloat(s!))) };
  });
  const lines = found.flatMap(({ line }) => bothSigns(line));
  const { value } = minimaxOfLines((g) => largestAt(lines, g));
  return { rho, lower: Interval.from(value).lower, upper: Math.max(...found.map(({ upper }) => upper)), gamma };
}

/** `score − H_γ` at a point, as a line in γ. */
export function lineAt(score: 'dice' | 'jaccard', rho: Rational, x: Rational, z: Rational): Line {
  const q = rational(1).subtract(rho).divide(rho);
  const union = q.multiply(z).add(1);
  const overlap = score === 'dice' ? x.multiply(2).divide(union.add(x)) : x.divide(union);
  const specificity = rational(1).subtract(z);
  return { intercept: overlap.subtract(specificity), slope: specificity.subtract(x) };
}

interface Edge {
  objective: Objective;
  at(s: Rational): [x: Rational, z: Rational];
}

/**
 * The two signed differences along the edges on which they can be largest: score − H on z = 0 and z = 1, H − score on x
 * = 0 and x = 1.
 */
function edges(score: 'dice' | 'jaccard', rho: Rational, gamma: Rational): Edge[] {
  const q = Interval.from(rational(1).subtract(rho).divide(rho));
  const [g, rest] = [Interval.from(gamma), Interval.from(rational(1).subtract(gamma))];
  const [zero, one] = [rational(0), rational(1)];
  const overlapInX = (z: Interval) => (x: Interval) => overlap(score, q, x, z);
  const inX = (z: Interval, at: Edge['at']): Edge => ({
    at,
    objective: {
      // score − γx − (1 − γ)(1 − z)
      enclose: ([x]: Box) =>
        overlapInX(z)(x!)
          .value.subtract(g.multiply(x!))
          .subtract(rest.multiply(ONE.subtract(z))),
      gradient: ([x]: Box) => [overlapInX(z)(x!).byX.subtract(g)],
    },
  });
  const inZ = (x: Interval, at: Edge['at']): Edge => ({
    at,
    objective: {
      // γx + (1 − γ)(1 − z) − score
      enclose: ([z]: Box) =>
        g
          .multiply(x)
          .add(rest.multiply(ONE.subtract(z!)))
          .subtract(overlap(score, q, x, z!).value),
      gradient: ([z]: Box) => [rest.negate().subtract(overlap(score, q, x, z!).byZ)],
    },
  });
  return [
    inX(interval(0), (s) => [s, zero]),
    inX(ONE, (s) => [s, one]),
    inZ(interval(0), (s) => [zero, s]),
    inZ(ONE, (s) => [one, s]),
  ];
}

/** Dice `2x/(1 + x + qz)` or Jaccard `x/(1 + qz)`, q = (1 − ρ)/ρ, with both partial derivatives. */
function overlap(
  score: 'dice' | 'jaccard',
  q: Interval,
  x: Interval,
  z: Interval,
): { value: Interval; byX: Interval; byZ: Interval } {
  const union = ONE.add(q.multiply(z));
  if (score === 'jaccard')
    return { value: x.divide(union), byX: ONE.divide(union), byZ: x.multiply(q).divide(union.square()).negate() };
  const sum = union.add(x);
  const twice = x.add(x);
  return {
    value: twice.divide(sum),
    byX: union.add(union).divide(sum.square()),
    byZ: twice.multiply(q).divide(sum.square()).negate(),
  };
}

/**
 * The best weight for images of n pixels, exactly: the γ that makes the largest |D − H_γ| (or |J − H_γ|) over all pairs
 * of masks with foreground and background in the reference as small as it can be, and that error.
 *
 * Every pair of masks is a line in γ; all of them are compared as fractions.
 *
 * @param n - number of pixels, at least 2; O(n³)
 */
export function finiteHammingError(score: 'dice' | 'jaccard', n: number): { gamma: Rational; value: Rational } {
  const lines: Line[] = [];
  for (let positives = 1; positives < n; positives++) {
    for (let tp = 0; tp <= positives; tp++) {
      for (let fp = 0; fp <= n - positives; fp++) {
        const union = positives + fp;
        const overlap = score === 'dice' ? rational(2 * tp, union + tp) : rational(tp, union);
        const [recall, specificity] = [rational(tp, positives), rational(n - positives - fp, n - positives)];
        // H = specificity + (recall − specificity)·γ
        lines.push(...bothSigns({ intercept: overlap.subtract(specificity), slope: specificity.subtract(recall) }));
      }
    }
  }
  return minimaxOfLines((gamma) => largestAt(lines, gamma));
}
