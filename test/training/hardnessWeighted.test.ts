import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/random.js';
import type { Sample } from '../../src/tasks/index.js';
import { drawDifferent, hardnessWeights } from '../../src/training/hardnessWeighted.js';
import { SAMPLERS } from '../../src/training/index.js';

/** Patients with so many images each. */
const patients = (...counts: number[]): Sample[] =>
  counts.flatMap((count, p) =>
    Array.from({ length: count }, (_, n) => ({
      id: `${p}_${n}`,
      patient: `p${p}`,
      height: 1,
      width: 1,
      channels: 1,
      image: new Float32Array(1),
      mask: new Uint8Array(1),
    })),
  );

describe('hardnessWeights(losses, beta)', () => {
  it('are the softmax of beta times the losses', () => {
    // e^(2·0) : e^(2·½) : e^(2·1) = 1 : 2.718282 : 7.389056, whose sum is 11.107338.
    const found = hardnessWeights([0, 0.5, 1], 2);
    [0.0900306, 0.2447285, 0.665241].forEach((q, k) => expect(found[k]).toBeCloseTo(q, 6));
  });

  it('reach the maximum of E_q[l] − KL(q‖u)/β, which is ln(mean exp(βl))/β', () => {
    const [losses, beta] = [[0.1, 0.4, 0.2, 0.9], 3];
    const value = (q: readonly number[]) =>
      q.reduce((sum, one, k) => sum + one * (losses[k]! - Math.log(one * q.length) / beta), 0);
    const best = Math.log(losses.reduce((sum, l) => sum + Math.exp(beta * l), 0) / 4) / beta;
    expect(value(hardnessWeights(losses, beta))).toBeCloseTo(best, 10);
    // A control: neither the uniform weights nor those of another beta reach it.
    for (const other of [[0.25, 0.25, 0.25, 0.25], hardnessWeights(losses, 4)])
      expect(value(other)).toBeLessThan(best - 1e-3);
  });

  it('leave every patient a chance of 1e-4 over their number, and overflow nowhere', () => {
    const found = hardnessWeights([0, 1e6]);
    expect(found[0]).toBeCloseTo(1e-4 / 2 / (1 + 1e-4 / 2), 12);
    expect(found[0]! + found[1]!).toBeCloseTo(1, 12);
  });
});

describe('drawDifferent(weights, count, random)', () => {
  it('draws each index once, the first with a chance in proportion to its weight', () => {
    const random = seededRandom(3);
    const firsts = [0, 0, 0];
    for (let n = 0; n < 4000; n++) {
      const drawn = drawDifferent([0.5, 0.3, 0.2], 3, random);
      expect([...drawn].sort()).toEqual([0, 1, 2]);
      firsts[drawn[0]!]!++;
    }
    // Four standard deviations of a share of 4000 are at most .032.
    [0.5, 0.3, 0.2].forEach((q, k) => expect(Math.abs(firsts[k]! / 4000 - q)).toBeLessThan(0.032));
  });
});

describe('SAMPLERS.hardness(samples, batch, random)', () => {
  const samples = patients(2, 2, 2, 2, 2);
  const patientOf = (i: number) => Math.floor(i / 2);

  it('shows every patient, with all images, before one is shown again', () => {
    const sampler = SAMPLERS.hardness(samples, 2, seededRandom(1));
    const shown = Array.from({ length: 5 }, () => {
      const indices = sampler.next();
      sampler.observe!(indices, () => 0.5);
      expect(patientOf(indices[0]!)).toBe(patientOf(indices[1]!));
      return patientOf(indices[0]!);
    });
    expect(shown.sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('asks for the loss of a patient’s images together, and then prefers the hardest; the uniform one does not', () => {
    const count = (id: 'hardness' | 'patients') => {
      const sampler = SAMPLERS[id](samples, 4, seededRandom(2));
      let third = 0;
      for (let n = 0; n < 50; n++) {
        const indices = sampler.next();
        third += indices.filter((i) => patientOf(i) === 3).length;
        sampler.observe?.(indices, (positions) => {
          const own = positions.map((position) => patientOf(indices[position]!));
          expect(new Set(own).size).toBe(1);
          expect(positions).toHaveLength(2);
          return own[0] === 3 ? 0.9 : 0.1;
        });
      }
      return third;
    };
    expect(count('patients')).toBe(40);
    expect(count('hardness')).toBeGreaterThan(90);
  });

  it('keeps what it knew where a loss is no number', () => {
    const sampler = SAMPLERS.hardness(patients(1, 1), 1, seededRandom(2));
    sampler.observe!([0, 1], ([position]) => position!);
    sampler.observe!([1], () => NaN);
    expect(Array.from({ length: 20 }, () => sampler.next()[0]).every((i) => i === 1)).toBe(true);
  });

  it('cuts the last patient to fill a batch, and starts again where all do not fill one', () => {
    expect(SAMPLERS.hardness(patients(2, 2, 2), 3, seededRandom(1)).next()).toHaveLength(3);
    expect(SAMPLERS.hardness(patients(1, 1), 5, seededRandom(1)).next().sort()).toHaveLength(5);
  });
});

describe('SAMPLERS.patients(samples, batch, random)', () => {
  it('shows every patient once an epoch, its images one after the other', () => {
    const sampler = SAMPLERS.patients(patients(2, 3, 1), 6, seededRandom(4));
    for (let epoch = 0; epoch < 3; epoch++) {
      const indices = sampler.next();
      expect([...indices].sort()).toEqual([0, 1, 2, 3, 4, 5]);
      expect(indices.indexOf(1) - indices.indexOf(0)).toBe(1);
      expect(indices.indexOf(4) - indices.indexOf(2)).toBe(2);
    }
  });
});
