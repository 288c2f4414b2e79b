import type { Figure, PlotlySpec } from '../figures/index.js';
import { smallPng } from '../figures/renderPng.js';
import { renderSvg } from '../figures/renderSvg.js';
import { renderFigure } from '../figures/writeFigures.js';
import { display } from './display.js';

/** Pixels of the PNG to a pixel of the layout: sharp enough beside the SVG, and half the size of a dense screen's. */
const SCALE = 1.5;

/**
 * Shows a figure below the cell: its drawing, and its caption. The drawing goes out as SVG and as PNG: Jupyter draws no
 * SVG of a notebook that it does not trust yet, such as one that was just cloned, but shows the PNG.
 *
 * @param figure - a figure of the workbook, or a Plotly specification of one's own
 */
export async function show(figure: Figure | PlotlySpec): Promise<void> {
  const named = 'rows' in figure;
  const svg = named ? await renderFigure(figure, await figure.rows()) : await renderSvg(figure);
  const { png, width, height } = await smallPng(svg, SCALE);
  display(
    {
      'image/svg+xml': svg,
      'image/png': png.toString('base64'),
      'text/plain': named ? `Figure: ${figure.title} (run the cell to see it)` : 'Figure (run the cell to see it)',
    },
    { 'image/png': { width: Math.round(width / SCALE), height: Math.round(height / SCALE) } },
  );
  if (named) display({ 'text/markdown': `*${figure.title}.* ${figure.caption}`, 'text/plain': figure.caption });
}
