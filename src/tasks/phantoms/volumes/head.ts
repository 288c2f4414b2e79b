import type { Random } from '../../../random.js';
import { HALF_AXES, ventricleDepth } from '../brain.js';
import { boundedNormal, softStep } from '../canvas.js';
import { eachVoxel, FRAME, FRAME_HEIGHT, voxelsOf, type Grid, type Point } from './grid.js';
import { smoothVolume } from './smoothVolume.js';

/** Half of the brain's height as a part of the frame's height. */
const HALF_HEIGHT = 0.4;

/** A synthetic head as a volume: what `BrainSlice` says of a slice. */
export interface Head {
  centre: Point;
  /** Half-widths of the brain's ellipsoid. */
  axes: Point;
  /** 1 inside the brain. */
  valid: Uint8Array;
  /** Blend of white matter (0) and grey matter (1). */
  grey: Float32Array;
  /** 1 in the two ventricle horns, blurred. */
  ventricles: Float32Array;
  /** Depth inside the nearer ventricle horn in the plane, negative outside; far outside where a slice has none. */
  ventricleDepth: Float32Array;
  /** Slow bias of the coil, standard deviation 1. */
  bias: Float32Array;
}

/** A patient's head: one ellipsoid of brain, its folds and its ventricles running through all slices. */
export function head(random: Random, grid: Grid): Head {
  const scaled = (half: number) => half * (1 + 0.04 * boundedNormal(random));
  const axes: Point = [scaled(HALF_AXES[0] * FRAME), scaled(HALF_AXES[1] * FRAME), scaled(HALF_HEIGHT * FRAME_HEIGHT)];
  const off = () => 0.01 * boundedNormal(random) * FRAME;
  const centre: Point = [FRAME / 2 + off(), FRAME / 2 + off(), FRAME_HEIGHT / 2 + off()];
  const [folded, drifted] = [smoothVolume(random, 6, 16)(grid), smoothVolume(random, 0.7)(grid)];
  const ventricleScale = 1 + 0.15 * boundedNormal(random);
  const voxels = voxelsOf(grid);
  const made: Head = {
    centre,
    axes,
    valid: new Uint8Array(voxels),
    grey: new Float32Array(voxels),
    ventricles: new Float32Array(voxels),
    ventricleDepth: new Float32Array(voxels).fill(-FRAME),
    bias: drifted,
  };
  eachVoxel(grid, (voxel, x, y, z) => {
    const [u, v, w] = [(x - centre[0]) / axes[0], (y - centre[1]) / axes[1], (z - centre[2]) / axes[2]];
    const radius = Math.hypot(u, v, w);
    if (radius >= 1) return;
    made.valid[voxel] = 1;
    const cortex = softStep((radius - 0.86) * axes[0], 0.03 * FRAME);
    made.grey[voxel] = Math.max(cortex, softStep(0.3 - Math.abs(folded[voxel]!), 0.4));
    // The middle slices cut the ventricles.
    const open = ventricleScale * (1 - (w / 0.5) ** 2);
    if (open <= 0.05) return;
    made.ventricleDepth[voxel] = ventricleDepth(u, v, open) * axes[0];
    made.ventricles[voxel] = softStep(made.ventricleDepth[voxel]!, 0.008 * FRAME);
  });
  return made;
}

/** A point inside the brain, uniform over the inner part `reach` (0 to 1) of its ellipsoid. */
export function pointInHead(random: Random, { centre, axes }: Pick<Head, 'centre' | 'axes'>, reach: number): Point {
  for (;;) {
    const at = axes.map(() => 2 * random.uniform() - 1);
    if (Math.hypot(...at) < 1) return at.map((part, a) => centre[a]! + axes[a]! * reach * part) as unknown as Point;
  }
}
