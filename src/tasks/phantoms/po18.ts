import type { Random } from '../../random.js';
import { boundedNormal, eachPixel, smoothField, softStep, wave } from './canvas.js';
import { drawLabel, starPart, type Part } from './part.js';
import type { Phantom, Scene } from './phantom.js';

const COLOUR = [0.62, 0.4, 0.3];
/** A polyp is a little redder than what it grows on; the mean of the colours does not change. */
const HUE = [0.05, -0.03, -0.02];
const MEDIAN_FRACTION = 0.115;
const LOG_FRACTION_SD = 0.75;
const EMPTY = 0.1;
const TWO_POLYPS = 0.06;

/**
 * Polyp-like frames: a reddish, strongly shaded field in a black octagon with specular dots, and one smooth polyp whose
 * border shows on one half of its contour and fades on the other. Readers differ little on the visible half and more on
 * the fading one.
 */
export const po18Phantom: Phantom = {
  imagesPerPatient: 4,
  patient(random, size, images) {
    const fraction = MEDIAN_FRACTION * Math.exp(0.8 * LOG_FRACTION_SD * boundedNormal(random));
    const contrast = 0.31 + 0.11 * boundedNormal(random);
    const tint = COLOUR.map((level) => level * (1 + 0.08 * boundedNormal(random)));
    return Array.from({ length: images }, () => frame(random, size, fraction, contrast, tint));
  },
};

function frame(random: Random, size: number, patientFraction: number, patientContrast: number, tint: number[]): Scene {
  const count = random.uniform() < EMPTY ? 0 : random.uniform() < TWO_POLYPS ? 2 : 1;
  const polyps = Array.from({ length: count }, () => polyp(random, size, patientFraction / count));
  const contrast = patientContrast + 0.06 * boundedNormal(random);
  const image = paint(random, size, polyps, contrast, tint);
  const labelled = (reader: Random) =>
    drawLabel(
      polyps.map(({ shape }) => shape),
      size,
      {
        globalSd: 0,
        localSd: 0,
        extra: (p) => {
          const { radius, hidden } = polyps[p]!;
          const [whole, local] = [reader.normal(), wave(reader, 1, 4)];
          return (angle) => radius * (0.03 * whole + local(angle) * (0.04 + 0.1 * hidden(angle)));
        },
      },
      reader,
    );
  return { channels: 3, image, drawLabel: labelled };
}

interface Polyp {
  shape: Part;
  radius: number;
  centre: [number, number];
  /** 0 where the border shows, 1 where it fades, by angle. */
  hidden: (angle: number) => number;
}

function polyp(random: Random, size: number, patientFraction: number): Polyp {
  const fraction = Math.min(0.5, patientFraction * Math.exp(0.6 * LOG_FRACTION_SD * boundedNormal(random)));
  const radius = size * Math.sqrt(fraction / Math.PI);
  const reach = Math.max(0, 0.42 * size - radius);
  const centre = [0, 1].map(() => size / 2 + reach * (2 * random.uniform() - 1)) as [number, number];
  const outline = wave(random, 2, 5);
  const fading = 2 * Math.PI * random.uniform();
  return {
    shape: starPart(
      size,
      ...centre,
      (angle) => radius * (1 + 0.09 * outline(angle)),
      1 + 0.5 * random.uniform(),
      Math.PI * random.uniform(),
    ),
    radius,
    centre,
    hidden: (angle) => softStep(Math.cos(angle - fading), 0.3),
  };
}

function paint(random: Random, size: number, polyps: Polyp[], contrast: number, tint: number[]): Float32Array {
  const [shading, folds] = [smoothField(random, 1.2)(size), smoothField(random, 4)(size)];
  const dots = Array.from({ length: 3 + random.integer(8) }, () => ({
    x: size * random.uniform(),
    y: size * random.uniform(),
    r: (size / 64) * (0.6 + random.uniform()),
  }));
  const image = new Float32Array(size * size * 3);
  eachPixel(size, (pixel, x, y) => {
    const [u, v] = [x / size, y / size];
    const inFrame = softStep(
      Math.min(0.48 - Math.abs(u - 0.5), 0.48 - Math.abs(v - 0.5), 0.78 - Math.abs(u - 0.5) - Math.abs(v - 0.5)) * size,
      0.5,
    );
    const level = 0.19 * shading[pixel]! + 0.06 * folds[pixel]!;
    let polyp = 0;
    for (const { shape, radius, centre, hidden } of polyps) {
      const depth = shape.inside[pixel]!;
      const fade = hidden(Math.atan2(y - centre[1], x - centre[0]));
      // Where the border fades, brightness rises slowly from it inwards; elsewhere it steps within a pixel.
      polyp += (1 - fade) * softStep(depth, size / 64) + fade * softStep(depth - 0.3 * radius, 0.25 * radius);
    }
    const shine = Math.max(0, ...dots.map((dot) => softStep(dot.r - Math.hypot(x - dot.x, y - dot.y), 0.4)));
    for (let c = 0; c < 3; c++) {
      const value = (tint[c]! + level + polyp * (contrast + HUE[c]!)) * (1 - shine) + shine;
      image[3 * pixel + c] = Math.min(1, Math.max(0, inFrame * Math.max(0.12, value) + 0.008 * random.normal()));
    }
  });
  return image;
}
