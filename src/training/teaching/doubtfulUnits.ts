/**
 * The units whose labels are replaced by what a network predicts: those of the smallest Dice between both, a `share` of all
 * (rounded down). Units of equal Dice are taken in their order.
 *
 * @param agreement - Dice of the label with the prediction, by unit; 1 where both are empty
 * @param share - in [0, 1]
 *
 * @example
 * ```ts
 * import { doubtfulUnits } from 'dice-workbook/training';
 * doubtfulUnits(new Map([['a', 0.9], ['b', 0.2], ['c', 0.5], ['d', 0.8]]), 0.25) // => ['b']
 * ```
 * Source: Wang, Li, Wang et al., "Annotation-efficient deep learning for automatic medical image segmentation", Nature
 * Communications 2021, whose code replaces the worst quarter
 */
export function doubtfulUnits(agreement: ReadonlyMap<string, number>, share: number): string[] {
  return [...agreement]
    .sort(([, a], [, b]) => a - b)
    .slice(0, Math.floor(share * agreement.size))
    .map(([unit]) => unit);
}
