import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchInstances } from '../../../src/evaluation/index.js';

/** A map of 12×12 pixels with one instance a rectangle, `[row, column, height, width]`. */
function paint(...rectangles: [number, number, number, number][]): Int32Array {
  const map = new Int32Array(144);
  rectangles.forEach(([y, x, h, w], k) => {
    for (let row = y; row < y + h; row++) map.fill(k + 1, 12 * row + x, 12 * row + x + w);
  });
  return map;
}

describe('matchInstances(reference, prediction)', () => {
  const reference = paint([0, 0, 4, 4], [0, 6, 3, 5], [5, 0, 3, 3], [6, 5, 5, 6], [10, 0, 2, 3]);
  const prediction = paint([0, 1, 4, 4], [1, 6, 3, 5], [5, 1, 2, 2], [6, 5, 3, 6], [9, 5, 2, 6]);

  // MONAI 1.6.1: compute_panoptic_quality(pred, gt, metric_name, match_iou_threshold), with smooth_numerator's 1e-6.
  it.each([
    { iouThreshold: 0.5, pq: 0.24, sq: 0.6, rq: 0.4, counts: [2, 3, 3] },
    { iouThreshold: 0.3, pq: 0.428888, sq: 0.536111, rq: 0.8, counts: [4, 1, 1] },
    { iouThreshold: 0.1, pq: 0.428888, sq: 0.536111, rq: 0.8, counts: [4, 1, 1] },
  ])('is MONAI’s panoptic quality above an IoU of $iouThreshold', ({ iouThreshold, pq, sq, rq, counts }) => {
    const found = matchInstances(reference, prediction, { iouThreshold });
    expect([found.tp, found.fp, found.fn]).toEqual(counts);
    expect(found.panopticQuality).toBeCloseTo(pq, 5);
    expect(found.segmentationQuality).toBeCloseTo(sq, 5);
    expect(found.recognitionQuality).toBeCloseTo(rq, 5);
  });

  it('counts two rectangles of IoU 12/20 and 10/20 once: an IoU of the threshold does not match', () => {
    const { pairs } = matchInstances(reference, prediction);
    // Columns 0–3 against 1–4 share 12 of 20 pixels; rows 6–10 against 6–8 share 18 of 30; rows 0–2 against 1–3 share 10 of 20.
    expect(pairs.map(({ reference: a, prediction: b, iou }) => [a, b, iou])).toEqual([
      [1, 1, 12 / 20],
      [4, 4, 18 / 30],
    ]);
  });

  it('takes the pairs of the largest sum of IoU, not the largest first', () => {
    // IoU 1↔1 = 3/7, 1↔2 = 2/7, 2↔1 = 2/7: greedily 3/7 alone, at best 4/7.
    const a = [1, 1, 1, 1, 1, 2, 2, 0, 0];
    const b = [2, 2, 1, 1, 1, 1, 1, 2, 2];
    const { pairs } = matchInstances(a, b, { iouThreshold: 0.2 });
    expect(pairs.map((pair) => [pair.reference, pair.prediction])).toEqual([
      [1, 2],
      [2, 1],
    ]);
    expect(pairs.reduce((sum, { iou }) => sum + iou, 0)).toBeGreaterThan(3 / 7);
  });

  it('of no instance is what the policy says; of misses alone 0, with no quality of segmentation', () => {
    expect(matchInstances([0, 0], [0, 0])).toMatchObject({ panopticQuality: 1, tp: 0, fp: 0, fn: 0 });
    expect(matchInstances([0, 0], [0, 0], { empty: 'nan' }).panopticQuality).toBeNaN();
    const missed = matchInstances([1, 0], [0, 0]);
    expect(missed).toMatchObject({ panopticQuality: 0, recognitionQuality: 0, fn: 1 });
    expect(missed.segmentationQuality).toBeNaN();
  });

  const maps = fc.integer({ min: 1, max: 40 }).chain((size) => {
    const map = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: size, maxLength: size });
    return fc.tuple(map, map, fc.constantFrom(0, 0.2, 0.4, 0.5, 0.8));
  });
  it('is symmetric, knows no order of numbers, and PQ = SQ·RQ', () => {
    fc.assert(
      fc.property(maps, ([a, b, iouThreshold]) => {
        const one = matchInstances(a, b, { iouThreshold });
        const other = matchInstances(
          b,
          a.map((label) => (label === 0 ? 0 : 100 - label)),
          { iouThreshold },
        );
        expect(other.panopticQuality).toBeCloseTo(one.panopticQuality, 12);
        if (one.tp > 0) expect(one.segmentationQuality * one.recognitionQuality).toBeCloseTo(one.panopticQuality, 12);
        for (const side of ['reference', 'prediction'] as const)
          expect(new Set(one.pairs.map((pair) => pair[side])).size).toBe(one.tp);
      }),
    );
  });
  it('finds no smaller sum of IoU than any assignment, gone through one by one', () => {
    fc.assert(
      fc.property(maps, ([a, b]) => {
        const labels = [1, 2, 3, 4];
        const iou = (p: number, q: number) => {
          const [both, either] = a.reduce(
            ([x, y], label, i) => [x + Number(label === p && b[i] === q), y + Number(label === p || b[i] === q)],
            [0, 0] as [number, number],
          );
          return either > 0 ? both / either : 0;
        };
        const best = (rest: number[], free: number[]): number => {
          const [first, ...others] = rest;
          if (first === undefined) return 0;
          return Math.max(
            best(others, free),
            ...free.map(
              (q) =>
                iou(first, q) +
                best(
                  others,
                  free.filter((other) => other !== q),
                ),
            ),
          );
        };
        const { pairs } = matchInstances(a, b, { iouThreshold: 0 });
        expect(pairs.reduce((sum, pair) => sum + pair.iou, 0)).toBeCloseTo(best(labels, labels), 12);
      }),
    );
  });

  it('refuses lengths, labels, thresholds and options that have no meaning', () => {
    expect(() => matchInstances([1], [1, 0])).toThrow('1 pixels, the prediction 2');
    expect(() => matchInstances([1.5], [1])).toThrow('whole numbers from 0 up, and pixel 0 holds 1.5');
    expect(() => matchInstances([1], [1], { iouThreshold: 1 })).toThrow('lies in [0, 1), not at 1');
    expect(() => matchInstances([1], [1], { iou: 0.3 } as never)).toThrow("no option 'iou'");
  });
});
