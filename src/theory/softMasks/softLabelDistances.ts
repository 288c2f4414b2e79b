import { rational, type Rational } from '../../rigor/index.js';

/** A distance of two soft masks, both vectors of numbers in [0, 1]; 0 where both are all zero. */
export type MaskDistance = (x: readonly Rational[], y: readonly Rational[]) => Rational;

interface Sums {
  /** ‖x‖₁ + ‖y‖₁. */
  volumes: Rational;
  /** ‖x − y‖₁. */
  distance: Rational;
  /** ⟨x, y⟩. */
  product: Rational;
}

function ofSums(numerator: (sums: Sums) => Rational, denominator: (sums: Sums) => Rational): MaskDistance {
  return (x, y) => {
    let sums: Sums = { volumes: rational(0), distance: rational(0), product: rational(0) };
    x.forEach((a, i) => {
      const b = y[i]!;
      sums = { volumes: sums.volumes.add(a).add(b), distance: sums.distance.add(a.subtract(b).abs()), product: sums.product.add(a.multiply(b)) };
    });
    return sums.distance.sign() === 0 ? rational(0) : numerator(sums).divide(denominator(sums));
  };
}

const twice = (value: Rational) => value.multiply(2);

/** Jaccard metric loss, first form: `2‖x − y‖/(‖x‖ + ‖y‖ + ‖x − y‖)`, the Steinhaus transform of the L1 distance. */
export const jaccardMetric1 = ofSums(({ distance }) => twice(distance), ({ volumes, distance }) => volumes.add(distance));
/** Jaccard metric loss, second form: `‖x − y‖/(⟨x, y⟩ + ‖x − y‖)`. */
export const jaccardMetric2 = ofSums(({ distance }) => distance, ({ product, distance }) => product.add(distance));
/** Dice semimetric loss, first form: `‖x − y‖/(‖x‖ + ‖y‖)`, the Bray–Curtis dissimilarity. */
export const diceSemimetric1 = ofSums(({ distance }) => distance, ({ volumes }) => volumes);
/** Dice semimetric loss, second form: `‖x − y‖/(2⟨x, y⟩ + ‖x − y‖)`. */
export const diceSemimetric2 = ofSums(({ distance }) => distance, ({ product, distance }) => twice(product).add(distance));
/** The plain soft Dice loss with soft labels put in, `1 − 2⟨x, y⟩/(‖x‖ + ‖y‖)`: 0 where both are zero, but not 0 at x = y otherwise. */
export const plainSoftDice: MaskDistance = (x, y) => {
  const product = x.reduce((sum, a, i) => sum.add(a.multiply(y[i]!)), rational(0));
  const volumes = [...x, ...y].reduce((sum, a) => sum.add(a), rational(0));
  return volumes.sign() === 0 ? rational(0) : rational(1).subtract(twice(product).divide(volumes));
};
