/** One patient's volume, prepared for a network of volumes. */
export interface WholeVolume {
  id: string;
  patient: string;
  /** Voxels along x, y and z, of `WHOLE_SPACING_MM` each. */
  sides: readonly [x: number, y: number, z: number];
  channels: number;
  /** `[x, y, z, channels]`, shifted and scaled. */
  image: Float32Array;
  /** `[x, y, z]`, class index (0 = background). */
  mask: Uint8Array;
  /** `[x, y, z]`, 1 inside the body: elsewhere a prediction is background. */
  body: Uint8Array;
  /** `[x, y, z]`, 1 = counts; absent: all do. */
  valid?: Uint8Array;
  /** What lies beyond the borders, one value a channel. */
  beyond: number[];
  /** What was done that the user should know. */
  notes: string[];
}

/** Sides of a voxel of whole volumes, in millimetres. */
export const WHOLE_SPACING_MM = 2;
