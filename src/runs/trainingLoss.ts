import { lossFromSpec, type NamedLoss } from '../losses/index.js';
import type { TrainingSettings } from './recipe.js';

/** The losses that score the overlap of a region: one image, or the whole batch. */
const OVERLAP =
  /\b(softDice|softJaccard|softTversky|softFBeta|focalTversky|generalizedDice|generalizedWassersteinDice|jaccardMetric|diceSemimetric|matthews|lovaszSoftmax|lovaszSigmoid|lovaszHinge)\b:?/g;

/**
 * The loss that a network is trained with: that of `spec`, where overlap losses score what `per` says unless the spec
 * says it itself.
 *
 * Comparisons train per batch. The soft Dice of an image without foreground is `ε / (Σp + ε)`: 0 with a gradient of 0
 * where anything is predicted, and 1 where nothing is. Trained per image, such images teach nothing, until a network
 * that happens to fall over that cliff predicts nothing on any image. In the score of a whole batch what is predicted
 * there counts as false positive, as long as some image of the batch has foreground.
 *
 * Source: Tilborghs, Bertels, Robben, Vandermeulen, Maes, "The Dice loss in the context of missing or empty labels:
 * introducing Φ and ε", MICCAI 2022, https://arxiv.org/abs/2207.09521
 */
export function trainingLoss(spec: string, per: TrainingSettings['per']): NamedLoss['loss'] {
  // Of a parameter that stands twice the last counts.
  return lossFromSpec(spec.replace(OVERLAP, `$1:per=${per},`)).loss;
}
