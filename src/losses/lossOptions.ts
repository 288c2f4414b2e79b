import * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';
import {
  flag,
  number,
  numbers,
  oneOf,
  settle,
  shown,
  tensor,
  type OptionList,
  type OptionsOf,
  type Settled,
} from './option.js';

/**
 * The options that losses share. A loss takes the ones that its own list names and refuses the others with a sentence.
 *
 * A *region* is what one score is computed over: one class of one image (`per: 'image'`) or one class of the whole
 * batch (`per: 'batch'`), restricted to the valid pixels of `mask`.
 */
export const LOSS_OPTIONS = {
  /** What one score is computed over. Default `'image'`. */
  per: oneOf('image', 'batch'),
  /** Added to the numerator and to the denominator of the printed formula; at least 0. Default 1e-7. */
  epsilon: number({ fallback: 1e-7 }),
  /** The L2 form: the sums of labels and of probabilities become sums of squares. Default false. */
  squared: flag(false),
  /**
   * What a region whose labels are all 0 scores. `'one'` (default): the printed formula, so 1 where nothing is
   * predicted either. `'zero'`: 0 for any prediction, so the loss is constant there. `'skip'`: the region is left out
   * of the mean and of the sum, and is NaN under `reduction: 'none'`.
   */
  empty: oneOf('one', 'zero', 'skip'),
  /**
   * One factor per channel of the tensors (the background's too, where it is not scored), at least 0; default all 1.
   * It multiplies the term of its class; means divide by the number of terms, never by the sum of the weights.
   */
  classWeights: numbers(number({ fallback: undefined })),
  /** false leaves out channel 0 of two or more; one channel is the foreground and is always scored. Default true. */
  background: flag(true),
  /**
   * Whether channels are regions that may overlap, as a tumour and its core: each is a foreground of its own, with the
   * sigmoid for its activation. false (default): several channels are classes that exclude each other, with a softmax,
   * and labels that do not sum to one are refused where it is applied. One channel is the same either way.
   */
  overlapping: flag(false),
  /**
   * 1 where a pixel counts, 0 where it does not; `[batch, ...space]` or `[batch, ...space, 1]`. It acts after the
   * activation, and means are over valid pixels only. Where it is 0, labels and predictions may hold anything. An image
   * without any valid pixel is left out. Default: all count.
   */
  mask: tensor(),
  /**
   * How much each pixel counts, at least 0, in the shapes of a mask: a pixel of weight 2 counts as two, in sums and in
   * the divisors of means, and one of weight 0 as if masked out. Multiplied with `mask`. Default: all 1.
   */
  pixelWeights: tensor(),
  /**
   * true: the second argument holds logits, and the sigmoid (one channel, or regions that overlap) or the softmax
   * (several classes that exclude each other) is applied here. Default false.
   */
  fromLogits: flag(false),
  /**
   * `'mean'` (default) and `'sum'` are over the regions that are not left out; over the images, where the classes are
   * terms of one value (cross-entropies, focal, generalised losses). Where all are left out both are 0. `'none'` gives
   * `[batch, classes]`: `[1, classes]` per batch, without the background's column where it is not scored.
   */
  reduction: oneOf('mean', 'sum', 'none'),
};
type SharedOptions = typeof LOSS_OPTIONS;
/** By this name the options keep what is written of them, wherever a part of them stands. */
export interface SharedOptionList extends SharedOptions {}
export type LossOptions = OptionsOf<SharedOptionList>;

/** The options by which a call says what it passes and what it wants back; every other one belongs to the loss. */
export const CALL_OPTIONS = ['mask', 'pixelWeights', 'fromLogits', 'reduction'] as const;
type CallOption = (typeof CALL_OPTIONS)[number];

/** What the options are where a loss does not take them, or is not told. */
export const DEFAULT_OPTIONS: Settled<SharedOptionList> = settle('', {}, { ...LOSS_OPTIONS });

/** The shared options of these names, and those of every call. */
export function shared<Name extends keyof SharedOptionList>(
  ...names: Name[]
): Pick<SharedOptionList, Name | CallOption> {
  const wanted: readonly string[] = [...names, ...CALL_OPTIONS];
  const found = Object.entries(LOSS_OPTIONS).filter(([name]) => wanted.includes(name));
  return Object.fromEntries(found) as Pick<SharedOptionList, Name | CallOption>;
}

/**
 * Refuses arguments that a loss cannot take: no tensors, shapes that do not fit, unknown options, values that have no
 * meaning. What the tensors hold is looked at where it is read.
 *
 * @returns the options, those that are not given filled in
 * @throws UserError naming the loss, what was expected and what came
 */
export function checkCall<List extends OptionList>(
  name: string,
  labels: tf.Tensor,
  predictions: tf.Tensor,
  options: unknown,
  list: List,
): Settled<List> {
  for (const [what, values] of Object.entries({ labels, predictions })) {
    if (!(values instanceof tf.Tensor) || values.isDisposed)
      throw new UserError(
        `${name}: the ${what} must be a tensor [batch, ...space, classes], but are ${shown(values)}.`,
      );
    if (values.dtype === 'string' || values.dtype === 'complex64')
      throw new UserError(`${name}: the ${what} must be numbers, but are a tensor of the type ${values.dtype}.`);
  }
  const shape = predictions.shape;
  if (shape.length < 3) {
    throw new UserError(
      `${name} takes tensors [batch, ...space, classes] of rank 3 or more, but the predictions have the shape [${shape}].`,
    );
  }
  if (String(labels.shape) !== String(shape)) {
    throw new UserError(
      `${name}: labels and predictions must have the same shape, but have [${labels.shape}] and [${shape}]. Class indices go through tf.oneHot first.`,
    );
  }
  if (predictions.size === 0)
    throw new UserError(`${name}: there is nothing to score in tensors of the shape [${shape}].`);
  const settled = settle(name, options, list);
  checkChannels(name, settled);
  return settled;
}

/** Refuses options that exclude each other, of any loss. */
export function checkChannels(name: string, { overlapping, background }: LossOptions): void {
  if (overlapping && background === false)
    throw new UserError(
      `${name}: overlapping regions have no channel of the background, but background is false. Leave out one of the two.`,
    );
}

/** Refuses a list of class weights whose length is not `expected`. */
export function checkWeightCount(name: string, weights: readonly number[], expected: number, meaning: string): void {
  if (weights.length !== expected) {
    throw new UserError(
      `${name}: classWeights must hold ${expected} numbers (${meaning}), but holds ${weights.length}.`,
    );
  }
}
