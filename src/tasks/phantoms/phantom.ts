import type { Random } from '../../random.js';

/**
 * One synthetic image, or volume `[size, size, depth]`, before noise is forgotten: the image, and everything needed to draw
 * labels for it.
 */
export interface Scene {
  channels: number;
  /** `[size, size, channels]`, intensity range 1, noise included. */
  image: Float32Array;
  /** `[size, size]`, 1 inside the body; absent: everywhere. */
  valid?: Uint8Array;
  /** A label `[size, size]` as one reader might draw it: independent of the noise given the scene. */
  drawLabel(random: Random): Uint8Array;
}

/** A generator of synthetic patients: the scenes of one patient share its anatomy. */
export interface Phantom {
  /** Images of one patient by default. */
  imagesPerPatient: number;
  /** `size` is both sides in pixels; everything scales with it except the pixel noise. */
  patient(random: Random, size: number, images: number): Scene[];
}
