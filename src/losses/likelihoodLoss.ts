import * as tf from '@tensorflow/tfjs';
import { shared } from './lossOptions.js';
import { number, type OptionsOf, type Settled } from './option.js';
import { asFloat, type Demands } from './readBatch.js';
import { regionLoss, type Region, type RegionReduction } from './regionLoss.js';

/** The options of the losses that are means over pixels of a function of the log-likelihood. */
export const CROSS_ENTROPY_OPTIONS = {
  ...shared('per'),
  /** The least probability that a logarithm takes, in [1e-12, 0.5]. Default 1e-7. */
  epsilon: number({ least: 1e-12, most: 0.5, fallback: 1e-7 }),
};
export type CrossEntropyOptions = OptionsOf<typeof CROSS_ENTROPY_OPTIONS>;

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
  /** One channel: the background is its complement. */
  binary: boolean;
}

/**
 * A mean over valid pixels of a function of the log-likelihood, on probabilities or in the stable form on logits. The
 * classes are terms of one sum, so the mean of the reduction is over the rows.
 */
export function likelihoodLoss(
  name: string,
  labels: tf.Tensor,
  predictions: tf.Tensor,
  { epsilon, fromLogits, ...options }: Settled<typeof CROSS_ENTROPY_OPTIONS>,
  value: (form: Form) => (region: Region) => number,
  reduction: RegionReduction = { addColumns: true },
): tf.Scalar {
  const binary = predictions.shape[predictions.shape.length - 1] === 1;
  const link = !fromLogits ? ofProbability(epsilon) : binary ? OF_LOGIT : OF_LOG;
  const demands: Demands = { predictions: fromLogits ? 'logits' : 'probabilities', exclusive: true };
  return tf.tidy(() => {
    const input = fromLogits && !binary ? tf.logSoftmax(asFloat(predictions)) : predictions;
    return regionLoss(name, labels, input, options, demands, value({ link, binary }), reduction);
  });
}
