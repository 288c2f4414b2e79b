import { dice, jaccard } from '../overlap/index.js';
import { rational, RationalFunction, variable } from '../rigor/index.js';
import { certified, exact, refusedIdentity, theoremResult, type Evidence, type Theorem } from './theorem.js';
import {
  agreesOnHardLabels,
  diceSemimetric1,
  diceSemimetric2,
  isMinimisedAtLabel,
  jaccardMetric1,
  jaccardMetric2,
  plainSoftDice,
  relaxedTriangle,
  TRIPLES,
} from './softMasks/softLabelDistances.js';

function certificates(): Evidence[] {
  const [g, d, e, r, u, v, w] = [
    variable('g'),
    variable('d'),
    variable('e'),
    variable('r'),
    variable('u'),
    variable('v'),
    variable('w'),
  ];
  const growing = (length: RationalFunction) => length.divide(g.add(length));
  const toDice = (x: RationalFunction) => x.divide(RationalFunction.from(2).subtract(x));
  const atMean = w.multiply(2).divide(RationalFunction.from(4).subtract(w));
  const half = u.add(v).divide(2);
  return [
    certified(
      'triangle, step 1: JML = ct/(g + t) grows with t = ‖x − y‖, where c = 2, g = ‖x‖ + ‖y‖ or c = 1, g = ⟨x, y⟩; so with d = ‖x − z‖ and e = ‖z − y‖ it is at most c(d + e)/(g + d + e)',
      growing(d.add(e)).subtract(growing(d)),
      g.multiply(e).divide(g.add(d).multiply(g.add(d).add(e))),
    ),
    certified(
      'step 2: putting z for y changes either g by at most e (x lies in [0, 1]ⁿ), to g + e − r with r ≥ 0, so JML(x, z)/c − d/(g + d + e) = dr/((g + e − r + d)(g + d + e)) ≥ 0; likewise from y',
      d.divide(g.add(d).add(e).subtract(r)).subtract(d.divide(g.add(d).add(e))),
      d.multiply(r).divide(g.add(d).add(e).subtract(r).multiply(g.add(d).add(e))),
    ),
    certified('DML = JML/(2 − JML), first forms: d/g from 2d/(g + d)', toDice(growing(d).multiply(2)), d.divide(g)),
    certified('second forms: d/(2g + d) from d/(g + d)', toDice(growing(d)), d.divide(g.multiply(2).add(d))),
    certified(
      'h(t) = t/(2 − t) is convex: h(u) + h(v) − 2h((u + v)/2) = 2(u − v)²/((2 − u)(2 − v)(4 − u − v))',
      toDice(u).add(toDice(v)).subtract(toDice(half).multiply(2)),
      u
        .subtract(v)
        .square()
        .multiply(2)
        .divide(
          RationalFunction.from(2)
            .subtract(u)
            .multiply(RationalFunction.from(2).subtract(v))
            .multiply(RationalFunction.from(4).subtract(u).subtract(v)),
        ),
    ),
    certified(
      'w = u + v ≤ 1: 3/2 · 2h(w/2) − h(w) = 2w(1 − w)/((4 − w)(2 − w)) ≥ 0',
      atMean.multiply(rational(3, 2)).subtract(toDice(w)),
      w
        .multiply(RationalFunction.from(1).subtract(w))
        .multiply(2)
        .divide(RationalFunction.from(4).subtract(w).multiply(RationalFunction.from(2).subtract(w))),
    ),
    certified(
      'w ≥ 1: 3/2 · 2h(w/2) − 1 = 4(w − 1)/(4 − w) ≥ 0, and no distance exceeds 1',
      atMean.multiply(rational(3, 2)).subtract(1),
      w.subtract(1).multiply(4).divide(RationalFunction.from(4).subtract(w)),
    ),
  ];
}

export const softLabels: Theorem = {
  id: 'soft-labels',
  name: 'Jaccard metric losses are metrics, Dice semimetric losses miss the triangle inequality by 3/2',
  source: 'Wang et al. 2023 (losses; metric and semimetric); the proof here and the constant 3/2 derived',
  standing: 'read',
  statement: String.raw`\mathrm{JML}_1 = \frac{2\|x - y\|}{\|x\| + \|y\| + \|x - y\|},\ \mathrm{JML}_2 = \frac{\|x - y\|}{\langle x, y\rangle + \|x - y\|} \text{ are metrics}; \quad \mathrm{DML}(x, y) \le \tfrac32\left(\mathrm{DML}(x, z) + \mathrm{DML}(z, y)\right), \text{ tight}`,
  constant: { closedForm: '3/2', decimals: '1.5' },
  notShown:
    'How the losses train. The grids are finite; on all of [0, 1]ⁿ the two inequalities rest on the certificates, read in their order.',
  check() {
    const losses = { jaccard: [jaccardMetric1, jaccardMetric2], dice: [diceSemimetric1, diceSemimetric2] };
    const [one, two] = [
      [rational(1), rational(0)],
      [rational(0), rational(1)],
    ] as const;
    const both = [rational(1), rational(1)];
    const tight = losses.dice.every((d) => d(one, two).equals(d(one, both).add(d(both, two)).multiply(rational(3, 2))));
    const triples = `all ${TRIPLES} triples of soft masks of 2 pixels in sixths, 3 in thirds, 4 in {0, 1}`;
    const x = variable('x');
    return theoremResult(
      [
        ...certificates(),
        exact(
          'JML₁ and JML₂ satisfy the triangle inequality',
          triples,
          losses.jaccard.every((d) => relaxedTriangle(d, rational(1))),
        ),
        exact(
          'DML₁ and DML₂ satisfy it with the factor 3/2',
          triples,
          losses.dice.every((d) => relaxedTriangle(d, rational(3, 2))),
        ),
        exact('3/2 is attained: from {1} to {2} by way of {1, 2}, 1 = 3/2 · (1/3 + 1/3)', 'one triple', tight),
        exact(
          'on hard labels the four are the soft Jaccard and the soft Dice loss',
          'every label vector, probabilities in quarters, n = 3',
          losses.jaccard.every((d) => agreesOnHardLabels(d, jaccard)) &&
            losses.dice.every((d) => agreesOnHardLabels(d, dice)),
        ),
        exact(
          'one pixel with the soft label 1/2: each of the four is least at p = 1/2 and nowhere else',
          'p in hundredths',
          [...losses.jaccard, ...losses.dice].every(isMinimisedAtLabel),
        ),
      ],
      [
        { claim: 'DML₁ satisfies the triangle inequality', rejected: !relaxedTriangle(diceSemimetric1, rational(1)) },
        {
          claim: 'DML₁ satisfies it with the factor 149/100',
          rejected: !relaxedTriangle(diceSemimetric1, rational(149, 100)),
        },
        {
          claim: 'the plain soft Dice loss is least at the soft label 1/2 (it is least at p = 1)',
          rejected: !isMinimisedAtLabel(plainSoftDice),
        },
        refusedIdentity('DML = JML/(1 + JML)', x.divide(x.add(1)), x.divide(RationalFunction.from(2).subtract(x))),
      ],
      'DML from {1} to {2} is 1; by way of {1, 2} it is 1/3 + 1/3',
    );
  },
};
