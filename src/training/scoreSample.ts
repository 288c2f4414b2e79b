import { classMask, imageScores, type ImageScores } from '../evaluation/index.js';
import type { Sample } from '../tasks/index.js';

/** Dice and Jaccard of one image, and which image it is. */
export interface SampleScores extends ImageScores {
  id: string;
  patient: string;
}

/**
 * Dice and Jaccard of a predicted mask: the mean over the foreground classes.
 * A class that neither mask holds scores 1: nothing was to be found and nothing was.
 *
 * @param outputs - number of logits of the network: 1 means the single foreground class 1
 */
export function scoreSample(sample: Sample, prediction: Uint8Array, outputs: number): SampleScores {
  const foreground = Array.from({ length: Math.max(1, outputs - 1) }, (_, i) => i + 1);
  const scores = foreground.map((k) =>
    imageScores(classMask(sample.mask, k), classMask(prediction, k), { valid: sample.valid }),
  );
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    id: sample.id,
    patient: sample.patient,
    dice: mean(scores.map((s) => s.dice)),
    jaccard: mean(scores.map((s) => s.jaccard)),
  };
}
