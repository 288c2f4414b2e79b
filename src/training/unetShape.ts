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

/** One layer of the network: `filters` convolutions summed, and a bias. */
export interface UnetLayer {
  /**
   * Filters `[rows, columns, inputs, outputs]`; that of an upsampled input is `[rows, columns, outputs, inputs]`, as
   * `upConvolve` takes it.
   */
  filters: FilterShape[];
  /** Channels that enter, all filters together. */
  inputs: number;
  /** Channels that leave: the length of the bias. */
  outputs: number;
}

export type FilterShape = [rows: number, columns: number, third: number, fourth: number];

/**
 * The layers of a U-Net, in the order in which the flat parameter vector holds them (the filters of each, then its
 * bias): two in each of the blocks a and b (going down), c (bottom), d and e (going up), then the 1×1 output. The first
 * layers of d and e take what is upsampled from below and what is skipped across, each with a filter of its own.
 *
 * @example
 * ```ts
 * import { unetLayers } from 'dice-workbook/training';
 * unetLayers({ inputs: 1, features: 8, outputs: 1 }).length // => 11
 * ```
 */
export function unetLayers({ inputs, features: f, outputs }: UnetShape): UnetLayer[] {
  const layer = (from: number, to: number, side = 3): UnetLayer => ({
    filters: [[side, side, from, to]],
    inputs: from,
    outputs: to,
  });
  const merging = (low: number, skip: number, to: number): UnetLayer => ({
    filters: [
      [3, 3, to, low],
      [3, 3, skip, to],
    ],
    inputs: low + skip,
    outputs: to,
  });
  return [
    layer(inputs, f),
    layer(f, f),
    layer(f, 2 * f),
    layer(2 * f, 2 * f),
    layer(2 * f, 4 * f),
    layer(4 * f, 4 * f),
    merging(4 * f, 2 * f, 2 * f),
    layer(2 * f, 2 * f),
    merging(2 * f, f, f),
    layer(f, f),
    layer(f, outputs, 1),
  ];
}

/** Shapes of the pieces of the flat parameter vector, in order. */
export function parameterShapes(shape: UnetShape): number[][] {
  return unetLayers(shape).flatMap(({ filters, outputs }) => [...filters, [outputs]]);
}

/** Number of parameters of a U-Net. */
export function parameterCount(shape: UnetShape): number {
  return parameterShapes(shape).reduce((sum, sides) => sum + sides.reduce((a, b) => a * b), 0);
}
