import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countClasses } from '../../src/evaluation/index.js';

describe('countClasses(reference, prediction, foreground, valid)', () => {
  it('counts one class by hand', () =>
    expect(countClasses([1, 1, 1, 0, 0, 0, 0], [1, 1, 0, 1, 0, 0, 0], 1)).toEqual([{ tp: 2, fp: 1, fn: 1 }]));

  it('counts a pixel of the wrong class as missed in the one and false in the other', () =>
    expect(countClasses([1], [2], 3)).toEqual([
      { tp: 0, fp: 0, fn: 1 },
      { tp: 0, fp: 1, fn: 0 },
      { tp: 0, fp: 0, fn: 0 },
    ]));

  it('leaves out pixels that do not count', () =>
    expect(countClasses([1, 1, 0, 0], [1, 0, 1, 1], 1, [1, 0, 0, 1])).toEqual([{ tp: 1, fp: 1, fn: 0 }]));

  it('of nothing is 0', () =>
    expect(countClasses([], [], 2)).toEqual([
      { tp: 0, fp: 0, fn: 0 },
      { tp: 0, fp: 0, fn: 0 },
    ]));

  const pixels = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(1)), { maxLength: 60 });
  const columns = (rows: [number, number, number][]) =>
    [0, 1, 2].map((k) => rows.map((row) => row[k]!)) as [number[], number[], number[]];

  it('is the same as counting class by class', () =>
    fc.assert(
      fc.property(pixels, (rows) => {
        const [truth, said, valid] = columns(rows);
        const counted = (of: (t: number, s: number) => boolean) =>
          rows.filter(([t, s, v]) => v === 1 && of(t, s)).length;
        expect(countClasses(truth, said, 3, valid)).toEqual(
          [1, 2, 3].map((k) => ({
            tp: counted((t, s) => t === k && s === k),
            fp: counted((t, s) => t !== k && s === k),
            fn: counted((t, s) => t === k && s !== k),
          })),
        );
      }),
    ));

  it('turns false positives into false negatives where the masks change places', () =>
    fc.assert(
      fc.property(pixels, (rows) => {
        const [truth, said, valid] = columns(rows);
        expect(countClasses(said, truth, 3, valid)).toEqual(
          countClasses(truth, said, 3, valid).map(({ tp, fp, fn }) => ({ tp, fp: fn, fn: fp })),
        );
      }),
    ));
});
