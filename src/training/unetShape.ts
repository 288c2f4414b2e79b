/** What fixes the architecture of a U-Net: two poolings, `features` channels at the top, doubled at each pooling. */
export interface UnetShape {
  /** Channels of the images, ≥ 1. */
  inputs: number;
  /** Channels of the first block, ≥ 1. */
  features: number;
  /** Logits per pixel: 1 (sigmoid) for two classes, else one per class (softmax). */
  outputs: number;
}

/** Every pooling halves both sides, so both sides of an image are multiples of this. */
export const UNET_STRIDE = 4;

/** One convolution: its filter `[rows, columns, inputs, outputs]`; its bias has one number per output. */
export type FilterShape = [rows: number, columns: number, inputs: number, outputs: number];

/**
 * The filters of a U-Net in the order in which the flat parameter vector holds them (each filter followed by its bias):
 * two convolutions in each of the blocks down-1, down-2, bottom, up-2, up-1, then the 1×1 output.
 *
 * @example
 * ```ts
 * import { unetFilters } from 'dice-workbook/training';
 * unetFilters({ inputs: 1, features: 8, outputs: 1 }).length; // => 11
 * ```
 */
export function unetFilters({ inputs, features: f, outputs }: UnetShape): FilterShape[] {
  const block = (from: number, to: number): FilterShape[] => [[3, 3, from, to], [3, 3, to, to]];
  return [
    ...block(inputs, f),
    ...block(f, 2 * f),
    ...block(2 * f, 4 * f),
    ...block(6 * f, 2 * f),
    ...block(3 * f, f),
    [1, 1, f, outputs],
  ];
}

/** Lengths of the pieces of the flat parameter vector: filter, bias, filter, bias, … */
export function parameterSizes(shape: UnetShape): number[] {
  return unetFilters(shape).flatMap(([rows, columns, inputs, outputs]) => [rows * columns * inputs * outputs, outputs]);
}

/** Number of parameters of a U-Net. */
export function parameterCount(shape: UnetShape): number {
  return parameterSizes(shape).reduce((sum, size) => sum + size, 0);
}
