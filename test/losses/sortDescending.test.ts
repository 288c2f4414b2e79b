import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lovaszJaccard } from '../../src/losses/lovaszJaccard.js';
import { sortDescending } from '../../src/losses/sortDescending.js';
import { jaccardLossOfMistakes, lovaszExtension } from './reference.js';

const error = fc.oneof(
  fc.constantFrom(0, -0, 1, 2 ** -149, 3.4028234663852886e38),
  fc.float({ min: 0, noNaN: true }),
  fc.float({ min: 0, max: 1, noNaN: true }),
);

describe('sortDescending(values)', () => {
  it('is the stable order of a comparison sort', () => {
    fc.assert(
      fc.property(fc.array(error, { maxLength: 200 }), (values) => {
        const expected = values.map((_, i) => i).sort((a, b) => values[b]! - values[a]! || a - b);
        expect(Array.from(sortDescending(Float32Array.from(values)))).toEqual(expected);
      }),
      { seed: 1 },
    );
  });

  it('sorts a view that starts inside its buffer', () => {
    expect(Array.from(sortDescending(Float32Array.of(9, 1, 3, 2).subarray(1)))).toEqual([1, 2, 0]);
  });
});

describe('lovaszJaccard(errors, labels)', () => {
  const lovasz = (errors: number[], y: number[]) =>
    lovaszJaccard(Float32Array.from(errors), Float32Array.from(y), new Float32Array(y.length));

  it('is the set function on the corners of the cube', () => {
    for (let labels = 0; labels < 32; labels++) {
      for (let mistakes = 0; mistakes < 32; mistakes++) {
        const bits = (n: number) => Array.from({ length: 5 }, (_, i) => (n >> i) & 1);
        const [y, errors] = [bits(labels), bits(mistakes)];
        expect(lovasz(errors, y)).toBeCloseTo(
          jaccardLossOfMistakes(
            [...errors.keys()].filter((i) => errors[i] === 1),
            y,
          ),
          12,
        );
      }
    }
  });

  it('is convex along any segment', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(0, 1),
            fc.float({ min: 0, max: 1, noNaN: true }),
            fc.float({ min: 0, max: 1, noNaN: true }),
          ),
          { minLength: 1, maxLength: 10 },
        ),
        (list) => {
          const [y, a, b] = [0, 1, 2].map((k) => list.map((triple) => triple[k]!)) as [number[], number[], number[]];
          expect(
            lovasz(
              a.map((v, i) => (v + b[i]!) / 2),
              y,
            ),
          ).toBeLessThanOrEqual((lovasz(a, y) + lovasz(b, y)) / 2 + 1e-6);
        },
      ),
      { seed: 1 },
    );
  });

  it('of the set function of Dice is not convex, so it is none of the losses (negative control)', () => {
    const dice = (mistakes: number[], labels: number[]) => {
      const missed = mistakes.filter((i) => labels[i] === 1).length;
      const added = mistakes.length - missed;
      const foreground = labels.filter((v) => v === 1).length;
      return mistakes.length === 0 ? 0 : (missed + added) / (2 * foreground + added - missed);
    };
    // Worked by hand for the golden vector: 9/25; two foreground pixels at (1/2, 1/2): 1/2 lies above the mean 1/3 of
    // (1, 0) and (0, 1).
    expect(lovaszExtension([0.1, 0.6, 0.6, 0.2, 0.1], [1, 1, 0, 0, 0], dice)).toBeCloseTo(9 / 25, 12);
    expect(lovaszExtension([0.5, 0.5], [1, 1], dice)).toBeGreaterThan(
      (lovaszExtension([1, 0], [1, 1], dice) + lovaszExtension([0, 1], [1, 1], dice)) / 2,
    );
  });

  it('without foreground is the largest error, with slope 1 there', () => {
    const gradient = new Float32Array(3);
    expect(lovaszJaccard(Float32Array.of(0.2, 0.7, 0.5), new Float32Array(3), gradient)).toBeCloseTo(0.7, 6);
    expect(Array.from(gradient)).toEqual([0, 1, 0]);
  });
});
