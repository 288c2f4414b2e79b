import type { PlotlySpec } from './figure.js';
import { renderSvg, type SvgOptions } from './renderSvg.js';
import { fontPaths } from './textMetrics.js';

/**
 * Draws a Plotly specification as PNG, without a browser.
 *
 * @param options.scale - pixels of the image to a pixel of the layout; 2 by default, sharp on a dense screen
 */
export async function renderPng(
  spec: PlotlySpec,
  { scale = 2, ...options }: SvgOptions & { scale?: number } = {},
): Promise<Buffer> {
  return svgToPng(await renderSvg(spec, options), scale);
}

/** Draws an SVG of this workbook as PNG, in its own typefaces; the system's are not looked at. */
export async function svgToPng(svg: string, scale = 2): Promise<Buffer> {
  const { Resvg } = await import('@resvg/resvg-js');
  const font = { fontFiles: fontPaths(), loadSystemFonts: false, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' };
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale }, background: 'white' }).render().asPng();
}

/**
 * The same with a palette of at most 256 colours, which a drawing of lines and areas hardly shows: a quarter of the
 * bytes, for files that are kept.
 */
export async function smallPng(svg: string, scale = 2): Promise<{ png: Buffer; width: number; height: number }> {
  const { default: sharp } = await import('sharp');
  const { data, info } = await sharp(await svgToPng(svg, scale))
    .png({ palette: true, compressionLevel: 9, effort: 10 })
    .toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}
