import { escapeHtml } from './escapeHtml.js';
import { pixelOutline } from './pixelOutline.js';
import { storedPng } from './storedPng.js';

/** What lies under outlines: one byte a pixel (grey), or three; `aspect` is the height of a pixel in its widths. */
export interface OverlayView {
  width: number;
  height: number;
  pixels: Uint8Array;
  aspect: number;
}

export interface OverlayOutline {
  /** `[height, width]`, above 0 inside. */
  mask: ArrayLike<number>;
  color: string;
}

/** Colours of the outlines of reference and prediction: seen on grey and on flesh, and told apart by the colour-blind. */
export const overlayColor = { reference: '#56b4e9', prediction: '#ffb000' };

/** Colours of outlines of several classes, in their order. */
export const classColors = ['#ffb000', '#56b4e9', '#dc267f', '#00c29a', '#b18cff', '#f0e442'];

/**
 * An image with the outlines of masks along its pixels' edges, as an SVG that needs nothing beside it. Outlines are drawn in
 * their order, each on a dark line, so that they are seen on any image.
 *
 * @param options.title - what it shows, for those who cannot see it
 * @param options.shownPx - the width in pixels at which lines are 2 pixels wide; default 320
 */
export function overlaySvg(
  { width, height, pixels, aspect }: OverlayView,
  outlines: readonly OverlayOutline[],
  { title, shownPx = 320 }: { title: string; shownPx?: number },
): string {
  const line = (2 * width) / shownPx;
  const rounded = (value: number) => Number(value.toFixed(3));
  const paths = outlines.map(({ mask, color }) => {
    const d = pathOf(mask, width, height, aspect);
    return d === '' ? '' : `<path d="${d}" stroke="#000" stroke-opacity=".6" stroke-width="${rounded(2 * line)}"/><path d="${d}" stroke="${color}" stroke-width="${rounded(line)}"/>`;
  });
  const tall = rounded(height * aspect);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${tall}" width="${width}" height="${tall}" role="img"><title>${escapeHtml(title)}</title>` +
    `<image width="${width}" height="${tall}" preserveAspectRatio="none" xlink:href="${storedPng(width, height, pixels)}"/>` +
    `<g fill="none" stroke-linejoin="round">${paths.join('')}</g></svg>`
  );
}

function pathOf(mask: ArrayLike<number>, width: number, height: number, aspect: number): string {
  const { x, y } = pixelOutline(mask, width, height);
  let d = '';
  let open = false;
  x.forEach((at, k) => {
    if (at === null) d += 'Z';
    else d += `${open ? 'L' : 'M'}${at} ${Number((y[k]! * aspect).toFixed(3))}`;
    open = at !== null;
  });
  return d;
}
