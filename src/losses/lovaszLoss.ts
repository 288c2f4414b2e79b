import * as tf from '@tensorflow/tfjs';
import { closedFormLoss, type Evaluation } from './closedFormLoss.js';
import type { LossOptions } from './lossOptions.js';
import { lossOperations } from './lossOperations.js';
import { lovaszJaccard } from './lovaszJaccard.js';
import { flat, validCount, type Batch, type Demands } from './readBatch.js';
import { evaluateRegions } from './regionLoss.js';

/** The errors that the extension is taken at: `|y - p|` of probabilities, or `max(0, 1 - s*(2y - 1))` of logits. */
export type LovaszErrors = 'absolute' | 'hinge';

/**
 * The Lovász extension of the Jaccard loss of each region, at the errors of its pixels.
 *
 * @param empty - what a region without foreground has: its largest error (`'one'`), the constant 1 (`'zero'`), or
 * nothing (`'skip'`)
 */
export function lovaszLoss(
  name: string,
  labels: tf.Tensor,
  predictions: tf.Tensor,
  options: LossOptions,
  { exclusive = false }: Pick<Demands, 'exclusive'>,
  empty: NonNullable<LossOptions['empty']>,
  errors: LovaszErrors,
): tf.Scalar {
  const demands: Demands = {
    predictions: errors === 'hinge' ? 'logits' : 'probabilities',
    hardLabels: true,
    exclusive,
  };
  return closedFormLoss(
    name,
    labels,
    predictions,
    options,
    (batch) => onEngine(batch, demands, empty) ?? onArrays(batch, demands, empty),
  );
}

function onArrays(batch: Batch, demands: Demands, empty: NonNullable<LossOptions['empty']>): Evaluation {
  const error = demands.predictions === 'logits' ? hingeError : absoluteError;
  return evaluateRegions(batch, demands, ({ labels, predictions, weights, gradient }) => {
    if (empty !== 'one' && !labels.includes(1)) return empty === 'skip' ? undefined : 1;
    for (let i = 0; i < predictions.length; i++) gradient[i] = error(labels[i]!, predictions[i]!);
    return lovaszJaccard(gradient, labels, gradient, weights);
  });
}

/**
 * The same without leaving the engine; undefined where it lacks the operation, and where something may have to be
 * refused.
 */
function onEngine(batch: Batch, demands: Demands, empty: NonNullable<LossOptions['empty']>): Evaluation | undefined {
  const { rows, classes } = batch;
  const operations = lossOperations();
  if (!operations) return undefined;
  const [y, x] = [flat(batch.labels, batch), flat(batch.predictions, batch)];
  const hinge = demands.predictions === 'logits';
  const faults = operations.faults(y, x, demands.exclusive === true && classes > 1);
  if (
    faults.labels.soft ||
    faults.labels.notExclusive ||
    (hinge ? faults.predictions.infinite : faults.predictions.outside || faults.predictions.notExclusive)
  )
    return undefined;
  const found = operations.lovasz(y, x, tf.tensor1d(batch.mask ?? []), tf.tensor1d(batch.weights ?? []), hinge);
  const constant = Array.from(found.foregrounds, (foreground) => foreground === 0 && empty !== 'one');
  const values = Float64Array.from(found.values, (value, k) => {
    if (validCount(batch, Math.floor(k / classes)) === 0) return NaN;
    return constant[k] ? (empty === 'skip' ? NaN : 1) : value;
  });
  return {
    values,
    columns: classes,
    saved: [found.gradient],
    gradient: (scale, slopes) =>
      tf.mul(
        slopes!,
        tf.tensor3d(
          Array.from(scale, (factor, k) => (constant[k] ? 0 : factor)),
          [rows, 1, classes],
        ),
      ),
  };
}

function absoluteError(label: number, probability: number): number {
  return Math.abs(label - probability);
}

function hingeError(label: number, logit: number): number {
  return Math.max(0, 1 - logit * (2 * label - 1));
}
