import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBins,
  brierScore,
  calibrationError,
  expectedCalibrationError,
  probabilityBins,
  reliability,
  reliabilityRows,
  volumeBias,
} from '../../../src/evaluation/index.js';
import { seededRandom } from '../../../src/random.js';

const pixels = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })), {
  minLength: 1,
  maxLength: 50,
});

describe('expectedCalibrationError(labels, probabilities)', () => {
  it('weighs bins by their pixels, worked by hand', () => {
    // Bins [0, ½) and [½, 1]: three pixels of mean .2 and frequency 1/3, one pixel of .9 and frequency 1: (3·(2/15) +
    // 1·0.1)/4 = 1/8.
    expect(expectedCalibrationError([0, 0, 1, 1], [0.1, 0.2, 0.3, 0.9], { bins: 2 })).toBeCloseTo(1 / 8, 15);
  });
  it('is 0 for labels as probabilities, and 1 for their opposite', () => {
    expect(expectedCalibrationError([0, 1, 1], [0, 1, 1])).toBe(0);
    expect(expectedCalibrationError([0, 1, 1], [1, 0, 0])).toBe(1);
  });
  it('bounds the volume bias: |mean p − mean y| <= ECE', () => {
    fc.assert(
      fc.property(pixels, fc.integer({ min: 1, max: 30 }), (rows, bins) => {
        const [labels, probabilities] = [rows.map((r) => r[0]), rows.map((r) => r[1])];
        const bias = Math.abs(rows.reduce((sum, [y, p]) => sum + p - y, 0)) / rows.length;
        expect(bias).toBeLessThanOrEqual(expectedCalibrationError(labels, probabilities, { bins }) + 1e-12);
      }),
    );
  });
  it('may be 1/4 without any volume bias: the bound is no equality', () => {
    // Half perfect prediction, half ½ everywhere: h = (y + ½)/2 has the right mean and is off by ¼ at every pixel.
    expect(expectedCalibrationError([0, 1], [0.25, 0.75])).toBe(0.25);
  });
  it('is near 0 for labels drawn with the probabilities, and not for their square roots (negative control)', () => {
    const random = seededRandom(2);
    const probabilities = Array.from({ length: 20_000 }, () => random.uniform());
    const labels = probabilities.map((p) => (random.uniform() < p ? 1 : 0));
    // Each of 15 bins holds 1333 labels: standard error at most 0.014, its mean absolute value 0.011 at most.
    expect(expectedCalibrationError(labels, probabilities)).toBeLessThan(0.02);
    expect(expectedCalibrationError(labels, probabilities.map(Math.sqrt))).toBeGreaterThan(0.1);
  });
  it('is refused where no pixel counts: there is no mean of nothing', () => {
    expect(() => expectedCalibrationError([1], [1], { valid: [0] })).toThrow('no pixel counts');
    expect(() => expectedCalibrationError([], [])).toThrow('no pixel counts');
    expect(() => brierScore([], [])).toThrow('no pixel counts');
  });
});

describe('reliability(labels, probabilities)', () => {
  it('puts a probability on a bin’s lower end into that bin, and 1 into the last', () => {
    expect(reliability([0, 0, 0], [0, 0.5, 1], { bins: 2 }).map((bin) => bin.count)).toEqual([1, 2]);
  });
  it('does so wherever rounding puts the product of a probability and the bins: 0.57·100 is 56.99999999999999', () => {
    expect(reliability([1], [0.57], { bins: 100 })[57]!.count).toBe(1);
    for (let bins = 1; bins <= 200; bins++) {
      const ends = Array.from({ length: bins }, (_, k) => k / bins);
      expect(reliability(ends, ends, { bins }).map((bin) => bin.count)).toEqual(ends.map(() => 1));
      // The largest float below an end belongs to the bin before it.
      const below = ends.slice(1).map((end) => end - 2 ** (Math.floor(Math.log2(end)) - 53));
      reliability(below, below, { bins }).forEach(({ lower, upper, count, meanProbability }) =>
        expect(count === 0 || (lower <= meanProbability && meanProbability < upper)).toBe(true),
      );
    }
  });
  it('leaves out the pixels that are not valid', () => {
    expect(reliability([0, 1], [0.1, 0.2], { bins: 1, valid: [0, 1] })[0]).toEqual({
      lower: 0,
      upper: 1,
      count: 1,
      meanProbability: 0.2,
      foregroundFraction: 1,
    });
  });
  it('refuses NaN, logits, sizes that differ and bins below 1', () => {
    expect(() => reliability([0], [NaN])).toThrow('pixel 0 holds NaN');
    expect(() => reliability([0], [-2])).toThrow('pixel 0 holds -2');
    expect(() => reliability([2], [0.5])).toThrow('labels lie in [0, 1]');
    expect(() => reliability([0, 1], [0.5])).toThrow('not 2 and 1');
    expect(() => reliability([0], [0.5], { valid: [1, 0] })).toThrow(
      'each of the 1 pixels whether it counts, and holds 2',
    );
    expect(() => reliability([0], [0.5], { valid: [0.5] })).toThrow('pixel 0 holds 0.5');
    expect(() => reliability([0], [0.5], { bins: 0 })).toThrow('bins is a whole number');
  });
});

describe('brierScore(labels, probabilities)', () => {
  it('is the mean squared difference', () => {
    expect(brierScore([0, 1, 1], [0.1, 0.6, 1])).toBeCloseTo((0.01 + 0.16) / 3, 15);
    expect(brierScore([0, 1], [0.5, 0.9], { valid: [1, 0] })).toBe(0.25);
  });
  it('is least at the frequency of the labels', () => {
    const at = (p: number) => brierScore([0, 0, 0, 1], [p, p, p, p]);
    expect(at(0.25)).toBeLessThan(Math.min(at(0.24), at(0.26)));
  });
});

describe('probabilityBins, addBins: calibration from what is stored', () => {
  it('of two images together are the bins of both, and so are reliability and calibration error', () => {
    fc.assert(
      fc.property(pixels, pixels, (one, other) => {
        const columns = (rows: [number, number][]) => [rows.map((r) => r[0]), rows.map((r) => r[1])] as const;
        const together = columns([...one, ...other]);
        const sum = addBins([probabilityBins(...columns(one)), probabilityBins(...columns(other))]);
        expect(calibrationError(sum)).toBeCloseTo(expectedCalibrationError(...together), 12);
        const [rows, whole] = [reliabilityRows(sum), reliability(...together)];
        expect(rows.map(({ count }) => count)).toEqual(whole.map(({ count }) => count));
        rows.forEach(({ count, meanProbability }, k) => {
          if (count > 0) expect(meanProbability).toBeCloseTo(whole[k]?.meanProbability ?? NaN, 12);
        });
      }),
    );
  });
  it('is scikit-learn’s reliability curve on twenty pixels', () => {
    // scikit-learn 1.9.1: calibration_curve(y, p, n_bins=4) with p = k/19, y = 1 where k is 3, 8, 9, 12 or above 13.
    const p = Array.from({ length: 20 }, (_, k) => k / 19);
    const y = p.map((_, k) => Number([3, 8, 9, 12].includes(k) || k > 13));
    const rows = reliabilityRows(probabilityBins(y, p, { bins: 4 }));
    expect(rows.map((row) => row.foregroundFraction)).toEqual([0.2, 0.4, 0.4, 1]);
    const means = [0.10526315789473684, 0.3684210526315789, 0.631578947368421, 0.894736842105263];
    rows.forEach((row, k) => expect(row.meanProbability).toBeCloseTo(means[k] ?? NaN, 14));
  });
  it('bins of other numbers are refused', () => {
    expect(() => addBins([])).toThrow('at least one image');
    expect(() => addBins([probabilityBins([1], [1]), probabilityBins([1], [1], { bins: 2 })])).toThrow('15 and 2');
  });
});

describe('volumeBias(units)', () => {
  it('averages relative errors over units with a reference, and pools all: worked by hand', () => {
    const bias = volumeBias([
      { tp: 8, fp: 4, fn: 2, softVolume: 11 },
      { tp: 1, fp: 0, fn: 1, softVolume: 3 },
      { tp: 0, fp: 3, fn: 0, softVolume: 2 },
    ]);
    // (1/10 + 1/2)/2; (2/10 − 1/2)/2; (16 − 12)/12; (16 − 12)/12.
    expect(bias.soft).toBeCloseTo(0.3, 14);
    expect(bias.hard).toBeCloseTo(-0.15, 14);
    expect([bias.softPooled, bias.hardPooled]).toEqual([1 / 3, 1 / 3]);
    expect([bias.units, bias.emptyUnits]).toEqual([2, 1]);
  });
  it('is bounded by the calibration error: |Σp − Σy| ≤ pixels·ECE', () => {
    fc.assert(
      fc.property(pixels, (rows) => {
        const [labels, probabilities] = [rows.map((r) => r[0]), rows.map((r) => r[1])];
        const foreground = labels.reduce<number>((x, y) => x + y, 0);
        fc.pre(foreground > 0);
        const softVolume = probabilities.reduce((x, y) => x + y, 0);
        const { soft } = volumeBias([{ tp: foreground, fp: 0, fn: 0, softVolume }]);
        const bound = (labels.length * expectedCalibrationError(labels, probabilities)) / foreground;
        expect(Math.abs(soft)).toBeLessThanOrEqual(bound + 1e-12);
      }),
    );
  });
  it('refuses nothing, and NaN', () => {
    expect(() => volumeBias([])).toThrow('at least one unit');
    expect(() => volumeBias([{ tp: NaN, fp: 0, fn: 0, softVolume: 1 }])).toThrow('tp of unit 0 is NaN');
  });
});
