import type { Random } from '../../../random.js';
import { classAt, MEDIAN_RADIUS, TUMOUR, tumourValues } from '../br18.js';
import { boundedNormal, softStep } from '../canvas.js';
import { FRAME, randomDirection, voxelsOf, type Grid, type Point, type VolumePhantom } from './grid.js';
import { head, pointInHead } from './head.js';
import { smoothVolume, surfaceWave } from './smoothVolume.js';
import { depthOf, drawSolids, starSolid, type Solid } from './solid.js';

/** The volume form of `br18Phantom`: one lobed tumour with its core in one head, and small islands beside it. */
export const tumourVolume: VolumePhantom = (random, grid) => {
  const brain = head(random, grid);
  const centre = pointInHead(random, brain, 0.6);
  const outline = surfaceWave(random, 2, 6);
  const hasCore = random.uniform() < 2 / 3;
  const darkCore = hasCore && random.uniform() < 0.5;
  const radius = FRAME * MEDIAN_RADIUS * 1.1 * Math.exp(0.4 * boundedNormal(random));
  const margin = 4 * (TUMOUR.globalSd + TUMOUR.localSd);
  const star = (at: Point, longest: number, radiusOf: (direction: Point) => number, aspect: number) =>
    starSolid(grid, brain.valid, at, radiusOf, { along: randomDirection(random), aspect, longest, margin });
  const solids = [
    star(centre, 1.6 * radius, (direction) => radius * (1 + 0.16 * outline(direction)), 1),
    // Oedema comes up again beside the tumour.
    ...Array.from({ length: random.integer(4) }, () => {
      const away = radius * (1.2 + 0.5 * random.uniform());
      const own = radius * (0.12 + 0.15 * random.uniform());
      const towards = randomDirection(random);
      const at = towards.map((part, axis) => centre[axis]! + away * part) as unknown as Point;
      return star(at, own, () => own, 1.5);
    }),
  ];
  const texture = smoothVolume(random, 6)(grid);
  const union = depthOf(solids, grid);
  const main = depthOf(solids.slice(0, 1), grid);
  const coreAt = TUMOUR.coreAt * radius;
  const image = new Float32Array(2 * voxelsOf(grid));
  brain.valid.forEach((inside, v) => {
    if (inside === 0) return;
    const depth = main[v]! - coreAt;
    const [flair, t1] = tumourValues(
      {
        grey: brain.grey[v]!,
        fluid: brain.ventricles[v]!,
        bias: brain.bias[v]!,
        texture: texture[v]!,
        lesion: softStep(union[v]!, TUMOUR.blur),
        core: hasCore ? softStep(depth, 1) : 0,
        rim: hasCore ? Math.exp(-0.5 * (depth / 0.8) ** 2) : 0,
      },
      darkCore,
    );
    image[2 * v] = flair + TUMOUR.noise * random.normal();
    image[2 * v + 1] = t1 + TUMOUR.noise * random.normal();
  });
  return {
    channels: 2,
    image,
    valid: brain.valid,
    drawLabel: (reader) => classes(solids, grid, reader, hasCore ? coreAt : Infinity),
  };
};

/** One reader's classes: the whole tumour, and inside it core and rim at a depth that readers place a little differently. */
function classes(solids: readonly Solid[], grid: Grid, reader: Random, coreAt: number): Uint8Array {
  const common = TUMOUR.globalSd * reader.normal();
  const label = drawSolids(solids, grid, reader, (_, random) => {
    const local = surfaceWave(random, 2, 6);
    return (direction) => common + TUMOUR.localSd * local(direction);
  });
  const seen = coreAt + 0.5 * reader.normal();
  const [main] = solids;
  main?.voxels.forEach((voxel, i) => {
    if (label[voxel]! > 0) label[voxel] = classAt(main.inside[i]!, seen, 1);
  });
  return label;
}
