import type { Tensor } from '@tensorflow/tfjs';
import { UserError } from '../userError.js';

/**
 * The options that losses share. A loss takes the ones that its own type names and refuses the others with a sentence.
 *
 * A *region* is what one score is computed over: one class of one image (`per: 'image'`) or one class of the whole
 * batch (`per: 'batch'`), restricted to the valid pixels of `mask`.
 */
export interface LossOptions {
  /** What one score is computed over. Default `'image'`. */
  per?: 'image' | 'batch';
  /**
   * Added to the numerator and to the denominator of the printed formula; in the cross-entropies, the least probability
   * that a logarithm takes. At least 0, or above it where the loss says so; default 1e-7.
   */
  epsilon?: number;
  /** The L2 form: the sums of labels and of probabilities become sums of squares. Default false. */
  squared?: boolean;
  /**
   * One factor per channel of the tensors (the background's too, where it is not scored), at least 0; default all 1.
   * It multiplies the term of its class; means divide by the number of terms, never by the sum of the weights.
   */
  classWeights?: readonly number[];
  /**
   * 1 where a pixel counts, 0 where it does not; `[batch, ...space]` or `[batch, ...space, 1]`. It acts after the
   * activation, and means are over valid pixels only. Where it is 0, labels and predictions may hold anything. An image
   * without any valid pixel is left out. Default: all count.
   */
  mask?: Tensor;
  /** false leaves out channel 0 of two or more; one channel is the foreground and is always scored. Default true. */
  background?: boolean;
  /**
   * What a region whose labels are all 0 scores. `'one'` (default): the printed formula, so 1 where nothing is
   * predicted either. `'zero'`: 0 for any prediction, so the loss is constant there. `'skip'`: the region is left out
   * of the mean and of the sum, and is NaN under `reduction: 'none'`.
   */
  empty?: 'one' | 'zero' | 'skip';
  /**
   * true: the second argument holds logits, and the sigmoid (one channel) or softmax (more) is applied here. Default
   * false.
   */
  fromLogits?: boolean;
  /**
   * `'mean'` (default) and `'sum'` are over the regions that are not left out; over the images, where the classes are
   * terms of one value (cross-entropies, focal, generalised losses). Where all are left out both are 0. `'none'` gives
   * `[batch, classes]`: `[1, classes]` per batch, without the background's column where it is not scored.
   */
  reduction?: 'mean' | 'sum' | 'none';
}

const CHOICES: Partial<Record<string, readonly unknown[]>> = {
  per: ['image', 'batch'],
  squared: [true, false],
  background: [true, false],
  empty: ['one', 'zero', 'skip'],
  fromLogits: [true, false],
  reduction: ['mean', 'sum', 'none'],
};

/**
 * Refuses options that the loss `name` does not take and values that have no meaning.
 *
 * @param accepted - the names that this loss takes
 * @throws UserError naming the option, what was expected and what came
 */
export function checkOptions(name: string, options: object, accepted: readonly string[]): void {
  for (const [key, value] of Object.entries(options)) {
    if (!accepted.includes(key))
      throw new UserError(`${name} has no option '${key}'. Its options are ${accepted.join(', ')}.`);
    const choices = CHOICES[key];
    if (choices && value !== undefined && !choices.includes(value)) {
      throw new UserError(
        `${name}: ${key} must be one of ${choices.map((c) => `${c}`).join(', ')}, but is ${String(value)}.`,
      );
    }
  }
  const { epsilon = 0, classWeights = [] } = options as LossOptions;
  checkNumber(name, 'epsilon', epsilon, 0);
  if (!Array.isArray(classWeights))
    throw new UserError(`${name}: classWeights must be a list of numbers, but is ${String(classWeights)}.`);
  classWeights.forEach((weight, c) => checkNumber(name, `classWeights[${c}]`, weight, 0));
}

/** The minimum of numbers that must lie above 0. */
export const ABOVE_ZERO = Number.MIN_VALUE;

/** Refuses a number that is not finite, below `minimum` or above `maximum`. */
export function checkNumber(name: string, key: string, value: number, minimum: number, maximum = Infinity): void {
  if (!(value >= minimum && value <= maximum && Number.isFinite(value))) {
    const ends =
      minimum === ABOVE_ZERO
        ? { finite: 'above 0', interval: '(0' }
        : { finite: `of at least ${minimum}`, interval: `[${minimum}` };
    const range = maximum === Infinity ? `a finite number ${ends.finite}` : `a number in ${ends.interval}, ${maximum}]`;
    throw new UserError(`${name}: ${key} must be ${range}, but is ${value}.`);
  }
}

/** Refuses a list of class weights whose length is not `expected`. */
export function checkWeightCount(name: string, weights: readonly number[], expected: number, meaning: string): void {
  if (weights.length !== expected) {
    throw new UserError(
      `${name}: classWeights must hold ${expected} numbers (${meaning}), but holds ${weights.length}.`,
    );
  }
}
