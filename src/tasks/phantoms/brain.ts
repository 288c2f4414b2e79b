import type { Random } from '../../random.js';
import { boundedNormal, eachPixel, smoothField, softStep } from './canvas.js';

/** One axial slice of a synthetic head. Lengths in pixels. */
export interface BrainSlice {
  centre: [number, number];
  /** Half-widths of the brain's ellipse along x and y. */
  axes: [number, number];
  /** 1 inside the brain. */
  valid: Uint8Array;
  /** Blend of white matter (0) and grey matter (1). */
  grey: Float32Array;
  /** 1 in the two ventricle horns, blurred by a pixel. */
  ventricles: Float32Array;
  /** Slow bias of the coil, standard deviation 1. */
  bias: Float32Array;
}

/** Half of the brain's width and length as parts of the frame: together a third of its area, 70 % of its length. */
export const HALF_AXES = [0.29, 0.36] as const;

/** A patient's head: every slice of it shares its size and folds. `height` runs from 0 (lowest slice) to 1. */
export function brain(random: Random, size: number): (height: number) => BrainSlice {
  const [wide, long] = HALF_AXES.map((half) => half * size * (1 + 0.04 * boundedNormal(random)));
  const centre = [0, 1].map(() => size * (0.5 + 0.01 * boundedNormal(random))) as [number, number];
  const [folds, drift] = [smoothField(random, 6, 12), smoothField(random, 0.7)];
  const ventricleScale = 1 + 0.15 * boundedNormal(random);
  return (height) => {
    // A slice near the top or the bottom is smaller, and only the middle ones cut the ventricles.
    const profile = Math.sqrt(1 - (0.7 * (2 * height - 1)) ** 2);
    const axes = [wide! * profile, long! * profile] as [number, number];
    const open = ventricleScale * Math.max(0, 1 - (2 * (height - 0.5)) ** 2 * 4);
    const slice: BrainSlice = {
      centre,
      axes,
      valid: new Uint8Array(size * size),
      grey: new Float32Array(size * size),
      ventricles: new Float32Array(size * size),
      bias: new Float32Array(size * size),
    };
    const [folded, drifted] = [folds(size, 0.3 * height), drift(size, 0.3 * height)];
    eachPixel(size, (pixel, x, y) => {
      const [u, v] = [(x - centre[0]) / axes[0], (y - centre[1]) / axes[1]];
      slice.valid[pixel] = Number(u * u + v * v < 1);
      const cortex = softStep((Math.hypot(u, v) - 0.86) * axes[0], 0.03 * size);
      // Grey matter follows the zero lines of a random field: narrow winding ribbons, as sulci are.
      slice.grey[pixel] = Math.max(cortex, softStep(0.3 - Math.abs(folded[pixel]!), 0.4));
      slice.bias[pixel] = drifted[pixel]!;
      slice.ventricles[pixel] = open > 0 ? softStep(ventricleDepth(u, v, open) * axes[0], 0.008 * size) : 0;
    });
    return slice;
  };
}

/**
 * Depth inside the nearer ventricle horn in brain coordinates (the brain's ellipse is the unit circle): two slanted
 * ellipses beside the midline.
 */
export function ventricleDepth(u: number, v: number, open: number): number {
  const side = Math.abs(u) - 0.16 - 0.12 * Math.abs(v);
  const [width, length] = [0.09 * open, 0.38 * Math.sqrt(open)];
  return (1 - Math.hypot(side / width, v / length)) * width;
}

/** A point inside the brain, uniform over the inner part `reach` (0 to 1) of its ellipse. */
export function pointInBrain(
  random: Random,
  { centre, axes }: Pick<BrainSlice, 'centre' | 'axes'>,
  reach: number,
): [number, number] {
  const [radius, angle] = [reach * Math.sqrt(random.uniform()), 2 * Math.PI * random.uniform()];
  return [centre[0] + axes[0] * radius * Math.cos(angle), centre[1] + axes[1] * radius * Math.sin(angle)];
}
