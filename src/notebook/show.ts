import type { Figure, PlotlySpec } from '../figures/index.js';
import { renderSvg } from '../figures/renderSvg.js';
import { renderFigure } from '../figures/writeFigures.js';
import { display } from './display.js';

/**
 * Shows a figure below the cell: its drawing as SVG, and its caption. Jupyter does not draw an SVG of a notebook that
 * it does not trust yet: there a line stands in its place until the cell runs.
 *
 * @param figure - a figure of the workbook, or a Plotly specification of one's own
 */
export async function show(figure: Figure | PlotlySpec): Promise<void> {
  if (!('rows' in figure))
    return display({ 'image/svg+xml': await renderSvg(figure), 'text/plain': 'Figure (run the cell to see it)' });
  display({
    'image/svg+xml': await renderFigure(figure, await figure.rows()),
    'text/plain': `Figure: ${figure.title} (run the cell to see it)`,
  });
  display({ 'text/markdown': `*${figure.title}.* ${figure.caption}`, 'text/plain': figure.caption });
}
