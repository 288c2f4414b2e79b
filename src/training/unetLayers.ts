/** What fixes the sizes of a U-Net: two poolings, `features` channels at the top, doubled at each pooling. */
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

/** One layer of the network: `filters` convolutions summed, and what follows them with its vectors. */
export interface UnetLayer {
  /**
   * Filters `[rows, columns, inputs, outputs]`; that of an upsampled input is `[rows, columns, outputs, inputs]`, as
   * `upConvolve` takes it.
   */
  filters: FilterShape[];
  /** Channels that enter, all filters together. */
  inputs: number;
  /** Channels that leave: the length of each vector. */
  outputs: number;
  /** One for each vector that is learned beside the filters: the value that it starts with in every channel. */
  vectors: readonly number[];
}

export type FilterShape = [rows: number, columns: number, third: number, fourth: number];

/**
 * The layers of a U-Net, in the order in which the flat parameter vector holds them (the filters of each, then its
 * vectors): two in each of the blocks a and b (going down), c (bottom), d and e (going up), then the 1×1 output. The
 * first layers of d and e take what is upsampled from below and what is skipped across, each with a filter of its own.
 *
 * @param vectors - of every layer but the last, which has a bias; default `[0]`, a bias
 */
export function unetLayers({ inputs, features: f, outputs }: UnetShape, vectors: readonly number[] = [0]): UnetLayer[] {
  const layer = (from: number, to: number): UnetLayer => ({
    filters: [[3, 3, from, to]],
    inputs: from,
    outputs: to,
    vectors,
  });
  const merging = (low: number, skip: number, to: number): UnetLayer => ({
    filters: [
      [3, 3, to, low],
      [3, 3, skip, to],
    ],
    inputs: low + skip,
    outputs: to,
    vectors,
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
    { filters: [[1, 1, f, outputs]], inputs: f, outputs, vectors: [0] },
  ];
}

/** Shapes of the pieces of the flat parameter vector, in order. */
export function parameterShapes(layers: UnetLayer[]): number[][] {
  return layers.flatMap(({ filters, vectors, outputs }) => [...filters, ...vectors.map(() => [outputs])]);
}
