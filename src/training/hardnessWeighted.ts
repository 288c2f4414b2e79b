import type { Random } from '../random.js';
import { UserError } from '../userError.js';
import { imagesByPatient } from './imagesByPatient.js';
import type { Sample } from '../tasks/index.js';

/** How much a larger loss raises the chance of being drawn: the default of the authors' code. */
const BETA = 100;
/** Chance that every patient keeps, times their number. */
const FLOOR = 1e-4;
/** A loss above all that occur, so that every patient is seen before the hardest are seen again. */
const UNSEEN = 2;
/** Share of it by which the first losses differ, so that the first order is random. */
const NOISE = 1e-3;

/**
 * The worst distribution of the patients for an adversary who pays `KL(q‖uniform) / β`:
 * `q = softmax(β · losses)`, the maximiser of `Σ qᵢ lossᵢ − KL/β`, with no entry below `1e-4 / n`.
 */
export function hardnessWeights(losses: readonly number[], beta = BETA): number[] {
  const most = Math.max(...losses);
  const powers = losses.map((loss) => Math.exp(beta * (loss - most)));
  const sum = powers.reduce((a, b) => a + b, 0);
  const floored = powers.map((power) => Math.max(power / sum, FLOOR / losses.length));
  const all = floored.reduce((a, b) => a + b, 0);
  return floored.map((q) => q / all);
}

/** Draws `count` different indices one after the other, each with a chance in proportion to its weight among those left. */
export function drawDifferent(weights: readonly number[], count: number, random: Random): number[] {
  const left = [...weights];
  return Array.from({ length: Math.min(count, weights.length) }, () => {
    let at = random.uniform() * left.reduce((a, b) => a + b, 0);
    let drawn = -1;
    for (let i = 0; i < left.length && at >= 0; i++) {
      if (left[i]! <= 0) continue;
      drawn = i;
      at -= left[i]!;
    }
    left[drawn] = 0;
    return drawn;
  });
}

/**
 * Hardness-weighted sampling: patients with a large loss are shown more often, which is stochastic descent on
 * `max over q of E_q[loss] − KL(q‖uniform)/β = ln(mean exp(β loss))/β`. A sample is a patient with all its images; its
 * loss is that after the step in which it was last shown. A batch is filled with the images of patients drawn without
 * replacement, the last one's cut where they are too many.
 *
 * Source: Fidon, Ourselin, Vercauteren, "Generalized Wasserstein Dice Score, Distributionally Robust Deep Learning, and
 * Ranger for Brain Tumor Segmentation: BraTS 2020 Challenge", https://arxiv.org/abs/2011.01614, and their public sampler;
 * their importance weights, off by default there, are left out.
 */
export function hardnessWeighted(samples: readonly Sample[], batch: number, random: Random) {
  const patients = imagesByPatient(samples);
  const losses = patients.map(() => UNSEEN * (1 + NOISE * random.normal()));
  return {
    next(): number[] {
      if (patients.length === 0) throw new UserError('there is no image to train on.');
      const indices: number[] = [];
      // More than once only where all patients together do not fill a batch.
      while (indices.length < batch)
        for (const k of drawDifferent(hardnessWeights(losses), patients.length, random)) {
          indices.push(...patients[k]!.slice(0, batch - indices.length));
          if (indices.length === batch) break;
        }
      return indices;
    },
    observe(indices: readonly number[], lossOf: (positions: readonly number[]) => number): void {
      patients.forEach((images, k) => {
        const positions = [...indices.keys()].filter((position) => images.includes(indices[position]!));
        if (positions.length === 0) return;
        const loss = lossOf(positions);
        if (Number.isFinite(loss)) losses[k] = loss;
      });
    },
  };
}
