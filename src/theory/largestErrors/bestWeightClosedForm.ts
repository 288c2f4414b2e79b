import { Interval, interval, Rational, rational } from '../../rigor/index.js';

const ONE = interval(1);
const TWO = interval(2);
/** Where the regimes of E* of Dice meet: 1/3, 7/11 and 8/(19 − 6√2) = 0.7608…. */
export const DICE_REGIMES = [rational(1, 3), rational(7, 11)] as const;

/**
 * An interval around the closed form of E*(ρ), the error of the best weight of a weighted Hamming similarity against
 * Dice or Jaccard.
 */
export function closedFormError(score: 'dice' | 'jaccard', rho: Rational): Interval {
  const r = Interval.from(rho);
  const odds = Interval.from(rho.divide(rational(1).subtract(rho)));
  if (score === 'jaccard') return rho.atMost(rational(1, 2)) ? inverseSquare(odds.sqrt()) : ONE.subtract(r).divide(TWO);
  if (rho.atMost(DICE_REGIMES[0])) return inverseSquare(odds.multiply(TWO).sqrt());
  if (rho.atMost(DICE_REGIMES[1])) return ONE.subtract(r).divide(TWO.multiply(ONE.add(r)));
  const flat = Interval.from(rational(1, 9));
  if (belowLastRegime(rho)) return flat;
  return TWO.sqrt().multiply(rootOfLastWeight(r)).subtract(ONE).square();
}

/** A weight γ within rounding of the best one. */
export function closedFormWeight(score: 'dice' | 'jaccard', rho: Rational): Rational {
  const last = score === 'dice' && rho.greaterThan(DICE_REGIMES[1]) && !belowLastRegime(rho);
  const gamma = last
    ? rootOfLastWeight(Interval.from(rho)).square().middle()
    : 1 - closedFormError(score, rho).middle();
  return Rational.fromFloat(Math.min(1, Math.max(0, gamma)));
}

/** `(1 + t)⁻²` */
function inverseSquare(t: Interval): Interval {
  return ONE.divide(ONE.add(t).square());
}

/** `√γ = (1 + √2)/(√2 + 1/√ρ)` */
function rootOfLastWeight(r: Interval): Interval {
  const root2 = TWO.sqrt();
  return ONE.add(root2).divide(root2.add(ONE.divide(r.sqrt())));
}

/** `ρ ≤ 8/(19 − 6√2)`, without a root: exactly where `(19ρ − 8)² ≤ 72ρ²` or 19ρ ≤ 8. */
function belowLastRegime(rho: Rational): boolean {
  const excess = rho.multiply(19).subtract(8);
  return excess.sign() <= 0 || excess.multiply(excess).atMost(rho.multiply(rho).multiply(72));
}
