import type { Random } from '../../random.js';
import { eachPixel, wave } from './canvas.js';

/** Directions round a part's centre in which its border is moved. */
export const DIRECTIONS = 128;

/**
 * One connected object: its signed distance to the border in pixels (positive inside, approximate), and each pixel's
 * direction from a centre.
 */
export interface Part {
  inside: Float32Array;
  direction: Uint8Array;
  /** Pixels that some reader's border may take in, in row order. */
  near: Int32Array;
}

/** The deepest of several parts at every pixel: the depth inside their union. */
export function unionDepth(parts: readonly Part[], size: number): Float32Array {
  const depth = new Float32Array(size * size).fill(-size);
  for (const { inside } of parts)
    for (let pixel = 0; pixel < depth.length; pixel++)
      if (inside[pixel]! > depth[pixel]!) depth[pixel] = inside[pixel]!;
  return depth;
}

/** The angle in radians of direction `d`. */
export const angleOf = (d: number): number => (2 * Math.PI * (d + 0.5)) / DIRECTIONS - Math.PI;

/**
 * A part from its signed distance; `(x, y)` is the centre that directions are counted round, and no border moves by
 * more than `margin` pixels.
 */
export function part(
  size: number,
  x: number,
  y: number,
  depth: (x: number, y: number) => number,
  margin = size / 4,
): Part {
  const made = { inside: new Float32Array(size * size), direction: new Uint8Array(size * size) };
  eachPixel(size, (pixel, px, py) => {
    made.inside[pixel] = depth(px, py);
    if (made.inside[pixel]! > -margin)
      made.direction[pixel] = Math.min(
        DIRECTIONS - 1,
        Math.floor(((Math.atan2(py - y, px - x) + Math.PI) / (2 * Math.PI)) * DIRECTIONS),
      );
  });
  return { ...made, near: Int32Array.from(made.inside.keys()).filter((pixel) => made.inside[pixel]! > -margin) };
}

/**
 * Star-shaped part: radius `radius(angle)` in pixels, stretched by `aspect` along the direction `tilt` at equal area.
 */
export function starPart(
  size: number,
  x: number,
  y: number,
  radius: (angle: number) => number,
  aspect = 1,
  tilt = 0,
  margin = size / 4,
): Part {
  const [cos, sin, stretch] = [Math.cos(tilt), Math.sin(tilt), Math.sqrt(aspect)];
  const longest = Math.max(...Array.from({ length: DIRECTIONS }, (_, d) => radius(angleOf(d))));
  return part(
    size,
    x,
    y,
    (px, py) => {
      const [dx, dy] = [px - x, py - y];
      const [u, v] = [(cos * dx + sin * dy) / stretch, (-sin * dx + cos * dy) * stretch];
      const away = Math.sqrt(u * u + v * v);
      // Far outside the direction does not matter, and most pixels lie there.
      return (away > longest + margin ? longest : radius(Math.atan2(v, u))) - away;
    },
    margin,
  );
}

/** How readers differ in one label: displacements of the border in pixels, and probabilities. */
export interface LabelSpread {
  /** Standard deviation of the whole border in or out. */
  globalSd: number;
  /** Standard deviation of the border's local waves. */
  localSd: number;
  /** Probability that a reader leaves a part out; default 0. */
  dropProbability?: (part: number) => number;
  /** A reader's further displacement of a part's border by angle; default none. */
  extra?: (part: number, random: Random) => (angle: number) => number;
}

/**
 * One reader's label: each part's border moved by a random constant (common to all parts) and a random wave, then the
 * union. It depends on the scene alone, not on the image's noise, so draws of it are draws of P(label | scene).
 */
export function drawLabel(parts: readonly Part[], size: number, spread: LabelSpread, random: Random): Uint8Array {
  const label = new Uint8Array(size * size);
  const common = spread.globalSd * random.normal();
  const moved = new Float32Array(DIRECTIONS);
  parts.forEach(({ inside, direction, near }, index) => {
    const local = spread.localSd > 0 ? wave(random, 2, 6) : () => 0;
    const extra = spread.extra?.(index, random) ?? (() => 0);
    for (let d = 0; d < DIRECTIONS; d++) moved[d] = common + spread.localSd * local(angleOf(d)) + extra(angleOf(d));
    if (random.uniform() < (spread.dropProbability?.(index) ?? 0)) return;
    for (const pixel of near) if (inside[pixel]! + moved[direction[pixel]!]! > 0) label[pixel] = 1;
  });
  return label;
}
