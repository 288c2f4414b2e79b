import { sortDescending } from './sortDescending.js';

/**
 * The Lovász extension of the Jaccard loss at a vector of errors, with its gradient.
 *
 * With the errors in decreasing order `m_1 >= m_2 >= …`: `sum_k m_k * (J_k - J_(k-1))`, where `J_k = 1 - (P - a_k)/(P +
 * b_k)` is the Jaccard loss of a prediction that is wrong at the first k pixels: a_k of them foreground, b_k
 * background, of P foreground pixels in all. Where errors are equal their order does not change the value; the gradient
 * is the subgradient of their order in the region. Without foreground the value is the largest error. O(n).
 *
 * @param errors - at least 0; an error of exactly 0 takes gradient 0
 * @param labels - 0 or 1 each
 * @param weights - how much each pixel counts, above 0; a_k, b_k and P are then sums of weights
 * @param gradient - receives the derivative with respect to the prediction of each pixel, whose error falls with it on
 * foreground and
 *   grows with it on background; on entry zeros, or the array of the errors itself, which it overwrites
 *
 * Source: M. Berman, A. Rannen Triki, M. B. Blaschko, "The Lovász-Softmax loss", CVPR 2018, equation 9 and algorithm 1.
 */
export function lovaszJaccard(
  errors: Float32Array,
  labels: Float32Array,
  gradient: Float32Array,
  weights?: Float32Array,
): number {
  const n = errors.length;
  let foreground = 0;
  for (let i = 0; i < n; i++) foreground += weights ? weights[i]! * labels[i]! : labels[i]!;
  const order = sortDescending(errors);
  let value = 0;
  let previous = 0;
  let intersection = foreground;
  let union = foreground;
  for (let k = 0; k < n; k++) {
    const i = order[k]!;
    const error = errors[i]!;
    if (error === 0) break;
    // Arithmetic in place of a branch on the label, which the processor cannot predict.
    const label = labels[i]!;
    const weight = weights ? weights[i]! : 1;
    intersection -= weight * label;
    union += weight * (1 - label);
    const jaccard = 1 - intersection / union;
    const step = jaccard - previous;
    previous = jaccard;
    value += error * step;
    gradient[i] = (1 - 2 * label) * step;
  }
  return value;
}
