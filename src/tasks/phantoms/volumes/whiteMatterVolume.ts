import type { Random } from '../../../random.js';
import { boundedNormal, softStep } from '../canvas.js';
import { burdenOf, WHITE_MATTER, whiteMatterValues } from '../wm17.js';
import { eachVoxel, randomDirection, voxelSides, voxelsOf, type Grid, type VolumePhantom } from './grid.js';
import { head, pointInHead, type Head } from './head.js';
import { surfaceWave } from './smoothVolume.js';
import { depthOf, drawSolids, starSolid, type Solid } from './solid.js';

/** As many dots of a whole head stand for one that a slice cuts. */
const DOTS_PER_SLICE_DOT = 4;

/**
 * The volume form of `wm17Phantom`: bright bands along both ventricles from slice to slice, and dots all over the white
 * matter. No radius or thickness is below half a voxel, so that coarse grids show any: too many, seen from fine ones.
 */
export const whiteMatterVolume: VolumePhantom = (random, grid) => {
  const brain = head(random, grid);
  const burden = burdenOf(Math.exp(0.75 * boundedNormal(random)));
  const valid = brain.valid.slice();
  const voxel = Math.max(...voxelSides(grid));
  const { margin } = WHITE_MATTER;
  const ball = (reach: number, radius: number, aspect: number) =>
    starSolid(grid, brain.valid, pointInHead(random, brain, reach), () => radius, {
      along: randomDirection(random),
      aspect,
      longest: radius,
      margin,
    });
  const solids = [
    bands(grid, brain, Math.max(0.5 * voxel, burden.band)),
    ...Array.from({ length: DOTS_PER_SLICE_DOT * burden.dots }, () =>
      ball(
        0.75,
        Math.max(0.5 * voxel, burden.dotRadius * Math.exp(0.35 * boundedNormal(random))),
        1 + random.uniform(),
      ),
    ),
  ];
  if (random.uniform() < WHITE_MATTER.otherPathology) {
    const { voxels, inside } = ball(0.7, 5, 1);
    voxels.forEach((v, i) => inside[i]! > 0 && (valid[v] = 0));
  }
  const depth = depthOf(solids, grid);
  const image = new Float32Array(2 * voxelsOf(grid));
  brain.valid.forEach((inside, v) => {
    if (inside === 0) return;
    const [flair, t1] = whiteMatterValues({
      grey: brain.grey[v]!,
      fluid: brain.ventricles[v]!,
      bias: brain.bias[v]!,
      lesion: softStep(depth[v]!, 0.6),
    });
    image[2 * v] = flair + WHITE_MATTER.noise * random.normal();
    image[2 * v + 1] = t1 + WHITE_MATTER.noise * random.normal();
  });
  return { channels: 2, image, valid, drawLabel: (reader) => label(solids, grid, reader) };
};

/** One reader's label: borders moved by a constant that all lesions share, and by a wave of each. */
function label(solids: readonly Solid[], grid: Grid, reader: Random): Uint8Array {
  const common = WHITE_MATTER.globalSd * reader.normal();
  return drawSolids(solids, grid, reader, (_, random) => {
    const local = surfaceWave(random, 2, 6);
    return (direction) => common + WHITE_MATTER.localSd * local(direction);
  });
}

/** The bands along the front and back ends of both ventricles, from the ventricle's wall outwards. */
function bands(grid: Grid, { centre, axes, valid, ventricleDepth }: Head, thickness: number): Solid {
  const solid: Solid = { voxels: [], inside: [], directions: [] };
  eachVoxel(grid, (voxel, x, y, z) => {
    if (valid[voxel] === 0) return;
    const outside = -ventricleDepth[voxel]!;
    const cap = Math.abs(y - centre[1]) - 0.24 * axes[1];
    const depth = Math.min(thickness / 2 - Math.abs(outside - thickness / 2), cap);
    if (depth <= -WHITE_MATTER.margin) return;
    const away = Math.hypot(x - centre[0], y - centre[1], z - centre[2]) || 1;
    solid.voxels.push(voxel);
    solid.inside.push(depth);
    solid.directions.push([(x - centre[0]) / away, (y - centre[1]) / away, (z - centre[2]) / away]);
  });
  return solid;
}
