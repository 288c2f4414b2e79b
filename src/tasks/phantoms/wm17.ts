import type { Random } from '../../random.js';
import { boundedNormal, eachPixel, softStep } from './canvas.js';
import { brain, pointInBrain, ventricleDepth, type BrainSlice } from './brain.js';
import { drawLabel, part, starPart, unionDepth, type Part } from './part.js';
import type { Phantom, Scene } from './phantom.js';

const CONTRAST = 0.2;
/** Lengths in pixels of 120. */
export const WHITE_MATTER = {
  noise: 0.025,
  /** Share of patients with another pathology, which the publisher marks to be ignored. */
  otherPathology: 0.1,
  /** How far readers' borders lie apart. */
  globalSd: 0.2,
  localSd: 0.12,
  /** No reader's border lies further off. */
  margin: 3,
};

export interface Burden {
  /** Thickness of the bands along the ventricles, in pixels of 120. */
  band: number;
  dots: number;
  dotRadius: number;
}

/**
 * White-matter-lesion-like slices: bright bands of 1 to 3 pixels (of 120) capping both ventricles alike, and 5 to 20
 * dots of 1 to 4 pixels. Nearly every lesion pixel is a border pixel, and readers' borders lie within a pixel of each
 * other, which alone costs a fifth of the Dice.
 */
export const wm17Phantom: Phantom = {
  imagesPerPatient: 4,
  patient(random, size, images) {
    const head = brain(random, size);
    const severity = Math.exp(0.75 * boundedNormal(random));
    const burden = burdenOf(severity);
    const other = random.uniform() < WHITE_MATTER.otherPathology;
    return Array.from({ length: images }, (_, s) =>
      lesionSlice(random, size, head(0.15 + (0.7 * (s + random.uniform())) / images), burden, other),
    );
  },
};

/** What a patient of a severity has, 1 the median. */
export function burdenOf(severity: number): Burden {
  return {
    band: Math.min(3, 0.8 * severity),
    dots: Math.min(20, Math.round(5 + 4 * severity)),
    dotRadius: 0.8 * severity ** 0.3,
  };
}

function lesionSlice(random: Random, size: number, slice: BrainSlice, burden: Burden, other: boolean): Scene {
  const scale = size / 120;
  const parts: Part[] = [bands(size, slice, burden.band * scale)];
  const nearVentricles = slice.ventricles.some((value) => value > 0.5);
  const count = nearVentricles ? burden.dots : Math.round(burden.dots * random.uniform() * 0.6);
  for (let d = 0; d < count; d++) {
    const [x, y] = pointInBrain(random, slice, 0.75);
    const radius = Math.max(0.6, burden.dotRadius * scale * Math.exp(0.35 * boundedNormal(random)));
    parts.push(
      starPart(size, x, y, () => radius, 1 + random.uniform(), Math.PI * random.uniform(), WHITE_MATTER.margin * scale),
    );
  }
  const valid = slice.valid.slice();
  if (other) {
    const [x, y] = pointInBrain(random, slice, 0.7);
    const infarct = starPart(size, x, y, () => 5 * scale);
    for (let pixel = 0; pixel < valid.length; pixel++) if (infarct.inside[pixel]! > 0) valid[pixel] = 0;
  }
  const image = new Float32Array(size * size * 2);
  const depth = unionDepth(parts, size);
  eachPixel(size, (pixel) => {
    if (slice.valid[pixel] === 0) return;
    const lesion = softStep(depth[pixel]!, 0.6 * scale);
    const [grey, fluid, bias] = [slice.grey[pixel]!, slice.ventricles[pixel]!, slice.bias[pixel]!];
    const [flair, t1] = whiteMatterValues({ grey, fluid, bias, lesion });
    image[2 * pixel] = flair + WHITE_MATTER.noise * random.normal();
    image[2 * pixel + 1] = t1 + WHITE_MATTER.noise * random.normal();
  });
  const spread = { globalSd: WHITE_MATTER.globalSd * scale, localSd: WHITE_MATTER.localSd * scale };
  return {
    channels: 2,
    image,
    valid,
    drawLabel: (reader) => drawLabel(parts, size, spread, reader),
  };
}

/** FLAIR and T1 of tissue, without noise. */
export function whiteMatterValues({
  grey,
  fluid,
  bias,
  lesion,
}: Record<'grey' | 'fluid' | 'bias' | 'lesion', number>): [flair: number, t1: number] {
  return [
    0.35 + 0.12 * grey - 0.32 * fluid * (1 - lesion) + 0.03 * bias + CONTRAST * lesion,
    0.6 - 0.15 * grey - 0.35 * fluid + 0.03 * bias - 0.12 * lesion,
  ];
}

/** The bands along the front and back ends of both ventricles, from the ventricle's wall outwards. */
function bands(size: number, { centre, axes, ventricles }: BrainSlice, thickness: number): Part {
  const open = ventricles.some((value) => value > 0.5);
  return part(
    size,
    ...centre,
    (x, y) => {
      if (!open) return -size;
      const [u, v] = [(x - centre[0]) / axes[0], (y - centre[1]) / axes[1]];
      const outside = -ventricleDepth(u, v, 1) * axes[0];
      const cap = (Math.abs(v) - 0.24) * axes[1];
      return Math.min(thickness / 2 - Math.abs(outside - thickness / 2), cap);
    },
    (WHITE_MATTER.margin * size) / 120,
  );
}
