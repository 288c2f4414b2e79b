import { readFileSync } from 'node:fs';
import { escapeHtml } from '../figures/escapeHtml.js';
import { darkColor, DEFAULT_HEIGHT, DEFAULT_WIDTH } from '../figures/style.js';
import { plotlyPath } from '../figures/plotlyWindow.js';
import type { PlotlySpec } from '../figures/figure.js';
import type { PageData } from './browser/pageData.js';
import type { CheckedStatement } from './checkedStatement.js';
import type { CountedTask } from './countedTask.js';
import { pageStyle } from './pageStyle.js';
import { theoremCards } from './theoremCards.js';

/** One figure of the gallery. */
export interface PageFigure {
  id: string;
  title: string;
  caption: string;
  evidence: readonly string[];
  /** Where it is explained and drawn, relative to the page; absent where there is none. */
  notebook?: string;
  source?: string;
  spec: PlotlySpec;
}

export interface PageParts {
  figures: readonly PageFigure[];
  statements: readonly CheckedStatement[];
  /** Links of a theorem, as HTML. */
  linksOf(id: string): string;
  tasks: readonly CountedTask[];
}

/**
 * The page of figures, theorems and explorers, all in one file: plotly.js, the library's own code and every number are
 * within it, so that it opens from a disk without a network.
 */
export function renderPage({ figures, statements, linksOf, tasks }: PageParts): string {
  const data: PageData = {
    specs: Object.fromEntries(figures.map(({ id, spec }) => [id, spec])),
    tasks: [...tasks],
    darkColors: darkColor,
  };
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Figures of the Dice workbook</title>
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the figures</a>
<div class="bar"><nav aria-label="sections">
<a href="#figures">Figures</a> <a href="#theorems">Theorems</a> <a href="#bounds">Bound explorer</a> <a href="#results">Results explorer</a>
<button type="button" id="theme">Colours: system</button>
</nav></div>
<header>
<h1>Figures of the Dice workbook</h1>
<p>How far Dice, Jaccard and other measures of overlap can differ, what that means for the loss that a network is trained with, and what was measured.
Everything works offline: the numbers and the library’s own code are within this file.</p>
</header>
<main id="main">
<section aria-labelledby="figures">
<h2 id="figures">Figures</h2>
<p>Point at a curve for its values, drag to enlarge, double-click to go back, click a legend entry to hide it. Wide figures scroll sideways.</p>
<ol class="contents">
${figures.map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`).join('\n')}
</ol>
<div class="figures">
${figures.map(block).join('\n')}
</div>
</section>
<section aria-labelledby="theorems">
<h2 id="theorems">Theorems</h2>
<p><em>Exact</em>: rational arithmetic on every member of a finite set. <em>Enclosed</em>: outward-rounded intervals over a continuum.
<em>Certified</em>: algebra that proves it, checked exactly. <em>Trained</em>: an experiment, with its uncertainty.</p>
<div class="theorems">
${theoremCards(statements, linksOf)}
</div>
</section>
<section aria-labelledby="bounds">
<h2 id="bounds">Bound explorer</h2>
<p>Paint two masks or drag one, or type the four counts; choose two measures. You see both, how far they lie apart here, and how far they ever can.</p>
<div id="bound-explorer"><p>This part needs JavaScript.</p></div>
</section>
<section aria-labelledby="results">
<h2 id="results">Results explorer</h2>
<p>Every number follows from the counts of the committed runs, under the rules you choose. Each task says whether its images are synthetic or real.</p>
<div id="results-explorer"><p>This part needs JavaScript.</p></div>
</section>
</main>
<footer>Made by <code>npx dice-workbook figures</code>. The bound explorer computes with the functions <code>bounds</code>, <code>parseMeasure</code> and <code>lossFromSpec</code>
of this workbook, the results explorer with <code>aggregateUnits</code>, <code>compareMethods</code> and <code>rankMethods</code>.</footer>
<script type="application/json" id="page-data">
${json(data)}
</script>
<script>
${script(readFileSync(plotlyPath(), 'utf8'))}
</script>
<script>
${script(readFileSync(new URL('../../dist/page/app.js', import.meta.url), 'utf8'))}
</script>
</body>
</html>
`;
}

function block({ id, title, caption, evidence, notebook, source, spec }: PageFigure): string {
  const { width = DEFAULT_WIDTH, height = DEFAULT_HEIGHT } = spec.layout as { width?: number; height?: number };
  const link = (to: string, text: string) => `<a href="${escapeHtml(to)}">${text}</a>`;
  const links = [
    ...(notebook ? [link(notebook, 'notebook')] : []),
    ...(source ? [link(source, 'source')] : []),
    link(`${id}.json`, 'rows'),
  ];
  return `<figure id="${id}"${width > 760 ? ' class="wide"' : ''}>
<h3>${escapeHtml(title)}</h3>
<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(title)}"><div data-figure="${id}" style="width: ${width}px; height: ${height - 30}px"></div></div>
<figcaption>${escapeHtml(caption)}</figcaption>
<p class="tools">${evidence.map((kind) => `<span class="tag">${escapeHtml(kind)}</span>`).join(' ')}
<button type="button" data-save="${id}" data-format="svg" aria-label="Save as SVG: ${escapeHtml(title)}">SVG</button>
<button type="button" data-save="${id}" data-format="png" aria-label="Save as PNG: ${escapeHtml(title)}">PNG</button>
${links.join(' · ')}</p>
</figure>`;
}

/** One figure or task to a line; a "<" could close the script. */
const json = ({ specs, tasks, darkColors }: PageData) =>
  `{"specs":{\n${Object.entries(specs)
    .map(([id, spec]) => `${JSON.stringify(id)}: ${JSON.stringify(spec, shortened)}`)
    .join(
      ',\n',
    )}\n},"tasks":[\n${tasks.map((task) => JSON.stringify(task)).join(',\n')}\n],"darkColors":${JSON.stringify(darkColors)}}`.replace(
    /</g,
    '\\u003c',
  );

/** Seven digits are a thousandth of a pixel; floats have seventeen. */
const shortened = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(7)) : value);

const script = (text: string) => text.trim().replace(/<\/script/gi, '<\\/script');
