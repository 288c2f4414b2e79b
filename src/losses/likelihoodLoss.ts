import * as tf from '@tensorflow/tfjs';
import { shared, type LossOptions } from './lossOptions.js';
import { extended, number, type Settled } from './option.js';
import { asFloat, type Demands } from './readBatch.js';
import { regionLoss, type Region, type RegionReduction } from './regionLoss.js';

/** The options of the losses that are means over pixels of a function of the log-likelihood. */
export const LIKELIHOOD_OPTIONS = extended(
  {
    /** The least probability that a logarithm takes, in [1e-12, 0.5]. Default 1e-7. */
    epsilon: number({ least: 1e-12, most: 0.5, fallback: 1e-7 }),
  },
  shared('per', 'overlapping'),
);

/** How a prediction becomes the logarithm of a probability. */
export interface LogLink {
  log(prediction: number): number;
  /** Derivative of `log`. */
  slope(prediction: number): number;
  /** The prediction of the complementary event; its derivative is -1. */
  complement(prediction: number): number;
}

/** Probabilities; one below `epsilon` counts as `epsilon`, with the slope at `epsilon`. */
function ofProbability(epsilon: number): LogLink {
  return {
    log: (p) => Math.log(Math.max(p, epsilon)),
    slope: (p) => 1 / Math.max(p, epsilon),
    complement: (p) => 1 - p,
  };
}

/**
 * Logits of a sigmoid: `log sigmoid(s) = min(s, 0) - log(1 + exp(-|s|))` neither overflows nor loses digits at either
 * end.
 */
const OF_LOGIT: LogLink = {
  log: (s) => Math.min(s, 0) - Math.log1p(Math.exp(-Math.abs(s))),
  slope: (s) => 1 / (1 + Math.exp(s)),
  complement: (s) => -s,
};

/**
 * Logarithms of probabilities, from a log-softmax. Of several classes each is a term of its own, and no complement is
 * asked for.
 */
const OF_LOG: LogLink = { log: (x) => x, slope: () => 1, complement: () => NaN };

/** What a loss of this family is told about its input. */
export interface Form {
  link: LogLink;
  /** One channel, or regions that overlap: the background of each is its complement. */
  binary: boolean;
}

/** Whether each channel is a foreground against its own background. */
export function isBinary(predictions: tf.Tensor, { overlapping }: Pick<LossOptions, 'overlapping'>): boolean {
  return overlapping === true || predictions.shape.at(-1) === 1;
}

/**
 * A mean over valid pixels of a function of the log-likelihood, on probabilities or in the stable form on logits. The
 * classes are terms of one sum, so the mean of the reduction is over the rows; regions that overlap are each a problem
 * of their own, and the mean is over them too.
 */
export function likelihoodLoss(
  name: string,
  labels: tf.Tensor,
  predictions: tf.Tensor,
  { epsilon, fromLogits, ...options }: Settled<typeof LIKELIHOOD_OPTIONS>,
  value: (form: Form) => (region: Region) => number,
  reduction: RegionReduction = { addColumns: !options.overlapping },
): tf.Scalar {
  const binary = isBinary(predictions, options);
  const link = !fromLogits ? ofProbability(epsilon) : binary ? OF_LOGIT : OF_LOG;
  const demands: Demands = { predictions: fromLogits ? 'logits' : 'probabilities', exclusive: !binary };
  return tf.tidy(() => {
    const input = fromLogits && !binary ? tf.logSoftmax(asFloat(predictions)) : predictions;
    return regionLoss(name, labels, input, options, demands, value({ link, binary }), reduction);
  });
}
