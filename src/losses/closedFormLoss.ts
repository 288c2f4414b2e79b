import * as tf from '@tensorflow/tfjs';
import { checkWeightCount, DEFAULT_OPTIONS, type LossOptions } from './lossOptions.js';
import { asFloat, readBatch, type Batch } from './readBatch.js';

/** A loss evaluated on a batch. */
export interface Evaluation {
  /**
   * `rows x columns`, row by row; NaN marks an entry that is left out. A column is a class, or all of them together.
   */
  values: Float64Array;
  columns: number;
  /** What the gradient needs of the evaluation; default: the labels and the predictions. */
  saved?: tf.Tensor[];
  /** The gradient of `sum of scale x values` with respect to the predictions, any shape of the right size. */
  gradient(scale: Float64Array, ...saved: tf.Tensor[]): tf.Tensor;
}

/** How the entries become one number, where this differs from a mean over all of them. */
export interface Reduction {
  /** The columns are terms of one sum, as in cross-entropy: the mean is over the rows only. */
  addColumns?: boolean;
}

/**
 * A loss whose value and gradient are both known in closed form, as one differentiable operation. The values are summed
 * in float64, whatever the engine; the labels are constants.
 *
 * @returns a scalar, or `[rows, columns]` where `reduction` is `'none'`; the caller disposes it
 */
export function closedFormLoss(
  name: string,
  labels: tf.Tensor,
  predictions: tf.Tensor,
  options: LossOptions,
  evaluate: (batch: Batch) => Evaluation,
  { addColumns = false }: Reduction = {},
): tf.Scalar {
  const { reduction, background, classWeights, fromLogits, overlapping } = { ...DEFAULT_OPTIONS, ...options };
  const loss = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [predicted, save] = inputs as [tf.Tensor, tf.GradSaveFunc];
    const batch = readBatch(name, labels, predicted, options);
    if (classWeights) checkWeightCount(name, classWeights, batch.classes, 'one per channel of the tensors');
    const { values, columns, gradient, saved = [batch.labels, batch.predictions] } = evaluate(batch);
    // Even the caller's labels may be gone by the time the gradient is asked for.
    save(saved);
    const first = !background && columns > 1 ? 1 : 0;
    const weight = (k: number) =>
      k % columns < first || Number.isNaN(values[k]) ? 0 : (classWeights?.[k % columns] ?? 1);
    const scored = values.map((_, k) => k).filter((k) => k % columns >= first);
    const counted = scored.filter((k) => !Number.isNaN(values[k])).length;
    const divisor = reduction === 'mean' ? Math.max(1, counted / (addColumns ? columns - first : 1)) : 1;
    const weighted = Array.from(scored, (k) => (Number.isNaN(values[k]) ? NaN : weight(k) * values[k]!));
    const total = weighted.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0);
    return {
      value: reduction === 'none' ? tf.tensor2d(weighted, [batch.rows, columns - first]) : tf.scalar(total / divisor),
      gradFunc: (upstream: tf.Tensor, kept: tf.Tensor[]) => {
        const factors = upstream.dataSync();
        const factor = (k: number) =>
          reduction === 'none' ? factors[k - first * (1 + Math.floor(k / columns))]! : factors[0]!;
        const scale = values.map((_, k) => (weight(k) === 0 ? 0 : (weight(k) * factor(k)) / divisor));
        return tf.reshape(gradient(scale, ...kept), predicted.shape);
      },
    };
  });
  return tf.tidy(() => loss(fromLogits ? activation(predictions, overlapping) : asFloat(predictions))) as tf.Scalar;
}

/** The sigmoid of one channel, or of regions that overlap; the softmax of several classes. */
export function activation(logits: tf.Tensor, overlapping: boolean): tf.Tensor {
  return overlapping || logits.shape.at(-1) === 1 ? tf.sigmoid(asFloat(logits)) : tf.softmax(asFloat(logits));
}
