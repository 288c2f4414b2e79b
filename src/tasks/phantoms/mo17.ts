import type { Random } from '../../random.js';
import { boundedNormal, eachPixel, smoothField, softStep } from './canvas.js';
import { drawLabel, part, type Part } from './part.js';
import type { Phantom, Scene } from './phantom.js';

/** All as parts of the crop's width or height (192×264 pixels of a panoramic radiograph). */
const PLACE = { x: 0.53, y: 0.56 };
const TOOTH = { width: 0.19, height: 0.24 };
const NEIGHBOUR_STEP = 0.26;
const PLACE_SD = 0.025;
const MISSING = 0.3;
const NOISE = 0.006;

interface Anatomy {
  dx: number;
  dy: number;
  scale: number;
  brightness: number;
}

/**
 * Molar-like crops of a radiograph: the one wanted tooth in its fixed place, last in a row of two neighbours that look
 * the same, an upper tooth above it, and in 3 of 10 patients missing. Readers agree to less than a pixel.
 */
export const mo17Phantom: Phantom = {
  imagesPerPatient: 2,
  patient(random, size, images) {
    const anatomy = {
      dx: PLACE_SD * boundedNormal(random),
      dy: PLACE_SD * boundedNormal(random),
      scale: 1 + 0.07 * boundedNormal(random),
      brightness: 0.15 + 0.025 * boundedNormal(random),
    };
    const missing = random.uniform() < MISSING;
    return Array.from({ length: images }, () => radiograph(random, size, anatomy, missing));
  },
};

function radiograph(random: Random, size: number, { dx, dy, scale, brightness }: Anatomy, missing: boolean): Scene {
  const tooth = (x: number, y: number, upper = false) =>
    toothPart(
      size,
      (x + dx + 0.004 * random.normal()) * size,
      (y + dy + 0.004 * random.normal()) * size,
      scale * (1 + 0.03 * random.normal()),
      upper,
    );
  const wanted = missing ? [] : [tooth(PLACE.x, PLACE.y)];
  const others = [
    tooth(PLACE.x - NEIGHBOUR_STEP, PLACE.y),
    tooth(PLACE.x - 2 * NEIGHBOUR_STEP, PLACE.y),
    tooth(PLACE.x - 0.5 * NEIGHBOUR_STEP, PLACE.y - 1.2 * TOOTH.height, true),
  ];
  const [bone, slow] = [smoothField(random, 6, 12)(size), smoothField(random, 1.5)(size)];
  const image = new Float32Array(size * size);
  const blur = size / 192;
  eachPixel(size, (pixel, x, y) => {
    const [u, v] = [x / size, y / size];
    // The jaw is a bright band below the row of crowns; above it is the dark mouth.
    const jaw = 0.16 * softStep((v - PLACE.y + 0.1 - 0.08 * (u - 0.5)) * size, 0.03 * size);
    let level = 0.26 + jaw + 0.07 * bone[pixel]! + 0.07 * slow[pixel]!;
    for (const { inside } of [...wanted, ...others]) {
      const depth = inside[pixel]!;
      // The pulp inside a tooth is darker than its hard tissue.
      level += brightness * (softStep(depth, blur) - 0.45 * softStep(depth - 0.055 * size, 0.02 * size));
    }
    image[pixel] = level + NOISE * random.normal();
  });
  return {
    channels: 1,
    image,
    drawLabel: (reader) => drawLabel(wanted, size, { globalSd: 0.25 * blur, localSd: 0.5 * blur }, reader),
  };
}

/** A crown with two roots that taper away from it: downwards for a lower tooth, upwards for an upper one. */
function toothPart(size: number, x: number, y: number, scale: number, upper: boolean): Part {
  const [halfWidth, halfHeight] = [(TOOTH.width * scale * size) / 2, (TOOTH.height * scale * size) / 2];
  return part(size, x, y, (px, py) => {
    const [u, v] = [(px - x) / halfWidth, (upper ? y - py : py - y) / halfHeight];
    const crown = 1 - (Math.abs(u) ** 3 + Math.abs((v + 0.4) / 0.6) ** 3) ** (1 / 3);
    const along = (v - 0.1) / 0.9;
    const root = along < -0.6 || along > 1 ? -1 : 0.42 - 0.22 * Math.max(0, along) - Math.abs(Math.abs(u) - 0.48);
    return Math.max(crown, root) * halfWidth;
  });
}
