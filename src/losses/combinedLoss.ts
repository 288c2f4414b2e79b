import * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';
import { shared } from './lossOptions.js';
import { checked, number, settle, shown, type OptionsOf } from './option.js';

const WEIGHT = number({ fallback: 1 });
/** The options that every part of a combination gets. */
const COMBINED_OPTIONS = shared('per', 'overlapping');
export type CombinedOptions = OptionsOf<typeof COMBINED_OPTIONS>;
export type Loss = (labels: tf.Tensor, probabilities: tf.Tensor, options?: CombinedOptions) => tf.Scalar;

/**
 * A weighted sum of losses, as one loss.
 *
 * `sum over parts of weight*loss(y, p)`
 *
 * The options of a call go to every part; options of one part alone are bound by a function:
 * `(y, p, options) => softTverskyLoss(y, p, { ...options, alpha: 0.7, beta: 0.3 })`. A part that does not know an
 * option refuses it. `reduction: 'none'` is refused, since parts differ in what an entry is.
 *
 * @param parts - at least one; weights of at least 0
 * @returns a loss; its scalar is disposed by the caller
 * @throws UserError for no part, a part without a loss, a weight below 0, `reduction: 'none'`
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { combinedLoss, crossEntropyLoss, softDiceLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0, 0], [1, 5, 1]);
 * const probabilities = tf.tensor3d([0.9, 0.4, 0.6, 0.2, 0.1], [1, 5, 1]);
 * combinedLoss([{ loss: softDiceLoss, weight: 0.5 }, { loss: crossEntropyLoss, weight: 0.5 }])(labels, probabilities).arraySync() // => 0.417120795
 * ```
 */
export function combinedLoss(parts: readonly { loss: Loss; weight: number }[]): Loss {
  const name = 'combinedLoss';
  if (!Array.isArray(parts) || parts.length === 0)
    throw new UserError(`${name} needs at least one part, { loss, weight }, in a list, but got ${shown(parts)}.`);
  parts.forEach((part, i) => {
    const { loss, weight } = (part ?? {}) as Partial<(typeof parts)[number]>;
    if (typeof loss !== 'function')
      throw new UserError(
        `${name}: part ${i} must be { loss, weight } with a loss function, but its loss is ${shown(loss)}.`,
      );
    checked(name, `the weight of part ${i}`, weight, WEIGHT);
  });
  return (labels, probabilities, options = {}) => {
    const { reduction } = settle(name, options, COMBINED_OPTIONS);
    if (reduction === 'none')
      throw new UserError(
        `${name} adds scalars: its reduction must be mean or sum, but is none. Call the parts one by one.`,
      );
    return tf.tidy(() =>
      tf.addN(parts.map(({ loss, weight }) => tf.mul(loss(labels, probabilities, options), weight))),
    ) as tf.Scalar;
  };
}
