import { compositions, size as ones } from './enumerate.js';

/** What went through `checkSmallLaws`, and whether every comparison held. */
export interface SmallLaws {
  laws: number;
  pairs: number;
  diceRegret: boolean;
  jaccardRegret: boolean;
  factor: boolean;
}

/** A common multiple of all denominators of Dice and Jaccard on masks of three pixels. */
const UNIT = 60;

/**
 * Checks the transfer of regret on every law that gives the seven non-empty masks of three pixels probabilities in multiples of 1/parts, and for
 * every class of predictors: only the two optima of a class enter, so all pairs (f, g) of the eight predictions with
 * `E D(f) ≥ E D(g)` and `E J(g) ≥ E J(f)` stand for all classes. Integers only.
 */
export function checkSmallLaws(parts: number): SmallLaws {
  const masks = [1, 2, 3, 4, 5, 6, 7];
  const predictions = [0, ...masks];
  const table = (score: (met: number, size: number, label: number) => number) => predictions.map((f) => masks.map((y) => UNIT * score(ones(f & y), ones(f), ones(y))));
  const dice = table((met, size, label) => (2 * met) / (size + label)).map((row) => row.map(Math.round));
  const jaccard = table((met, size, label) => met / (size + label - met)).map((row) => row.map(Math.round));
  const whole = UNIT * parts;
  const result: SmallLaws = { laws: 0, pairs: 0, diceRegret: true, jaccardRegret: true, factor: true };
  for (const law of compositions(parts, masks.length)) {
    const expected = (scores: number[][]) => scores.map((row) => row.reduce((sum, value, i) => sum + value * law[i]!, 0));
    const [d, j] = [expected(dice), expected(jaccard)];
    result.laws++;
    for (const f of predictions) for (const g of predictions) {
      if (d[f]! < d[g]! || j[g]! < j[f]!) continue;
      result.pairs++;
      // E D(g) ≥ d/(2 − d), E J(f) ≥ j/(2 − j) and d ≤ (2 − d) E D(g), each times a common denominator.
      result.diceRegret &&= d[g]! * (2 * whole - d[f]!) >= d[f]! * whole;
      result.jaccardRegret &&= j[f]! * (2 * whole - j[g]!) >= j[g]! * whole;
      result.factor &&= d[f]! <= 2 * d[g]!;
    }
  }
  return result;
}
