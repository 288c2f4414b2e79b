import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { storedPng } from '../figures/index.js';
import { readImage, readMask, resizeImage, resizeMask, type Sample } from '../tasks/index.js';
import { imageDistance, pyramidSizes, syntheticPairs } from '../training/index.js';
import { UserError } from '../userError.js';
import { refuseUnwritable, writeWhole } from '../writeWhole.js';

/** What a user asks for who has one image and its mask. */
export interface PairsOfImageOptions {
  image: string;
  mask: string;
  /** Pairs, ≥ 1. */
  samples: number;
  /** Side to which the image is brought, from 25 to 250. */
  size: number;
  /** The coarsest scale with fresh noise, from 0. */
  from: number;
  /** Of the pyramid, on every scale. */
  iterations: number;
  seed: number;
  /** A folder that is not there, or empty. */
  out: string;
  onScale?(done: number, scales: number): void;
}

/** A pair that was written, and how near it lies to its source. */
export interface WrittenPair {
  image: string;
  mask: string;
  /** Root mean square of the difference from the source, intensities from 0 to 1; 0 is a copy. */
  distance: number;
  /** Share of the pixels that are marked. */
  marked: number;
}

/** Sides between which a pyramid has its scales. */
const SIDES = { least: 25, most: 250 };
/** Channels between the convolutions. */
const FEATURES = 16;

/**
 * Makes pairs of a user's own image and mask and writes them as `images/<name>-<n>.png` and `masks/<name>-<n>.png`, a layout
 * that po18 reads in colour and is18 in grey. Image and mask are brought to a square for the pyramid, and back to their
 * proportions.
 *
 * @throws UserError where files do not fit, a number is out of its range, or `out` holds anything; nothing is written then
 * Source: Thambawita et al., "SinGAN-Seg: Synthetic training data generation for medical image segmentation", PLOS ONE 2022
 */
export async function pairsOfImage(options: PairsOfImageOptions): Promise<WrittenPair[]> {
  const { size, from, samples, iterations, seed, out, onScale } = options;
  if (size < SIDES.least || size > SIDES.most)
    throw new UserError(`\`size\` is from ${SIDES.least} to ${SIDES.most} pixels, got ${size}.`);
  const scales = pyramidSizes(size).length;
  if (from >= scales)
    throw new UserError(
      `\`from\` is a scale from 0 to ${scales - 1}: an image of ${size} pixels has ${scales}, and beyond the last nothing new is drawn. Got ${from}.`,
    );
  for (const [name, path] of Object.entries({ image: options.image, mask: options.mask }))
    if (!existsSync(path)) throw new UserError(`there is no file ${path}; \`${name}\` names the one to read.`);
  refuseFilled(out);
  const { sample, width, height } = await sampleOf(options);
  const { pairs } = await syntheticPairs(sample, {
    samples,
    from,
    iterations,
    features: FEATURES,
    seed,
    onScale: (done, of) => onScale?.(done, of),
  });
  const ratio = size / Math.max(width, height);
  const side = (length: number) => Math.max(1, Math.round(length * ratio));
  const name = basename(options.image, extname(options.image));
  const digits = Math.max(2, String(samples).length);
  return pairs.map((pair, k): WrittenPair => {
    const { channels } = pair;
    const whole = { left: 0, top: 0, width: size, height: size };
    const grid = { width: size, height: size, channels };
    const [w, h] = [side(width), side(height)];
    const pixels = resizeImage({ ...grid, data: pair.image }, whole, w, h);
    const mask = resizeMask({ ...grid, channels: 1, data: pair.mask }, whole, w, h);
    const file = `${name}-${String(k + 1).padStart(digits, '0')}.png`;
    const write = (folder: string, bytes: Uint8Array) =>
      writeWhole(join(out, folder, file), Buffer.from(storedPng(w, h, bytes).split(',')[1]!, 'base64'));
    return {
      image: write(
        'images',
        Uint8Array.from(pixels, (value) => Math.round(255 * Math.min(1, Math.max(0, value)))),
      ),
      mask: write(
        'masks',
        Uint8Array.from(mask, (label) => 255 * label),
      ),
      distance: imageDistance(pair, sample),
      marked: pair.mask.reduce((sum, label) => sum + label, 0) / pair.mask.length,
    };
  });
}

function refuseFilled(out: string): void {
  if (existsSync(out)) {
    if (!statSync(out).isDirectory()) throw new UserError(`${out} is a file; \`out\` is a folder for the pairs.`);
    if (readdirSync(out).length > 0)
      throw new UserError(`${out} holds files already. Give \`out\` a new folder, or an empty one.`);
  }
  refuseUnwritable(out);
}

/** The image and its mask as a square sample, intensities from 0 to 1. */
async function sampleOf({ image: path, mask: maskPath, size }: PairsOfImageOptions) {
  const image = await readImage(path);
  const { width, height } = image;
  if (Math.min(width, height) < SIDES.least)
    throw new UserError(
      `${path} is ${width} × ${height} pixels; a pyramid needs at least ${SIDES.least} on each side. Give a larger image.`,
    );
  const mask = await readMask(maskPath, { stacks: false });
  const [rows, columns] = mask.shape.slice(-2) as [number, number];
  if (mask.shape.length !== 2 || rows !== height || columns !== width)
    throw new UserError(
      `${maskPath} is ${columns} × ${rows} pixels and ${path} is ${width} × ${height}: a mask has the size of its image.`,
    );
  if (mask.labels.length > 1)
    throw new UserError(
      `${maskPath} holds the labels ${mask.labels.slice(0, 5).join(', ')}${mask.labels.length > 5 ? ', …' : ''} beside 0; pairs are made of one target. Give a mask of two values.`,
    );
  const labels = Uint8Array.from(mask.values, (value) => Number(value !== 0));
  if (!labels.includes(1) || !labels.includes(0))
    throw new UserError(
      `${maskPath} marks ${labels.includes(1) ? 'every pixel' : 'nothing'}; a pair needs a target and a background.`,
    );
  const window = { left: 0, top: 0, width, height };
  const most = 2 ** image.bits - 1;
  const resized = resizeImage(image, window, size, size);
  const small = resizeMask({ width, height, channels: 1, data: labels }, window, size, size);
  if (!small.includes(1))
    throw new UserError(`the target of ${maskPath} is lost at ${size} × ${size} pixels. Give a larger \`size\`.`);
  const sample: Sample = {
    id: path,
    patient: path,
    width: size,
    height: size,
    channels: image.channels,
    image: resized.map((value) => value / most),
    mask: small,
  };
  return { sample, width, height };
}
