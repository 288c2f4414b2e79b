import type { Measure } from '../overlap/measure.js';

/** The least and the largest value of `b` beside each value of `a`. */
export interface ValueRegion {
  a: number[];
  least: number[];
  largest: number[];
}

const BINS = 160;
/** Shares of two counts are taken at so many steps, of four at fewer. */
const LEVELS = 36;
const EDGE_LEVELS = 2400;

/**
 * The region of the pairs `(a, b)` that masks of any size can have, as its lower and its upper outline: the values on a
 * grid of counts, dense where few counts are not zero, sorted into bins of `a`. A drawing, not a proof: what is proven
 * of the largest difference is `bounds`.
 */
export function valueRegion(a: Measure, b: Measure): ValueRegion {
  const bins = new Map<number, { a: number; least: number; largest: number }>();
  const visit = (tp: number, fp: number, fn: number, tn: number) => {
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
  const ratios = Array.from({ length: LEVELS }, (_, k) => (k === 0 ? 0 : 2 ** (14 * (k / (LEVELS - 1) - 1))));
  for (const p of ratios)
    for (const q of ratios)
      for (const r of ratios)
        for (const [tp, fp, fn, tn] of [
          [1, p, q, r],
          [p, 1, q, r],
          [p, q, 1, r],
          [p, q, r, 1],
        ] as const)
          visit(tp, fp, fn, tn);
  // Between two counts, finely: outlines lie where the others are zero.
  for (let k = 0; k <= EDGE_LEVELS; k++) {
    const share = k / EDGE_LEVELS;
    for (let i = 0; i < 4; i++)
      for (let j = i + 1; j < 4; j++) {
        const counts: [number, number, number, number] = [0, 0, 0, 0];
        [counts[i], counts[j]] = [share, 1 - share];
        visit(...counts);
      }
  }
  const sorted = [...bins.values()].sort((one, other) => one.a - other.a);
  return {
    a: sorted.map((bin) => bin.a),
    least: sorted.map(({ least }) => least),
    largest: sorted.map(({ largest }) => largest),
  };
}
