import { rationals, type Measure } from '../../overlap/index.js';
import { rational, vectors, type Rational } from '../../rigor/index.js';
import { softCounts } from './softCounts.js';

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
      sums = {
        volumes: sums.volumes.add(a).add(b),
        distance: sums.distance.add(a.subtract(b).abs()),
        product: sums.product.add(a.multiply(b)),
      };
    });
    return sums.distance.sign() === 0 ? rational(0) : numerator(sums).divide(denominator(sums));
  };
}

const twice = (value: Rational) => value.multiply(2);

/** Jaccard metric loss, first form: `2‖x − y‖/(‖x‖ + ‖y‖ + ‖x − y‖)`, the Steinhaus transform of the L1 distance. */
export const jaccardMetric1 = ofSums(
  ({ distance }) => twice(distance),
  ({ volumes, distance }) => volumes.add(distance),
);
/** Jaccard metric loss, second form: `‖x − y‖/(⟨x, y⟩ + ‖x − y‖)`. */
export const jaccardMetric2 = ofSums(
  ({ distance }) => distance,
  ({ product, distance }) => product.add(distance),
);
/** Dice semimetric loss, first form: `‖x − y‖/(‖x‖ + ‖y‖)`, the Bray–Curtis dissimilarity. */
export const diceSemimetric1 = ofSums(
  ({ distance }) => distance,
  ({ volumes }) => volumes,
);
/** Dice semimetric loss, second form: `‖x − y‖/(2⟨x, y⟩ + ‖x − y‖)`. */
export const diceSemimetric2 = ofSums(
  ({ distance }) => distance,
  ({ product, distance }) => twice(product).add(distance),
);
/**
 * The plain soft Dice loss with soft labels put in, `1 − 2⟨x, y⟩/(‖x‖ + ‖y‖)`: 0 where both are zero, but not 0 at x =
 * y otherwise.
 */
export const plainSoftDice: MaskDistance = (x, y) => {
  const product = x.reduce((sum, a, i) => sum.add(a.multiply(y[i]!)), rational(0));
  const volumes = [...x, ...y].reduce((sum, a) => sum.add(a), rational(0));
  return volumes.sign() === 0 ? rational(0) : rational(1).subtract(twice(product).divide(volumes));
};

const fractions = (parts: number): Rational[] => Array.from({ length: parts + 1 }, (_, i) => rational(i, parts));
/**
 * The grids on which all triples are tried: soft masks of two pixels in sixths, of three in thirds, of four with 0 and
 * 1.
 */
const GRIDS = [vectors(fractions(6), 2), vectors(fractions(3), 3), vectors(fractions(1), 4)].map((points) => [
  ...points,
]);
/**
 * Whether `d(x, y) ≤ factor · (d(x, z) + d(z, y))` for every z and every pair of different x and y of each grid, of
 * which one order is enough; and how many triples were tried, up to the first that fails.
 */
export function relaxedTriangle(distance: MaskDistance, factor: Rational): { holds: boolean; triples: number } {
  let triples = 0;
  const holds = GRIDS.every((points) => {
    // Numerators and denominators are below 2¹⁰ on these grids, so that the cross-multiplied comparison is exact in
    // floats, and fast.
    const table = points.flatMap((x) => points.map((y) => distance(x, y)));
    const [top, bottom] = [table.map((d) => Number(d.numerator)), table.map((d) => Number(d.denominator))];
    const [n, above, below] = [points.length, Number(factor.numerator), Number(factor.denominator)];
    for (let x = 0; x < n; x++) {
      for (let y = x + 1; y < n; y++) {
        const direct = x * n + y;
        for (let z = 0; z < n; z++) {
          const [to, from] = [x * n + z, z * n + y];
          triples++;
          const detour = (top[to]! * bottom[from]! + top[from]! * bottom[to]!) * bottom[direct]! * above;
          if (top[direct]! * bottom[to]! * bottom[from]! * below > detour) return false;
        }
      }
    }
    return true;
  });
  return { holds, triples };
}

/** On hard labels the four are the soft Dice and soft Jaccard losses. */
export function agreesOnHardLabels(distance: MaskDistance, measure: Measure): boolean {
  return [...vectors([0, 1], 3)].every((labels) =>
    [...vectors(fractions(4), 3)].every((p) => {
      const score = measure.exact(softCounts(labels, p, rationals), { whenUndefined: 1 });
      return distance(
        labels.map((y) => rational(y)),
        p,
      ).equals(rational(1).subtract(score));
    }),
  );
}

/** Whether the soft label one half itself, and nothing else on a fine grid, minimises the distance to it. */
export function isMinimisedAtLabel(distance: MaskDistance): boolean {
  const label = rational(1, 2);
  const atLabel = distance([label], [label]);
  return fractions(100).every((p) => p.equals(label) || distance([label], [p]).greaterThan(atLabel));
}
