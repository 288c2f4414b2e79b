import type { Figure, PlotlySpec } from '../figures/index.js';
import { renderSvg } from '../figures/renderSvg.js';
import { renderFigure } from '../figures/writeFigures.js';
import { display } from './display.js';

/**
 * Shows a figure below the cell: its drawing as SVG, and its caption.
 *
 * @param figure - a figure of the workbook, or a Plotly specification of one's own
 */
export async function show(figure: Figure | PlotlySpec): Promise<void> {
  if (!('rows' in figure)) return display({ 'image/svg+xml': await renderSvg(figure), 'text/plain': 'figure' });
  display({ 'image/svg+xml': await renderFigure(figure, await figure.rows()), 'text/plain': figure.title });
  display({ 'text/markdown': `*${figure.title}.* ${figure.caption}`, 'text/plain': figure.caption });
}
