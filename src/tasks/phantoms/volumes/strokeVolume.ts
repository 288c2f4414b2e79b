import type { Random } from '../../../random.js';
import { boundedNormal, softStep } from '../canvas.js';
import { strokeTissue, type StrokeKind } from '../stroke.js';
import { dot, randomDirection, voxelsOf, type Grid, type Point, type VolumePhantom } from './grid.js';
import { head, pointInHead, type Head } from './head.js';
import { smoothVolume, surfaceWave } from './smoothVolume.js';
import { depthOf, drawSolids, starSolid, type Solid } from './solid.js';

interface Lesion {
  solid: Solid;
  radius: number;
}

/** A volume grows with the cube of its radius, a slice's area with the square: so much of a slice's spread does as much. */
const IN_SPACE = 2 / 3;

/**
 * The volume form of `strokePhantom`: one wedge-shaped main lesion with satellites in one head, and labels that readers
 * draw in space, not slice by slice.
 */
export function strokeVolume(kind: StrokeKind): VolumePhantom {
  return (random, grid) => {
    const brain = head(random, grid);
    const contrast = kind.contrast.map(([least, most]) => least + (most - least) * random.uniform());
    const radius = kind.medianRadius * Math.exp(0.45 * boundedNormal(random));
    const count = 1 + random.integer(kind.satellites + 1);
    const lesions = Array.from({ length: count }, (_, rank) =>
      lesionIn(random, grid, brain, pointInHead(random, brain, rank === 0 ? 0.7 : 0.85), radius / (rank + 1), kind),
    );
    const solids = lesions.map(({ solid }) => solid);
    const [texture, coarse] = [smoothVolume(random, 8, 16)(grid), smoothVolume(random, 2.5)(grid)];
    const depth = depthOf(solids, grid);
    const channels = contrast.length;
    const image = new Float32Array(voxelsOf(grid) * channels);
    brain.valid.forEach((inside, v) => {
      if (inside === 0) return;
      const lesion = softStep(depth[v]!, kind.borderBlur);
      const tissue = {
        texture: texture[v]!,
        coarse: coarse[v]!,
        grey: brain.grey[v]!,
        fluid: brain.ventricles[v]!,
        bias: brain.bias[v]!,
      };
      contrast.forEach((delta, c) => {
        image[v * channels + c] = strokeTissue(kind, c, tissue) + delta * lesion + kind.noise * random.normal();
      });
    });
    return { channels, image, valid: brain.valid, drawLabel: (reader) => strokeLabel(kind, lesions, grid, reader) };
  };
}

function lesionIn(
  random: Random,
  grid: Grid,
  { valid, centre }: Head,
  at: Point,
  radius: number,
  { spread, unseen }: StrokeKind,
): Lesion {
  const from: Point = [at[0] - centre[0], at[1] - centre[1], at[2] - centre[2]];
  const away = Math.hypot(...from) || 1;
  // A territory opens like a wedge from the middle of the brain to its surface.
  const outwards: Point = [from[0] / away, from[1] / away, from[2] / away];
  const outline = surfaceWave(random, 2, 5);
  const solid = starSolid(
    grid,
    valid,
    at,
    (direction) => radius * (1 + 0.14 * outline(direction) + 0.15 * dot(direction, outwards)),
    {
      along: outwards,
      aspect: 1.5,
      longest: 1.6 * radius,
      // Three deviations of a reader's.
      margin: radius * (3 * IN_SPACE * (spread.area + spread.local) + (unseen?.reach ?? 0)),
    },
  );
  return { solid, radius };
}

function strokeLabel({ spread, unseen }: StrokeKind, lesions: readonly Lesion[], grid: Grid, reader: Random) {
  // One reader, or one outcome at day 90, grows or shrinks all lesions alike.
  const growth = reader.normal();
  return drawSolids(
    lesions.map(({ solid }) => solid),
    grid,
    reader,
    (s, random) => {
      if (random.uniform() < (s === 0 ? spread.dropMain : spread.dropSatellite)) return undefined;
      const { radius } = lesions[s]!;
      const local = surfaceWave(random, 1, 4);
      // As in slices: nothing in the image tells where a label reaches beyond what can be seen.
      const beyond = unseen ? unseen.reach * random.uniform() : 0;
      const side = randomDirection(random);
      // The cap of a sphere round `side` whose cosines exceed this has `share` of the surface.
      const edge = 1 - 2 * (unseen?.share ?? 0);
      return (direction) =>
        radius *
        (IN_SPACE * (spread.area * growth + spread.local * local(direction)) +
          (beyond > 0 ? beyond * softStep(dot(direction, side) - edge, 0.15) : 0));
    },
  );
}
