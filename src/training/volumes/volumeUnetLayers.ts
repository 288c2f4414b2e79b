/** One convolution of the network. */
export interface VolumeLayer {
  /** Where it stands: `D` going down, `U` going up, with the level, 0 the finest. */
  name: string;
  /** `[x, y, z, inputs, outputs]` */
  kernel: [x: number, y: number, z: number, inputs: number, outputs: number];
}

/** What fixes the sizes of the network. */
export interface VolumeUnetShape {
  /** Channels of the images, ≥ 1. */
  inputs: number;
  /** Channels of the first convolution, ≥ 1; the authors take 10 or 20. */
  features: number;
  /** Logits per voxel: 1 (sigmoid) for two classes, else one per class (softmax). */
  outputs: number;
}

/** Levels that are pooled: each makes the sides three times as short. */
export const VOLUME_LEVELS = 3;
/** Every side of an image is a multiple of this. */
export const VOLUME_STRIDE = 3 ** VOLUME_LEVELS;
/** Voxels on each side of an image of which the network says nothing: its output is that much smaller. */
export const VOLUME_MARGIN = 13;

/**
 * The fifteen convolutions, in the order in which the flat parameter vector holds them, each its kernel and then its
 * bias: two on each of the four levels down, two on each of the three levels up, and the one that gives the logits. The
 * third axis of images is that of slices, which lie further apart: kernels 3×3×1 leave it alone.
 */
export function volumeUnetLayers({ inputs, features: f, outputs }: VolumeUnetShape): VolumeLayer[] {
  const flat = (name: string, from: number, to: number): VolumeLayer => ({ name, kernel: [3, 3, 1, from, to] });
  const cube = (name: string, from: number, to: number): VolumeLayer => ({ name, kernel: [3, 3, 3, from, to] });
  return [
    flat('D0a', inputs, f),
    cube('D0b', f, 2 * f),
    flat('D1a', 2 * f, 2 * f),
    cube('D1b', 2 * f, 4 * f),
    flat('D2a', 4 * f, 4 * f),
    cube('D2b', 4 * f, 8 * f),
    cube('D3a', 8 * f, 8 * f),
    cube('D3b', 8 * f, 8 * f),
    cube('U2a', 16 * f, 8 * f),
    flat('U2b', 8 * f, 4 * f),
    cube('U1a', 8 * f, 4 * f),
    flat('U1b', 4 * f, 2 * f),
    cube('U0a', 4 * f, 2 * f),
    flat('U0b', 2 * f, f),
    { name: 'out', kernel: [1, 1, 1, f, outputs] },
  ];
}

/** Numbers of the flat parameter vector: kernels and biases. */
export function volumeParameterCount(layers: readonly VolumeLayer[]): number {
  return layers.reduce((sum, { kernel }) => sum + kernel.reduce((a, b) => a * b) + kernel[4], 0);
}
