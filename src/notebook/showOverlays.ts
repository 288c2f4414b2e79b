import { overlayColor, overlaySvg } from '../figures/index.js';
import { smallPng } from '../figures/renderPng.js';
import { blankView, classesOf, readMask, shownMask, smallView, viewBehind } from '../tasks/index.js';
import { display } from './display.js';

/** An image with its masks, as paths. */
export interface Overlay {
  image: string;
  reference?: string;
  prediction?: string;
}

/** Pixels of a picture's longest side, how many stand side by side, and what lies between them. */
const [SIDE, ACROSS, GAP] = [160, 4, 8];

/**
 * Shows images with the outlines of their masks, four side by side: the reference in blue, a prediction in orange on top of it. Of a
 * volume the axial slice in the middle.
 *
 * @param overlays - each with at least one mask
 */
export async function showOverlays(overlays: readonly Overlay[]): Promise<void> {
  const pictures = await Promise.all(overlays.map(picture));
  const [columns, rows] = [Math.min(ACROSS, pictures.length), Math.ceil(pictures.length / ACROSS)];
  const cell = SIDE + GAP;
  const [width, height] = [columns * cell - GAP, rows * cell - GAP];
  const placed = pictures.map((svg, k) =>
    svg.replace(
      /width="[\d.]+" height="[\d.]+" role/,
      `x="${(k % ACROSS) * cell}" y="${Math.floor(k / ACROSS) * cell}" width="${SIDE}" height="${SIDE}" role`,
    ),
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${placed.join('')}</svg>`;
  const { png } = await smallPng(svg, 1);
  display(
    {
      'image/svg+xml': svg,
      'image/png': png.toString('base64'),
      'text/plain': `${pictures.length} images with the outlines of their masks (run the cell to see them)`,
    },
    { 'image/png': { width, height } },
  );
}

async function picture({ image, reference, prediction }: Overlay): Promise<string> {
  const given = [reference, prediction].flatMap((path) => (path === undefined ? [] : [path]));
  const masks = await Promise.all(given.map((path) => readMask(path)));
  const shown = masks.map((mask) => shownMask(mask, classesOf(mask, 'any')));
  const { width, height, aspect, data } = shown[0]!;
  const slice = Math.floor(data.length / (width * height) / 2);
  const behind = (await viewBehind(image, masks[0]!, slice)) ?? blankView(width, height, aspect);
  const slices = shown.map((one) => one.data.subarray(slice * width * height, (slice + 1) * width * height));
  const small = smallView(behind, slices, SIDE);
  const colors = [...(reference === undefined ? [] : [overlayColor.reference]), overlayColor.prediction];
  return overlaySvg(
    small.view,
    small.masks.map((mask, k) => ({ mask, color: colors[k]! })),
    { title: 'image with the outlines of its masks', shownPx: SIDE },
  );
}
