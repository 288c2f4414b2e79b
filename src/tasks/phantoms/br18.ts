import type { Random } from '../../random.js';
import { boundedNormal, eachPixel, smoothField, softStep, wave } from './canvas.js';
import { brain, pointInBrain, type BrainSlice } from './brain.js';
import { drawLabel, starPart, unionDepth, type Part } from './part.js';
import type { Phantom, Scene } from './phantom.js';

/** Of the slices that show brain, this part shows tumour. */
const SHOWN = 0.55;
export const MEDIAN_RADIUS = 13.5 / 120;
/** Lengths in pixels of 120. */
export const TUMOUR = {
  noise: 0.015,
  /** Of the blurred border that can be seen. */
  blur: 1.5,
  /** How far readers' borders lie apart. */
  globalSd: 0.7,
  localSd: 1.1,
  /** Where the core begins, in radii. */
  coreAt: 0.45,
};
const CONTRAST = 0.38;
const [OEDEMA, CORE, RIM] = [1, 2, 3] as const;

interface Tumour {
  x: number;
  y: number;
  /** Largest radius, in pixels, and where along the head it is. */
  radius: number;
  height: number;
  outline: (angle: number) => number;
  hasCore: boolean;
  darkCore: boolean;
}

/**
 * Tumour-like slices: a head with one lobed tumour, bright in the first channel (FLAIR-like) with a border blurred by
 * 1.5 pixels of 120, a core in two of three patients that is dark in half of them; in the second channel (T1-like) the
 * core is dark, its rim bright and the tumour as a whole not to be seen. Readers place the oedema's border within a
 * pixel or so. Labels: 1 oedema, 2 core, 3 enhancing rim.
 */
export const br18Phantom: Phantom = {
  imagesPerPatient: 4,
  patient(random, size, images) {
    const head = brain(random, size);
    const middle = head(0.5);
    const [x, y] = pointInBrain(random, middle, 0.6);
    const hasCore = random.uniform() < 2 / 3;
    const tumour: Tumour = {
      x,
      y,
      height: 0.3 + 0.4 * random.uniform(),
      outline: wave(random, 2, 6),
      hasCore,
      darkCore: hasCore && random.uniform() < 0.5,
      radius: size * MEDIAN_RADIUS * 1.1 * Math.exp(0.4 * boundedNormal(random)),
    };
    return Array.from({ length: images }, (_, s) => {
      const height = 0.1 + (0.8 * (s + random.uniform())) / images;
      return tumourSlice(random, size, head(height), tumour, height);
    });
  },
};

function tumourSlice(random: Random, size: number, slice: BrainSlice, tumour: Tumour, height: number): Scene {
  // A tumour spans the slices within SHOWN of the head round its middle, and is narrower towards its ends.
  const away = Math.abs(height - tumour.height) / (0.4 * SHOWN);
  const radius = away < 1 ? tumour.radius * Math.sqrt(1 - away ** 2) : 0;
  const scale = size / 120;
  const parts =
    radius > 0.5
      ? [
          starPart(size, tumour.x, tumour.y, (angle) => radius * (1 + 0.16 * tumour.outline(angle))),
          ...islands(random, size, tumour, radius),
        ]
      : [];
  for (const { inside } of parts)
    for (let pixel = 0; pixel < inside.length; pixel++) if (slice.valid[pixel] === 0) inside[pixel] = -size;
  const coreAt = TUMOUR.coreAt * radius;
  const image = new Float32Array(size * size * 2);
  const texture = smoothField(random, 6)(size);
  const union = unionDepth(parts, size);
  eachPixel(size, (pixel) => {
    if (slice.valid[pixel] === 0) return;
    const [grey, fluid, bias] = [slice.grey[pixel]!, slice.ventricles[pixel]!, slice.bias[pixel]!];
    const depth = parts[0]?.inside[pixel] ?? -size;
    const lesion = softStep(union[pixel]!, TUMOUR.blur * scale);
    const core = tumour.hasCore ? softStep(depth - coreAt, scale) : 0;
    const rim = tumour.hasCore ? Math.exp(-0.5 * ((depth - coreAt) / (0.8 * scale)) ** 2) : 0;
    const [flair, t1] = tumourValues(
      { grey, fluid, bias, texture: texture[pixel]!, lesion, core, rim },
      tumour.darkCore,
    );
    image[2 * pixel] = flair + TUMOUR.noise * random.normal();
    image[2 * pixel + 1] = t1 + TUMOUR.noise * random.normal();
  });
  return {
    channels: 2,
    image,
    valid: slice.valid,
    drawLabel: (reader) => classes(parts, size, reader, tumour.hasCore ? coreAt : Infinity, scale),
  };
}

/** The class at a depth of the tumour, where the core begins at `coreAt`; the rim is as wide as two times `scale`. */
export const classAt = (depth: number, coreAt: number, scale: number): number =>
  depth > coreAt + scale ? CORE : depth > coreAt - scale ? RIM : OEDEMA;

/** FLAIR and T1 of a tissue in a tumour or beside it, without noise. */
export function tumourValues(
  at: Record<'grey' | 'fluid' | 'bias' | 'texture' | 'lesion' | 'core' | 'rim', number>,
  darkCore: boolean,
): [flair: number, t1: number] {
  const { grey, fluid, bias, texture, lesion, core, rim } = at;
  const tissue = 0.3 + 0.16 * grey * (1 - lesion) - 0.26 * fluid * (1 - lesion) + 0.05 * bias;
  return [
    tissue + lesion * (CONTRAST + 0.07 * texture) - (darkCore ? 0.4 * core : 0),
    0.55 - 0.16 * grey - 0.3 * fluid * (1 - lesion) + 0.05 * bias - 0.15 * core + 0.3 * rim,
  ];
}

/** Oedema comes up again beside the tumour: up to three small islands where a slice cuts its fingers. */
function islands(random: Random, size: number, { x, y }: Tumour, radius: number): Part[] {
  return Array.from({ length: random.integer(4) }, () => {
    const [away, angle, own] = [
      radius * (1.2 + 0.5 * random.uniform()),
      2 * Math.PI * random.uniform(),
      radius * (0.12 + 0.15 * random.uniform()),
    ];
    return starPart(size, x + away * Math.cos(angle), y + away * Math.sin(angle), () => own, 1.5, angle);
  });
}

/**
 * One reader's classes: the whole tumour, and inside it core and rim at a depth that readers place a little
 * differently.
 */
function classes(parts: readonly Part[], size: number, reader: Random, coreAt: number, scale: number): Uint8Array {
  const label = drawLabel(parts, size, { globalSd: TUMOUR.globalSd * scale, localSd: TUMOUR.localSd * scale }, reader);
  const seen = coreAt + 0.5 * scale * reader.normal();
  const main = parts[0];
  if (main) {
    for (let pixel = 0; pixel < label.length; pixel++) {
      const depth = main.inside[pixel]!;
      if (label[pixel]! > 0) label[pixel] = classAt(depth, seen, scale);
    }
  }
  return label;
}
