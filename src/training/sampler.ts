import type { Random } from '../random.js';
import type { Sample } from '../tasks/index.js';
import { UserError } from '../userError.js';
import { hardnessWeighted } from './hardnessWeighted.js';
import { imagesByPatient } from './imagesByPatient.js';

/** Which images make the next batch. */
export interface Sampler {
  /** Indices of the samples of the next batch. */
  next(): number[];
  /**
   * Told of the batch just trained on, where the sampler wants to know.
   *
   * @param lossOf - the loss of the images at these positions of the batch, scored as one batch
   */
  observe?(indices: readonly number[], lossOf: (positions: readonly number[]) => number): void;
}

/** Makes a sampler of batches of `batch` of these samples. */
export type SamplerFactory = (samples: readonly Sample[], batch: number, random: Random) => Sampler;

/**
 * The samplers that a recipe can name.
 *
 * - `shuffled`: every image once in a random order, then all again in another.
 * - `spread`: the same, but images with a target are spread evenly over the order, so that hardly a batch is without one
 *   and no image is shown more often than another: the shares that a network learns stay those of the data. In a batch
 *   without any target an overlap loss is constant or asks for empty masks alone.
 * - `foreground`: a third of every batch (rounded up) is drawn from the images with a target, the rest from all. Shows
 *   targets more often than they occur. Source: Isensee et al., "nnU-Net", Nature Methods 2021, foreground oversampling.
 * - `patients`: every patient once in a random order, with all its images one after the other.
 * - `hardness`: patients by their loss, with all their images: hardnessWeighted.ts.
 */
export const SAMPLERS = {
  shuffled: (samples, batch, random) => takingTurns(batch, () => random.shuffle([...samples.keys()])),
  spread(samples, batch, random) {
    const [shown, empty] = byTarget(samples);
    return takingTurns(batch, () => spread(random.shuffle([...shown]), random.shuffle([...empty]), random));
  },
  foreground(samples, batch, random) {
    const [shown] = byTarget(samples);
    const forced = shown.length === 0 ? 0 : Math.ceil(batch / 3);
    const withTarget = takingTurns(forced, () => random.shuffle([...shown]));
    const any = takingTurns(batch - forced, () => random.shuffle([...samples.keys()]));
    return { next: () => [...withTarget.next(), ...any.next()] };
  },
  patients(samples, batch, random) {
    const patients = imagesByPatient(samples);
    return takingTurns(batch, () => random.shuffle([...patients]).flat());
  },
  hardness: hardnessWeighted,
} satisfies Record<string, SamplerFactory>;

export type SamplerId = keyof typeof SAMPLERS;

/** Batches of `batch` from one order after another. */
function takingTurns(batch: number, order: () => number[]): Sampler {
  let left: number[] = [];
  return {
    next() {
      const indices: number[] = [];
      while (indices.length < batch) {
        if (left.length === 0) left = order();
        if (left.length === 0) throw new UserError('there is no image to train on.');
        indices.push(...left.splice(0, batch - indices.length));
      }
      return indices;
    },
  };
}

/** The indices of the samples with a target, and of those without. */
function byTarget(samples: readonly Sample[]): [shown: number[], empty: number[]] {
  const has = samples.map(({ mask }) => mask.some((label) => label > 0));
  const indices = [...samples.keys()];
  return [indices.filter((i) => has[i]), indices.filter((i) => !has[i])];
}

/** Merges two lists so that every stretch holds both in nearly the same proportion; where the first begins is random. */
function spread(first: readonly number[], second: readonly number[], random: Random): number[] {
  const step = (first.length + second.length) / Math.max(1, first.length);
  const offset = random.uniform();
  const places = first.map((index, i) => ({ index, at: (i + offset) * step }));
  const others = second.map((index, i) => ({
    index,
    at: ((i + 0.5) * (first.length + second.length)) / second.length,
  }));
  return [...places, ...others].sort((a, b) => a.at - b.at).map(({ index }) => index);
}
