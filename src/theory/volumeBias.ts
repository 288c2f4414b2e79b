import { rational, type Rational } from '../rigor/index.js';
import { provenBy, exact, theoremResult, type Theorem } from './theorem.js';
import { volumeBiasProof } from './proofs/volumeBiasProof.js';
import { diceOptimum, type LabelLaw } from './labelLaws/expectedDice.js';
import { gainOfMarking } from './labelLaws/markingSwitch.js';

const CERTAIN_VOXELS = 200;
/**
 * Ratio μ of uncertain to certain volume, and the probability between whose four-digit neighbours the switch lies at
 * 200 certain voxels.
 */
const SWITCHES = [
  { ratio: rational(1, 4), at: rational(4727, 10_000) },
  { ratio: rational(1), at: rational(4146, 10_000) },
  { ratio: rational(4), at: rational(3093, 10_000) },
];

/**
 * The probability above which soft Dice marks a region of `ratio` times the certain volume, voxels independent: `1/(1 +
 * √(1 + μ))`.
 */
export function independentVoxelThreshold(ratio: number): number {
  return 1 / (1 + Math.sqrt(1 + ratio));
}

/** Whether the switch at 200 certain voxels rounds to the listed probability, shifted by `shift`. */
const switchesAround = (shift: Rational): boolean =>
  SWITCHES.every(({ ratio, at }) => {
    const uncertain = ratio.multiply(CERTAIN_VOXELS).toNumber();
    const half = rational(1, 20_000);
    return (
      gainOfMarking(CERTAIN_VOXELS, uncertain, at.add(shift).subtract(half)) < 0 &&
      gainOfMarking(CERTAIN_VOXELS, uncertain, at.add(shift).add(half)) > 0
    );
  });

/** Labels {1} with probability 5/19 and {2, 3, 4} with 14/19: the best soft map is not binary. */
export const nonBinaryLaw: LabelLaw = [
  { labels: 0b0001, probability: rational(5, 19) },
  { labels: 0b1110, probability: rational(14, 19) },
];

/** Expected soft Dice under `nonBinaryLaw` of the map (x, 1, 1, 1). */
export const nonBinaryScore = (x: Rational): Rational =>
  rational(5, 19)
    .multiply(x.multiply(2).divide(x.add(4)))
    .add(rational(14, 19).multiply(rational(6).divide(x.add(6))));

export const volumeBias: Theorem = {
  id: 'volume-bias',
  name: 'Beside a certain region, soft Dice marks or drops an uncertain one as a whole, and so biases its volume',
  source: 'setting of Bertels et al. 2019 and 2021; thresholds and certificates derived',
  standing: 'recalled',
  statement: String.raw`q^* = 1 \iff p > \tfrac12 \text{ (all or nothing)}; \qquad q^* = 1 \iff p > \frac{1}{1 + \sqrt{1 + \mu}} \text{ (independent voxels, many)}; \qquad q^* = p \text{ for cross-entropy}`,
  constant: { closedForm: '1/2; 1/(1 + √(1 + μ))', decimals: '0.5; 0.4142… at μ = 1' },
  notShown:
    'That soft Dice gives binary maps in general: the best soft map need not be binary. At finite volume the ends q = 0 and q = 1 are compared with each other, not with all q between.',
  proof: volumeBiasProof,
  check() {
    const proof = provenBy(volumeBiasProof);
    const better = nonBinaryScore(rational(453, 1000));
    const binary = diceOptimum(nonBinaryLaw, 4);
    const single = (x: Rational, chance: Rational) => chance.multiply(x.multiply(2).divide(x.add(1)));
    const tenths = Array.from({ length: 10 }, (_, i) => rational(i + 1, 10));
    const rises = tenths.every((chance) =>
      tenths.slice(1).every((x, i) => single(x, chance).greaterThan(single(tenths[i]!, chance))),
    );
    const jumps = tenths.every(
      (chance) => rational(1).subtract(chance).greaterThan(chance) === chance.lessThan(rational(1, 2)),
    );
    return theoremResult(
      [
        ...proof.evidence,
        exact(
          'the switch at 200 certain voxels: p = .4727, .4146, .3093 for μ = 1/4, 1, 4, to four digits',
          'binomial sums of 50, 200 and 800 voxels in integers',
          switchesAround(rational(0)),
        ),
        exact(
          'the best soft map need not be binary: labels {1} (5/19) or {2, 3, 4} (14/19), q = (.453, 1, 1, 1) has E > 14/19, the best of all binary maps',
          'one map against all 16 binary maps',
          binary.value.equals(rational(14, 19)) && better.greaterThan(binary.value),
        ),
        exact(
          'one voxel with no certain region: q = 1 for every p > 0 where 0/0 is 0; q = 1 only where p > 1/2 where 0/0 is 1',
          'p and q in tenths, 10 of each',
          rises && jumps,
        ),
      ],
      [
        { claim: 'the switches lie 0.0005 higher', rejected: !switchesAround(rational(5, 10_000)) },
        ...proof.controls,
        { claim: 'the best soft map is binary', rejected: !better.atMost(binary.value) },
      ],
      `labels {1} (5/19) or {2, 3, 4} (14/19): q = (453/1000, 1, 1, 1) has E = ${better.toDecimal(6)}… > 14/19 = 0.736842…`,
    );
  },
};
