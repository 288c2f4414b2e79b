import type { Random } from '../../random.js';
import { boundedNormal, eachPixel, smoothField, softStep, wave } from './canvas.js';
import { brain, pointInBrain, type BrainSlice } from './brain.js';
import { drawLabel, starPart, unionDepth, type LabelSpread, type Part } from './part.js';
import type { Phantom, Scene } from './phantom.js';

/** What tells one stroke phantom from another. Lengths in pixels of a 120-pixel frame. */
export interface StrokeKind {
  imagesPerPatient: number;
  /** Share of slices with brain that show a lesion. */
  shown: number;
  medianRadius: number;
  /** Most satellites beside the main lesion; the n-th has 1/n² of its area. */
  satellites: number;
  /** Brightness of the lesion over its surroundings in each channel, drawn for each patient from [least, most]. */
  contrast: [number, number][];
  /** Standard deviation of the tissue's own variation. */
  tissue: number;
  noise: number;
  borderBlur: number;
  /** Readers' spread as parts of a lesion's radius. */
  spread: { area: number; local: number; dropMain: number; dropSatellite: number };
  /** Where part of the border cannot be seen: its share of the contour, and how far labels reach beyond, in radii. */
  unseen?: { share: number; reach: number };
}

interface Lesion {
  shape: Part;
  radius: number;
}

/**
 * A generator of stroke-like slices of one kind: a wedge-shaped main lesion with satellites, and labels that are not
 * simply what can be seen.
 */
export function strokePhantom(kind: StrokeKind): Phantom {
  return {
    imagesPerPatient: kind.imagesPerPatient,
    patient(random, size, images) {
      const head = brain(random, size);
      const contrast = kind.contrast.map(([least, most]) => least + (most - least) * random.uniform());
      const radius = (size / 120) * kind.medianRadius * Math.exp(0.45 * boundedNormal(random));
      const main = pointInBrain(random, head(0.5), 0.7);
      const height = 0.3 + 0.4 * random.uniform();
      const count = random.integer(kind.satellites + 1);
      return Array.from({ length: images }, (_, s) => {
        const at = 0.1 + (0.8 * (s + random.uniform())) / images;
        const away = Math.abs(at - height) / (0.4 * kind.shown);
        const slice = head(at);
        const lesions = away < 1 ? lesionsOf(random, size, slice, main, radius * (1 - away ** 2) ** 0.25, count) : [];
        return strokeSlice(kind, random, size, slice, lesions, contrast);
      });
    },
  };
}

function lesionsOf(
  random: Random,
  size: number,
  slice: BrainSlice,
  main: [number, number],
  radius: number,
  satellites: number,
): Lesion[] {
  return Array.from({ length: satellites + 1 }, (_, rank) => {
    const [x, y] = rank === 0 ? main : pointInBrain(random, slice, 0.85);
    const own = radius / (rank + 1);
    const towards = Math.atan2(y - slice.centre[1], x - slice.centre[0]);
    const outline = wave(random, 2, 5);
    // A territory opens like a wedge from the middle of the brain to its surface.
    const shape = starPart(
      size,
      x,
      y,
      (angle) => own * (1 + 0.14 * outline(angle) + 0.15 * Math.cos(3 * angle)),
      1.5,
      towards,
    );
    for (let pixel = 0; pixel < shape.inside.length; pixel++) if (slice.valid[pixel] === 0) shape.inside[pixel] = -size;
    return { shape, radius: own };
  });
}

function strokeSlice(
  kind: StrokeKind,
  random: Random,
  size: number,
  slice: BrainSlice,
  lesions: Lesion[],
  contrast: number[],
): Scene {
  const channels = contrast.length;
  const image = new Float32Array(size * size * channels);
  const [texture, coarse] = [smoothField(random, 8, 16)(size), smoothField(random, 2.5)(size)];
  const blur = (kind.borderBlur * size) / 120;
  const depth = unionDepth(
    lesions.map(({ shape }) => shape),
    size,
  );
  eachPixel(size, (pixel) => {
    if (slice.valid[pixel] === 0) return;
    const lesion = softStep(depth[pixel]!, blur);
    const tissue = {
      texture: texture[pixel]!,
      coarse: coarse[pixel]!,
      grey: slice.grey[pixel]!,
      fluid: slice.ventricles[pixel]!,
      bias: slice.bias[pixel]!,
    };
    contrast.forEach((delta, c) => {
      image[pixel * channels + c] = strokeTissue(kind, c, tissue) + delta * lesion + kind.noise * random.normal();
    });
  });
  return { channels, image, valid: slice.valid, drawLabel: (reader) => strokeLabel(kind, lesions, size, reader) };
}

/** What a channel shows of sound tissue, without noise. */
export function strokeTissue(
  kind: StrokeKind,
  channel: number,
  { texture, coarse, grey, fluid, bias }: Record<'texture' | 'coarse' | 'grey' | 'fluid' | 'bias', number>,
): number {
  const own = kind.tissue * (0.55 * texture + 0.3 * coarse + 1.6 * (grey - 0.4)) - 0.2 * fluid;
  // Channels of one scanner share their anatomy, each with a sign and strength of its own.
  const tissue = channel === 0 ? own : -0.6 * own;
  return 0.45 + tissue + 0.03 * bias;
}

function strokeLabel({ spread, unseen }: StrokeKind, lesions: Lesion[], size: number, reader: Random): Uint8Array {
  // One reader, or one outcome at day 90, grows or shrinks all lesions alike.
  const growth = reader.normal();
  const rules: LabelSpread = {
    globalSd: 0,
    localSd: 0,
    dropProbability: (p) => (p === 0 ? spread.dropMain : spread.dropSatellite),
    extra: (p, random) => {
      const { radius } = lesions[p]!;
      const local = wave(random, 1, 4);
      // Nothing in the image tells where a label reaches beyond what can be seen, so it is the label's doubt, not the
      // scene's.
      const [beyond, unseenAngle] = unseen ? [unseen.reach * random.uniform(), 2 * Math.PI * random.uniform()] : [0, 0];
      // cos(angle) > cos(π · share) over `share` of the contour.
      const edge = unseen ? Math.cos(Math.PI * unseen.share) : 1;
      return (angle) =>
        radius *
        (spread.area * growth +
          spread.local * local(angle) +
          beyond * softStep(Math.cos(angle - unseenAngle) - edge, 0.15));
    },
  };
  return drawLabel(
    lesions.map(({ shape }) => shape),
    size,
    rules,
    reader,
  );
}
