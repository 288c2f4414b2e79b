import { checkArgument } from '../checkArgument.js';
import { checkNumbers, isListOf, isRecord } from '../options.js';
import { ran, read, type Provenance } from './provenance.js';

/** One image for a soft loss: labels and probabilities of its foreground. */
export interface SoftImage {
  labels: readonly number[];
  probabilities: readonly number[];
}

/** How one library computes the soft Dice loss of a batch of images. */
export interface LossConvention extends Provenance {
  /** Whose convention it is, under which of its options. */
  library: string;
  /** The formula, with I = Σ labels·probabilities, A = Σ probabilities, P = Σ labels, Q = Σ probabilities². */
  formula: string;
  /** What one score is computed over. */
  per: 'image' | 'batch';
  loss(batch: readonly SoftImage[]): number;
}

interface Sums {
  I: number;
  A: number;
  P: number;
  Q: number;
}

const EPSILON = 1e-7;

const perImage = (
  library: string,
  provenance: Provenance,
  formula: string,
  loss: (sums: Sums) => number,
): LossConvention => ({
  library,
  ...provenance,
  formula,
  per: 'image',
  loss: (batch) => checked(batch).reduce((sum, image) => sum + loss(sums([image])), 0) / batch.length,
});
const perBatch = (
  library: string,
  provenance: Provenance,
  formula: string,
  loss: (sums: Sums) => number,
): LossConvention => ({
  library,
  ...provenance,
  formula,
  per: 'batch',
  loss: (batch) => loss(sums(checked(batch))),
});

function checked(batch: readonly SoftImage[]): readonly SoftImage[] {
  const isBatch = isListOf(batch, isRecord);
  checkArgument('the loss of a library', 'its argument', batch, 'a list of { labels, probabilities }', isBatch);
  for (const { labels, probabilities } of batch) {
    checkNumbers('the loss of a library', 'labels', labels);
    checkNumbers('the loss of a library', 'probabilities', probabilities);
  }
  return batch;
}

/**
 * The soft Dice losses of several libraries, each with its own smoothing, norm and reduction, found by running
 * them or read in their source. On an empty image they range from 0 to 1 for the same probabilities; where a loss does not
 * depend on them, it teaches nothing.
 *
 * @example
 * ```ts
 * import { lossConventions } from 'dice-workbook/evaluation';
 * const keras = lossConventions.find(({ library }) => library === 'Keras');
 * keras.loss([{ labels: [0, 0], probabilities: [0.1, 0.1] }]) // => 1
 * ```
 */
export const lossConventions: readonly LossConvention[] = [
  perImage(
    'deepvoxnet2, and this package (default)',
    read('deepvoxnet2', 'dice_loss'),
    '1 − (2I + 1e-7)/(A + P + 1e-7)',
    ({ I, A, P }) => 1 - (2 * I + EPSILON) / (A + P + EPSILON),
  ),
  perImage(
    'MONAI (default)',
    ran('monai 1.6.1', 'DiceLoss()(p, y)'),
    '1 − (2I + 1e-5)/(A + P + 1e-5)',
    ({ I, A, P }) => 1 - (2 * I + 1e-5) / (A + P + 1e-5),
  ),
  perImage(
    'MONAI, smooth_nr = 0',
    ran('monai 1.6.1', 'DiceLoss(smooth_nr=0)(p, y)'),
    '1 − 2I/(A + P + 1e-5)',
    ({ I, A, P }) => 1 - (2 * I) / (A + P + 1e-5),
  ),
  perImage(
    'MONAI, squared_pred',
    ran('monai 1.6.1', 'DiceLoss(squared_pred=True)(p, y)'),
    '1 − (2I + 1e-5)/(Q + P + 1e-5)',
    ({ I, Q, P }) => 1 - (2 * I + 1e-5) / (Q + P + 1e-5),
  ),
  perImage(
    'nnU-Net, smooth = 1',
    ran('nnunetv2 2.8.1', 'MemoryEfficientSoftDiceLoss(smooth=1)(p, y)'),
    '−(2I + 1)/(A + P + 1)',
    ({ I, A, P }) => -(2 * I + 1) / (A + P + 1),
  ),
  perBatch(
    'nnU-Net, smooth = 1, batch_dice',
    ran('nnunetv2 2.8.1', 'MemoryEfficientSoftDiceLoss(smooth=1, batch_dice=True, ddp=False)(p, y)'),
    '−(2I + 1)/(A + P + 1)',
    ({ I, A, P }) => -(2 * I + 1) / (A + P + 1),
  ),
  perBatch(
    'segmentation_models.pytorch',
    ran('segmentation_models_pytorch 0.6.0', 'DiceLoss("binary", from_logits=False)(p, y)'),
    '1 − 2I/(A + P), 0 where P = 0',
    ({ I, A, P }) => (P > 0 ? 1 - (2 * I) / Math.max(A + P, EPSILON) : 0),
  ),
  perBatch(
    'Keras',
    ran('keras 3.15.1', 'Dice()(y, p)'),
    '1 − 2I/(A + P + 1e-7)',
    ({ I, A, P }) => 1 - (2 * I) / (A + P + EPSILON),
  ),
];

function sums(batch: readonly SoftImage[]): Sums {
  const total = { I: 0, A: 0, P: 0, Q: 0 };
  for (const { labels, probabilities } of batch) {
    probabilities.forEach((p, i) => {
      total.I += labels[i]! * p;
      total.A += p;
      total.P += labels[i]!;
      total.Q += p * p;
    });
  }
  return total;
}
