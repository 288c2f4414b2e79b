import { UserError } from '../userError.js';
import { checkNumbers, shown } from './options.js';
import { atMost } from './slack.js';

/**
 * The mask of the pixels whose probability lies above a threshold.
 *
 * `mask[i] = 1 where probabilities[i] > threshold, else 0`
 *
 * A probability equal to the threshold (up to the rounding of a 32-bit float, a relative 1e-7) is background.
 *
 * @param probabilities - in [0, 1]
 * @param threshold - in [0, 1]; default 0.5
 * @throws UserError for NaN, or anything outside [0, 1] (logits, for one)
 * @example
 * ```ts
 * import { thresholdMask } from 'dice-workbook/evaluation';
 * [...thresholdMask([0.9, 0.5, 0.2])] // => [1, 0, 0]
 * ```
 */
export function thresholdMask(probabilities: ArrayLike<number>, threshold = 0.5): Uint8Array {
  if (!(typeof threshold === 'number' && threshold >= 0 && threshold <= 1))
    throw new UserError(`a threshold of probabilities lies in [0, 1], not at ${shown(threshold)}.`);
  checkNumbers('thresholdMask', 'probabilities', probabilities);
  const mask = new Uint8Array(probabilities.length);
  for (let i = 0; i < mask.length; i++) {
    const p = probabilities[i]!;
    if (!(p >= 0 && p <= 1)) {
      throw new UserError(
        `probabilities lie in [0, 1], and pixel ${i} holds ${p}: pass the network's output after its sigmoid or softmax.`,
      );
    }
    mask[i] = atMost(p, threshold) ? 0 : 1;
  }
  return mask;
}
