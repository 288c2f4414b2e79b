import { readFileSync } from 'node:fs';
import { escapeHtml } from './escapeHtml.js';
import type { PlotlySpec } from './figure.js';
import { plotlyPath } from './plotlyWindow.js';
import { DEFAULT_HEIGHT, fontFamily, ink } from './style.js';

/** One figure of a page. */
export interface PageFigure {
  id: string;
  title: string;
  caption: string;
  spec: PlotlySpec;
}

/**
 * An interactive page of figures with their captions. plotly.js is within it: it opens from a disk, without a network.
 */
export function renderHtml(heading: string, figures: PageFigure[]): string {
  const specs = Object.fromEntries(figures.map(({ id, spec }) => [id, fluid(spec)]));
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(heading)}</title>
<style>
body { margin: 0 auto; max-width: 860px; padding: 24px 16px 64px; font: 16px/1.5 ${fontFamily}; color: ${ink.text}; background: ${ink.paper}; }
h1 { font-size: 26px; line-height: 1.25; }
nav ol { padding-left: 1.4em; }
a { color: #0072b2; }
figure { margin: 56px 0 0; }
figcaption { margin: 8px 20px 0; color: ${ink.muted}; }
figcaption a { white-space: nowrap; }
</style>
</head>
<body>
<h1>${escapeHtml(heading)}</h1>
<p>Point at a curve for its values, drag to enlarge, double-click to go back, click a legend entry to hide it.</p>
<nav><ol>
${figures.map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`).join('\n')}
</ol></nav>
${figures.map(block).join('\n')}
<script type="application/json" id="specs">
${json(specs)}
</script>
<script>
${readFileSync(plotlyPath(), 'utf8').trim()}
</script>
<script>
const specs = JSON.parse(document.getElementById('specs').textContent);
const config = { responsive: true, displaylogo: false, modeBarButtons: [['zoom2d', 'pan2d', 'resetScale2d', 'toImage']], toImageButtonOptions: { format: 'svg' } };
for (const [id, { data, layout }] of Object.entries(specs)) {
  Plotly.newPlot(document.getElementById(id + '-plot'), data, layout, config);
}
</script>
</body>
</html>
`;
}

function block({ id, caption, spec }: PageFigure): string {
  const height = (spec.layout.height as number | undefined) ?? DEFAULT_HEIGHT;
  return `<figure id="${id}">
<div id="${id}-plot" style="height: ${height}px"></div>
<figcaption>${escapeHtml(caption)} <a href="${id}.svg">SVG</a> · <a href="${id}.json">rows</a></figcaption>
</figure>`;
}

/** The page sets the width. */
function fluid({ data, layout: { width: _width, ...layout } }: PlotlySpec): PlotlySpec {
  return { data, layout };
}

/** One figure to a line; a "<" could close the script. */
const json = (specs: Record<string, PlotlySpec>) =>
  `{\n${Object.entries(specs)
    .map(([id, spec]) => `${JSON.stringify(id)}: ${JSON.stringify(spec)}`)
    .join(',\n')}\n}`.replace(/</g, '\\u003c');
