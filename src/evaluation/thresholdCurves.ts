import { UserError } from '../userError.js';
import { checkValid } from './checkValid.js';
import { checkNumbers } from './options.js';
import { tied } from './slack.js';
import type { FittedThresholds } from './runResult.js';

/** Thresholds are multiples of 1 / BINS. */
const BINS = 100;

interface Unit {
  /** By bin of the probability: pixels, labels, and sums of the probabilities. */
  pixels: Float64Array;
  labels: Float64Array;
  probabilities: Float64Array;
}

/**
 * Collects probabilities beside labels, unit by unit (a patient, or an image), and finds the threshold of the largest mean
 * Dice, as well as what the probabilities themselves lead one to expect of each threshold:
 *
 * `expected(t) = 2 Σ_{p ≥ t} p / (#{p ≥ t} + Σ p)`,
 *
 * the Dice of the cut at t where the probabilities are right and the unit is large. Means are over units with a target.
 */
export class ThresholdCurves {
  private readonly units = new Map<string, Unit>();

  /** Adds one image of a unit. Pixels where `valid` is 0 do not count. */
  add(unit: string, probabilities: ArrayLike<number>, labels: ArrayLike<number>, valid?: ArrayLike<number>): void {
    checkNumbers('ThresholdCurves', 'the probabilities', probabilities);
    checkNumbers('ThresholdCurves', 'the labels', labels);
    if (labels.length !== probabilities.length)
      throw new UserError(
        `ThresholdCurves: ${probabilities.length} probabilities stand beside ${labels.length} labels, and each pixel has one of both.`,
      );
    checkValid(valid, labels.length);
    let of = this.units.get(unit);
    if (!of)
      this.units.set(
        unit,
        (of = {
          pixels: new Float64Array(BINS),
          labels: new Float64Array(BINS),
          probabilities: new Float64Array(BINS),
        }),
      );
    for (let i = 0; i < probabilities.length; i++) {
      if (valid && valid[i] === 0) continue;
      const p = probabilities[i]!;
      if (!(p >= 0 && p <= 1))
        throw new UserError(`ThresholdCurves: probabilities lie in [0, 1], and pixel ${i} holds ${p}.`);
      const bin = binOf(p);
      of.pixels[bin]!++;
      of.probabilities[bin]! += p;
      if (labels[i]! > 0) of.labels[bin]!++;
    }
  }

  /** Mean Dice, and expected mean Dice, of a cut at 0.01 … 0.99, over the units with a target; NaN where there is none. */
  curves(): { threshold: number; dice: number; expected: number }[] {
    const units = [...this.units.values()].map(({ pixels, labels, probabilities }) => ({
      pixels: fromAbove(pixels),
      labels: fromAbove(labels),
      probabilities: fromAbove(probabilities),
    }));
    const shown = units.filter(({ labels }) => labels[0]! > 0);
    return Array.from({ length: BINS - 1 }, (_, i) => {
      const k = i + 1;
      let [dice, expected] = [0, 0];
      for (const { pixels, labels, probabilities } of shown) {
        dice += (2 * labels[k]!) / (pixels[k]! + labels[0]!);
        expected += (2 * probabilities[k]!) / (pixels[k]! + probabilities[0]!);
      }
      return { threshold: k / BINS, dice: dice / shown.length, expected: expected / shown.length };
    });
  }

  /** The threshold of the largest mean Dice (of several the nearest to one half) and its neighbours in the theory. */
  fit(): FittedThresholds {
    const curves = this.curves();
    const half = curves[BINS / 2 - 1]!;
    const nearestFirst = [...curves].sort((a, b) => Math.abs(a.threshold - 0.5) - Math.abs(b.threshold - 0.5));
    const best = nearestFirst.reduce((so, row) => (row.dice > so.dice && !tied(row.dice, so.dice) ? row : so));
    return {
      tuned: best.threshold,
      rule: best.dice / 2,
      diceAtHalf: half.dice,
      diceAtTuned: best.dice,
      expectedAtHalf: half.expected,
      expectedAtBest: Math.max(...curves.map(({ expected }) => expected)),
    };
  }
}

/** Sums of each entry and all above it. */
function fromAbove(values: Float64Array): Float64Array {
  const sums = values.slice();
  for (let i = sums.length - 2; i >= 0; i--) sums[i]! += sums[i + 1]!;
  return sums;
}

/** The bin k with `k/BINS <= p < (k + 1)/BINS`: the product `p·BINS` may round past one of them. */
function binOf(p: number): number {
  const near = Math.floor(p * BINS);
  const bin = p < near / BINS ? near - 1 : p >= (near + 1) / BINS ? near + 1 : near;
  return Math.min(BINS - 1, bin);
}
