/**
 * How far the other network is trusted at a step: `λ = min(1, (t / (warmUp · steps))²)`.
 *
 * @param t - updates done, ≥ 0
 * @param warmUp - share of the steps after which it is trusted wholly, in (0, 1)
 * @returns λ in [0, 1]
 *
 * @example
 * ```ts
 * import { trustOverTime } from 'dice-workbook/training';
 * trustOverTime(10, 100, 0.2) // => 0.25
 * ```
 * Source: Wang, Li, Wang et al., "Annotation-efficient deep learning for automatic medical image segmentation", Nature
 * Communications 2021, with its code, where the first 20 of 100 epochs warm up
 */
export function trustOverTime(t: number, steps: number, warmUp: number): number {
  return Math.min(1, (t / (warmUp * steps)) ** 2);
}
