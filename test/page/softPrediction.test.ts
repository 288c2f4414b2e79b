import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/startEngine.js';
import { disc, shifted } from '../../src/page/browser/masks.js';
import { lossField, softened } from '../../src/page/browser/softPrediction.js';

// The page runs on the plain engine.
beforeAll(async () => void (await startEngine({ only: 'cpu' })));

describe('lossField(spec, labels, probabilities)', () => {
  it('has the value of soft Dice by its formula, and a gradient by central differences', () => {
    const labels = disc(10, 12, 6);
    const p = softened(disc(12, 12, 5), 24, 0.9, 2);
    const softDice = (q: Float64Array) => {
      const sum = (of: (i: number) => number) => labels.reduce((total, _, i) => total + of(i), 0);
      return 1 - (2 * sum((i) => labels[i]! * q[i]!)) / sum((i) => labels[i]! + q[i]!);
    };
    const { value, gradient } = lossField('softDice', labels, p);
    const q = Float64Array.from(p);
    expect(value).toBeCloseTo(softDice(q), 5);
    for (const i of [0, 250, 12 * 24 + 10, 12 * 24 + 16]) {
      const logit = Math.log(q[i]! / (1 - q[i]!));
      const at = (z: number) => softDice(q.map((old, k) => (k === i ? 1 / (1 + Math.exp(-z)) : old)));
      expect(gradient[i]).toBeCloseTo((at(logit + 1e-4) - at(logit - 1e-4)) / 2e-4, 6);
    }
  });

  it('pushes a missed pixel up and a false one down under every loss of the page', () => {
    const labels = disc(10, 12, 6);
    const p = softened(shifted(labels, 4, 0), 24, 0.8, 0);
    const [missed, wrong] = [12 * 24 + 5, 12 * 24 + 18];
    for (const spec of ['crossEntropy', 'focal', 'softDice', 'softJaccard', 'softTversky', 'lovaszSigmoid']) {
      const { gradient } = lossField(spec, labels, p);
      expect(gradient[missed], spec).toBeLessThan(0);
      expect(gradient[wrong], spec).toBeGreaterThan(0);
    }
  });
});

describe('softened(mask, size, certainty, blur)', () => {
  it('is the certainty within and its rest outside where nothing is blurred', () => {
    const mask = disc(12, 12, 4);
    expect([...softened(mask, 24, 0.75, 0)]).toEqual([...mask].map((pixel) => (pixel === 1 ? 0.75 : 0.25)));
  });

  it('averages over squares, within the grid: a corner pixel over four of blur 1', () => {
    const mask = new Uint8Array(9).fill(0);
    mask[0] = 1;
    const values = softened(mask, 3, 1, 1);
    expect(values[0]).toBeCloseTo(1 / 4, 6);
    expect(values[4]).toBeCloseTo(1 / 9, 6);
    expect(values[8]).toBe(0);
  });
});

it('shifted(mask, dx, dy) moves whole pixels, and loses what leaves the grid', () => {
  const one = disc(0, 0, 0);
  expect(shifted(one, 2, 1).indexOf(1)).toBe(26);
  expect(shifted(one, -1, 0).includes(1)).toBe(false);
});
