import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { useOwnOperations } from '../../src/engine/ownOperations.js';
import { startEngine } from '../../src/engine/startEngine.js';
import { lovaszJaccard } from '../../src/losses/lovaszJaccard.js';
import { lossOperations } from '../../src/losses/lossOperations.js';
import { seededRandom } from '../../src/random.js';
import { presentEngines } from '../backends.js';

if (presentEngines.includes('native')) await startEngine({ only: 'native' });
const operations = presentEngines.includes('native') ? lossOperations() : undefined;
if (!operations) console.warn("skipped: the losses' own operations are not built on this machine");

/** Rows x voxels x classes: lanes that divide 16 and that do not, blocks that end early, more classes than lanes. */
const SHAPES = [
  [1, 1, 1],
  [3, 7, 1],
  [2, 50_000, 1],
  [1, 9000, 3],
  [2, 4097, 5],
  [1, 333, 16],
  [2, 40, 37],
] as const;
const random = seededRandom(7);
const tensor = (values: ArrayLike<number>, [rows, voxels, classes]: readonly [number, number, number]) =>
  tf.tensor3d(Float32Array.from(values), [rows, voxels, classes]);

describe.runIf(operations)("the losses' own operations", () => {
  const { faults, overlapSums, overlapGradient, lovasz } = operations ?? ({} as NonNullable<typeof operations>);
  beforeAll(async () => void (await startEngine({ only: 'native' })));

  it.each(
    SHAPES.flatMap(
      (shape) =>
        [
          [shape, false],
          [shape, true],
        ] as const,
    ),
  )('sum and combine %j as float64 does, squared %s', (shape, squared) => {
    const [rows, voxels, classes] = shape;
    const [y, p] = [0, 1].map(() => Float32Array.from({ length: rows * voxels * classes }, random.uniform));
    tf.tidy(() => {
      const { sums, extremes } = overlapSums(tensor(y!, shape), tensor(p!, shape), squared);
      const expected = [0, 1, 2].map(() => new Float64Array(rows * classes));
      y!.forEach((label, k) => {
        const [region, probability] = [Math.floor(k / voxels / classes) * classes + (k % classes), p![k]!];
        [label * probability, squared ? probability ** 2 : probability, squared ? label ** 2 : label].forEach(
          (term, t) => (expected[t]![region]! += term),
        );
      });
      // A sum in float64, rounded to float32 once: half a unit in the last place, 2^-24.
      sums.forEach((found, t) =>
        found.forEach((sum, k) => expect(Math.abs(sum / expected[t]![k]! - 1)).toBeLessThan(2 ** -24 + 1e-12)),
      );
      const range = (values: Float32Array) => [
        values.reduce((a, b) => Math.min(a, b)),
        values.reduce((a, b) => Math.max(a, b)),
      ];
      expect([...extremes]).toEqual([...range(y!), ...range(p!)]);
      const [a, b] = [0, 1].map(() =>
        tf.tensor3d(Array.from({ length: rows * classes }, random.normal), [rows, 1, classes]),
      );
      const gradient = overlapGradient(tensor(y!, shape), tensor(p!, shape), a!, b!, squared);
      const composed = tf.add(tf.mul(tensor(y!, shape), a!), squared ? tf.mul(tensor(p!, shape), b!) : b!);
      expect(tf.max(tf.abs(tf.sub(gradient, composed))).dataSync()[0]).toBeLessThan(1e-6);
    });
  });

  it('take the Lovász extension that lovaszJaccard takes, bit by bit: ties, masks, one region in several classes', () => {
    const shape = [2, 3000, 3] as const;
    const y = Float32Array.from({ length: 18_000 }, () => Number(random.uniform() < 0.2));
    const p = Float32Array.from({ length: 18_000 }, () => Math.round(random.uniform() * 50) / 50);
    const mask = Float32Array.from({ length: 6000 }, () => Number(random.uniform() < 0.7));
    const fractions = mask.map((counts) => counts * Math.fround(3 * random.uniform() + 0.01));
    for (const [valid, weights] of [[], [mask], [mask, fractions]]) {
      tf.tidy(() => {
        const found = lovasz(
          tensor(y, shape),
          tensor(p, shape),
          tf.tensor1d(valid ?? []),
          tf.tensor1d(weights ?? []),
          false,
        );
        const gradients = found.gradient.dataSync();
        for (let region = 0; region < 6; region++) {
          const [row, channel] = [Math.floor(region / 3), region % 3];
          const places = Array.from({ length: 3000 }, (_, v) => v)
            .filter((v) => !valid || valid[row * 3000 + v])
            .map((v) => (row * 3000 + v) * 3 + channel);
          const [labels, errors] = [
            Float32Array.from(places, (k) => y[k]!),
            Float32Array.from(places, (k) => Math.abs(y[k]! - p[k]!)),
          ];
          const gradient = new Float32Array(places.length);
          const counts = weights && Float32Array.from(places, (k) => weights[Math.floor(k / 3)]!);
          expect(found.values[region]).toBe(Math.fround(lovaszJaccard(errors, labels, gradient, counts)));
          const foreground = labels.reduce((sum, label, i) => sum + label * (counts?.[i] ?? 1), 0);
          expect(found.foregrounds[region]).toBe(Math.fround(foreground));
          expect(Float32Array.from(places, (k) => gradients[k]!)).toEqual(gradient);
        }
        if (valid)
          valid.forEach((counts, v) => counts || expect([...gradients.subarray(3 * v, 3 * v + 3)]).toEqual([0, 0, 0]));
      });
    }
  });

  it('take hinge errors of logits', () => {
    // The golden vector of lovaszHingeLoss: errors (0, 3/2, 3/2, 0, 0), value 1.
    tf.tidy(() => {
      const { values } = lovasz(
        tensor([1, 1, 0, 0, 0], [1, 5, 1]),
        tensor([2, -0.5, 0.5, -1, -3], [1, 5, 1]),
        tf.tensor1d([]),
        tf.tensor1d([]),
        true,
      );
      expect([...values]).toEqual([1]);
    });
  });

  const sound = { outside: false, soft: false, infinite: false, notExclusive: false };
  it.each([
    ['hard labels', [0, 1], sound],
    ['minus zero, and one more unit in the last place than 1', [-0, 1 + 2 ** -23], { ...sound, soft: true }],
    ['soft labels', [0.5, 0.5], { ...sound, soft: true }],
    ['a negative value', [-1e-30, 1], { ...sound, outside: true, soft: true }],
    ['a value above 1', [0, 1.00001], { ...sound, outside: true, soft: true }],
    ['infinity', [0, Infinity], { outside: true, soft: true, infinite: true, notExclusive: false }],
    ['NaN', [NaN, 0], { outside: true, soft: true, infinite: true, notExclusive: false }],
  ])('find the faults of %s wherever it stands', (_, [first, last], expected) => {
    for (const place of [0, 1, 8191, 8192, 20_000]) {
      const values = new Float32Array(20_002);
      values.set([first!, last!], place);
      tf.tidy(() => {
        const [right, wrong] = [tensor(new Float32Array(20_002), [1, 20_002, 1]), tensor(values, [1, 20_002, 1])];
        expect(faults(wrong, right, false)).toEqual({ labels: expected, predictions: sound });
        expect(faults(right, wrong, false)).toEqual({ labels: sound, predictions: expected });
      });
    }
  });

  it('find classes that do not sum to one, where this is asked for', () => {
    tf.tidy(() => {
      const [one, other] = [tensor([1, 0, 0, 0, 1, 0], [1, 2, 3]), tensor([1, 0, 0, 0, 0.9, 0], [1, 2, 3])];
      expect(faults(one, other, true).predictions.notExclusive).toBe(true);
      expect(faults(one, other, true).labels.notExclusive).toBe(false);
      expect(faults(one, other, false).predictions.notExclusive).toBe(false);
    });
  });

  it('are left out where they are not wanted', () => {
    useOwnOperations(false);
    expect(lossOperations()).toBeUndefined();
    useOwnOperations(true);
    expect(lossOperations()).toBeDefined();
  });
});
