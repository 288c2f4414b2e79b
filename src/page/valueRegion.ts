import type { Measure } from '../overlap/measure.js';

/** The least and the largest value of `b` beside each value of `a`. */
export interface ValueRegion {
  a: number[];
  least: number[];
  largest: number[];
}

const BINS = 160;
/** Of two counts, the share of the one: evenly, and on the scale of odds towards its ends. */
const SHARES = [
  ...Array.from({ length: 201 }, (_, k) => k / 200),
  ...Array.from({ length: 101 }, (_, k) => 1 / (1 + Math.exp(12 - 0.24 * k))),
];
/** The other counts, relative to the sum of those two. */
const OTHERS = [0, 0.001, 0.01, 0.05, 0.2, 0.5, 1, 2, 5, 20, 100, 10_000];
type Four = [tp: number, fp: number, fn: number, tn: number];

/**
 * The region of the pairs `(a, b)` that masks of any size can have, as its lower and its upper outline: the values on
 * grids of counts, dense along every two of them, sorted into bins of `a`. A drawing, not a proof: what is proven
 * of the largest difference is `bounds`.
 */
export function valueRegion(a: Measure, b: Measure): ValueRegion {
  const bins = new Map<number, { a: number; least: number; largest: number }>();
  const visit = ([tp, fp, fn, tn]: Four) => {
    const counts = { tp, fp, fn, tn };
    const [x, y] = [a(counts), b(counts)];
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    const at = Math.round(x * BINS);
    const bin = bins.get(at);
    if (!bin) bins.set(at, { a: at / BINS, least: y, largest: y });
    else {
      bin.least = Math.min(bin.least, y);
      bin.largest = Math.max(bin.largest, y);
    }
  };
  // Where true negatives count in neither measure, one grid stands for all.
  const free = ([a, b] as const).every(
    (measure) => measure({ tp: 3, fp: 2, fn: 1, tn: 0 }) === measure({ tp: 3, fp: 2, fn: 1, tn: 7 }),
  );
  const varied = free ? [0, 1, 2] : [0, 1, 2, 3];
  for (const i of varied)
    for (const j of varied.filter((other) => other > i)) {
      const [k = 3, l] = varied.filter((other) => other !== i && other !== j);
      for (const third of OTHERS)
        for (const fourth of l === undefined ? [0] : OTHERS)
          for (const share of SHARES) {
            const counts: Four = [0, 0, 0, 0];
            [counts[i], counts[j], counts[k]] = [share, 1 - share, third];
            if (l !== undefined) counts[l] = fourth;
            visit(counts);
          }
    }
  const sorted = [...bins.values()].sort((one, other) => one.a - other.a);
  return {
    a: sorted.map((bin) => bin.a),
    least: sorted.map(({ least }) => least),
    largest: sorted.map(({ largest }) => largest),
  };
}
