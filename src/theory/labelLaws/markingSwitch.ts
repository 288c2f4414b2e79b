import { commonDenominator, rational, type Rational } from '../../rigor/index.js';

/**
 * Sign of E[soft Dice at q = 1] − E[soft Dice at q = 0], where `uncertain` voxels are foreground independently with
 * probability p beside `certain` ones. The binomial sum is taken in integers.
 */
export function gainOfMarking(certain: number, uncertain: number, p: Rational): number {
  const counts = Array.from({ length: uncertain + 1 }, (_, k) => k);
  const { numerators } = commonDenominator(
    counts.map((k) =>
      rational(2 * (certain + k), 2 * certain + uncertain + k).subtract(rational(2 * certain, 2 * certain + k)),
    ),
  );
  const [hit, miss] = [p.numerator, p.denominator - p.numerator];
  let [binomial, sum] = [1n, 0n];
  counts.forEach((k) => {
    sum += binomial * hit ** BigInt(k) * miss ** BigInt(uncertain - k) * numerators[k]!;
    binomial = (binomial * BigInt(uncertain - k)) / BigInt(k + 1);
  });
  return sum > 0n ? 1 : sum < 0n ? -1 : 0;
}

/**
 * The least multiple p of 1/`parts` at which marking all uncertain voxels beats marking none, by bisection on the exact
 * sign.
 */
export function markingSwitch(certain: number, uncertain: number, parts: number): Rational {
  let [unmarked, marked] = [0, parts];
  while (marked - unmarked > 1) {
    const middle = Math.floor((unmarked + marked) / 2);
    if (gainOfMarking(certain, uncertain, rational(middle, parts)) > 0) marked = middle;
    else unmarked = middle;
  }
  return rational(marked, parts);
}
