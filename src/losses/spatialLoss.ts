import type * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';
import { shared } from './lossOptions.js';
import { extended, number, numbers, type OptionsOf, type Settled } from './option.js';
import { regionLoss, type Region } from './regionLoss.js';
import { signedDistanceMap } from './signedDistanceMap.js';

export const SPATIAL_OPTIONS = extended(
  {
    /** The length of a voxel along each axis of space, above 0, in millimetres. Default all 1: distances in voxels. */
    spacingMm: numbers(number({ above: 0, fallback: undefined })),
  },
  shared('classWeights', 'background', 'overlapping'),
);
export type SpatialLossOptions = OptionsOf<typeof SPATIAL_OPTIONS>;

/** The valid pixels of one class of one image, which know where they lie. */
export interface PlacedRegion extends Region {
  /**
   * The signed distance of every pixel of the image to the boundary of `values`, cut at 0.5; pixels that do not count
   * are background.
   */
  distances(values: Float32Array): Float64Array;
  /** The length of the image from corner to corner. */
  diagonal: number;
}

/** A loss of each image and class that needs to know where the pixels lie; always per image. */
export function spatialLoss(
  name: string,
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: Settled<typeof SPATIAL_OPTIONS>,
  value: (region: PlacedRegion) => number,
): tf.Scalar {
  const space = probabilities.shape.slice(1, -1);
  const { spacingMm = space.map(() => 1), ...common } = options;
  if (spacingMm.length !== space.length) {
    throw new UserError(
      `${name}: spacingMm must hold ${space.length} lengths, one per axis of space, but holds ${spacingMm.length}.`,
    );
  }
  const voxels = space.reduce((product, count) => product * count, 1);
  const diagonal = Math.hypot(...space.map((count, axis) => count * (spacingMm[axis] ?? 1)));
  return regionLoss(name, labels, probabilities, common, { predictions: 'probabilities' }, (region) => {
    const distances = (values: Float32Array) => {
      const foreground = new Uint8Array(voxels);
      values.forEach((p, i) => (foreground[region.pixel(i)] = p >= 0.5 ? 1 : 0));
      return signedDistanceMap(foreground, space, spacingMm);
    };
    return value({ ...region, distances, diagonal });
  });
}
