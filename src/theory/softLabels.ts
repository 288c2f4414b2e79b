import { dice, jaccard } from '../overlap/index.js';
import { rational } from '../rigor/index.js';
import { provenBy, exact, theoremResult, type Theorem } from './theorem.js';
import { softLabelsProof } from './proofs/softLabelsProof.js';
import {
  agreesOnHardLabels,
  diceSemimetric1,
  diceSemimetric2,
  isMinimisedAtLabel,
  jaccardMetric1,
  jaccardMetric2,
  plainSoftDice,
  relaxedTriangle,
} from './softMasks/softLabelDistances.js';

export const softLabels: Theorem = {
  id: 'soft-labels',
  name: 'Jaccard metric losses are metrics, Dice semimetric losses miss the triangle inequality by 3/2',
  source: 'Wang et al. 2023 (losses; metric and semimetric); the proof here and the constant 3/2 derived',
  standing: 'read',
  statement: String.raw`\mathrm{JML}_1 = \frac{2\|x - y\|}{\|x\| + \|y\| + \|x - y\|},\ \mathrm{JML}_2 = \frac{\|x - y\|}{\langle x, y\rangle + \|x - y\|} \text{ are metrics}; \quad \mathrm{DML}(x, y) \le \tfrac32\left(\mathrm{DML}(x, z) + \mathrm{DML}(z, y)\right), \text{ tight}`,
  constant: { closedForm: '3/2', decimals: '1.5' },
  notShown:
    'How the losses train. Pairs of masks that are both all zero (0/0) are left out of the proof for every size.',
  proof: softLabelsProof,
  check() {
    const proof = provenBy(softLabelsProof);
    const losses = { jaccard: [jaccardMetric1, jaccardMetric2], dice: [diceSemimetric1, diceSemimetric2] };
    const [one, two] = [
      [rational(1), rational(0)],
      [rational(0), rational(1)],
    ] as const;
    const both = [rational(1), rational(1)];
    const tight = losses.dice.every((d) => d(one, two).equals(d(one, both).add(d(both, two)).multiply(rational(3, 2))));
    const [metric, relaxed] = [
      losses.jaccard.map((d) => relaxedTriangle(d, rational(1))),
      losses.dice.map((d) => relaxedTriangle(d, rational(3, 2))),
    ];
    const reach = (tried: { triples: number }[]) =>
      `${tried.map(({ triples }) => triples).join(' and ')} triples: every pair x ≠ y with every z, soft masks of 2 pixels in sixths, 3 in thirds, 4 in {0, 1}`;
    return theoremResult(
      [
        ...proof.evidence,
        exact(
          'JML₁ and JML₂ satisfy the triangle inequality',
          reach(metric),
          metric.every(({ holds }) => holds),
        ),
        exact(
          'DML₁ and DML₂ satisfy it with the factor 3/2',
          reach(relaxed),
          relaxed.every(({ holds }) => holds),
        ),
        exact('3/2 is attained: from {1} to {2} by way of {1, 2}, 1 = 3/2 · (1/3 + 1/3)', 'one triple', tight),
        exact(
          'on hard labels the four are the soft Jaccard and the soft Dice loss',
          '8 label vectors with 125 of probabilities in quarters, n = 3',
          losses.jaccard.every((d) => agreesOnHardLabels(d, jaccard)) &&
            losses.dice.every((d) => agreesOnHardLabels(d, dice)),
        ),
        exact(
          'one pixel with the soft label 1/2: each of the four is least at p = 1/2 and nowhere else',
          'p in hundredths, 101 of them',
          [...losses.jaccard, ...losses.dice].every(isMinimisedAtLabel),
        ),
      ],
      [
        {
          claim: 'DML₁ satisfies the triangle inequality',
          rejected: !relaxedTriangle(diceSemimetric1, rational(1)).holds,
        },
        {
          claim: 'DML₁ satisfies it with the factor 149/100',
          rejected: !relaxedTriangle(diceSemimetric1, rational(149, 100)).holds,
        },
        {
          claim: 'the plain soft Dice loss is least at the soft label 1/2 (it is least at p = 1)',
          rejected: !isMinimisedAtLabel(plainSoftDice),
        },
        ...proof.controls,
      ],
      'DML from {1} to {2} is 1; by way of {1, 2} it is 1/3 + 1/3',
    );
  },
};
