import { seededRandom } from '../random.js';
import type { PlotlySpec } from './figure.js';
import { outlineText } from './outlineText.js';
import { plotlyWindow, type PlotlyWindow } from './plotlyWindow.js';
import { DEFAULT_HEIGHT, DEFAULT_WIDTH } from './style.js';
import { missingGlyphs } from './textMetrics.js';

export interface SvgOptions {
  /** In pixels; the layout's own width (else 760) by default. */
  width?: number;
  /** In pixels; the layout's own height (else 460) by default. */
  height?: number;
  /** Sets the ids within the SVG, so that two figures on one page do not share them; the title by default. */
  id?: string;
  /** What to see, read out in place of the image. */
  description?: string;
}

/**
 * Draws a Plotly specification as SVG, without a browser. The same specification gives the same bytes. Texts are
 * outlines, so that they look the same everywhere.
 *
 * @param spec - traces of plotly.js's Cartesian bundle (scatter, bar, box, violin, heatmap, contour, histogram, image,
 * pie); heatmaps and images (by `z`) become a PNG within the SVG
 * @throws RangeError for a trace of another type, or an image by an address, before anything is drawn, and
 * for text that the typeface cannot show; an Error where plotly.js fails
 */
export function renderSvg(spec: PlotlySpec, options: SvgOptions = {}): Promise<string> {
  // There is one window, and one sequence of its random numbers: figures are drawn one after the other.
  const drawn = last.then(() => draw(withLayout(spec), options));
  last = drawn.catch(() => {});
  return drawn;
}

let last: Promise<unknown> = Promise.resolve();

/** A specification with the layout that may be left out. */
function withLayout(spec: PlotlySpec): PlotlySpec {
  if (typeof spec !== 'object' || spec === null)
    throw new RangeError(`a figure is { data: [traces], layout: { … } }, not ${String(spec)}.`);
  return { ...spec, layout: spec.layout ?? {} };
}

async function draw(spec: PlotlySpec, options: SvgOptions): Promise<string> {
  const window = plotlyWindow();
  const { width = DEFAULT_WIDTH, height = DEFAULT_HEIGHT } = spec.layout as SvgOptions;
  const title = titleText(spec);
  refuseUndrawable(spec, title, Object.keys(window.Plotly.PlotSchema.get().traces));
  // plotly.js draws its ids from Math.random: a seed per figure makes them the same at every run and different between
  // figures.
  window.Math.random = seededRandom(
    ...[...(options.id ?? title)].map((character) => character.codePointAt(0)!),
  ).uniform;
  // The copy belongs to the window, and plotly.js writes into what it is given.
  const copy = window.JSON.parse(JSON.stringify(spec)) as PlotlySpec;
  const size = { width: options.width ?? width, height: options.height ?? height };
  const drawn = await caught(window, () => window.Plotly.toImage(copy, { format: 'svg', imageDataOnly: true, ...size })).catch(
    (error: unknown) => {
      // Its own stack quotes a line of a megabyte.
      throw new Error(`plotly.js could not draw the figure '${title}': ${String((error as Error)?.message ?? error)}`);
    },
  );
  assertDrawable(drawn, title);
  const parse = (text: string) =>
    new window.DOMParser().parseFromString(`<svg xmlns="http://www.w3.org/2000/svg">${text}</svg>`, 'image/svg+xml')
      .documentElement.firstElementChild!;
  return outlineText(tidy(drawn, title, options.description), parse);
}

/** What lies on a layout; without a source it is none. */
type Picture = { source?: unknown } | null;

/** plotly.js draws a trace of a type that it does not know as a line, and waits for ever for an image to be loaded. */
function refuseUndrawable({ data, layout }: PlotlySpec, title: string, known: readonly string[]): void {
  if (!Array.isArray(data)) throw new RangeError(`the figure '${title}' has no list of traces: expected data: [{ … }].`);
  const { images = [], template } = layout as { images?: Picture[]; template?: { layout?: { images?: Picture[] } } };
  for (const picture of [...images, ...(template?.layout?.images ?? [])])
    if (!/^data:image\/[\w+.-]+[;,]/.test(String(picture?.source)))
      throw new RangeError(
        `the figure '${title}' lays a picture by its address on its layout (images), and nothing is loaded here: give its source as data:image/png;base64,…, or draw its pixels as a trace of type 'image' with z.`,
      );
  for (const [index, trace] of data.entries()) {
    const type = typeof trace === 'object' && trace !== null ? (trace.type ?? 'scatter') : undefined;
    if (typeof type !== 'string' || !known.includes(type))
      throw new RangeError(
        `trace ${index + 1} of the figure '${title}' is of the type '${String(type)}', and drawn are ${known.join(', ')}.`,
      );
    if (type === 'image' && trace.z === undefined)
      throw new RangeError(`trace ${index + 1} of the figure '${title}' is an image without its pixels: give them as z.`);
  }
}

/** The result of `drawing`, which is rejected too by an error that plotly.js loses in a promise that it waits for nowhere. */
async function caught(window: PlotlyWindow, drawing: () => Promise<string>): Promise<string> {
  const lost: unknown[] = [];
  const rejected = new Promise<never>((_, reject) => {
    window.onRejection = (reason) => {
      lost.push(reason);
      reject(reason);
    };
  });
  try {
    const drawn = await Promise.race([drawing(), rejected]);
    // Promises that nobody waits for are told in the next turn.
    await new Promise((resolve) => setImmediate(resolve));
    if (lost.length > 0) throw lost[0];
    return drawn;
  } finally {
    window.onRejection = () => {};
  }
}

/** Without this a renderer would set a whole line in another face, wider than the room it was given. */
function assertDrawable(svg: string, title: string): void {
  const texts = [...svg.matchAll(/<text\b.*?<\/text>/gs)].map(([element]) => element.replace(/<[^>]*>/g, '')).join('');
  const missing = missingGlyphs(texts.replace(/\s/g, ''));
  if (missing.length > 0)
    throw new RangeError(
      `the figure '${title}' uses ${missing.join(' ')}, which its typeface, Inter, does not have; write it in words.`,
    );
}

/** Shortens numbers to hundredths of a pixel, drops what only a live page uses, names the image for screen readers. */
function tidy(svg: string, title: string, description?: string): string {
  const named = `<title>${escapeXml(title)}</title>${description ? `<desc>${escapeXml(description)}</desc>` : ''}`;
  return (
    svg
      .replace(/ (?:data-[\w-]+|pointer-events)="[^"]*"/g, '')
      .replace(/="[^"]*"/g, (attribute) =>
        attribute.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (text) => String(Math.round(Number(text) * 100) / 100 + 0)),
      )
      .replace(/ ?(?:pointer-events|white-space|vector-effect): [\w-]+;/g, '')
      .replace(/ style=""/g, '')
      .replace(/^(<svg[^>]*)>/, `$1 role="img">${named}`)
      // One group to a line: a change of a figure reads as a diff of a few lines.
      .replace(/(<(?:g|defs|text)\b)/g, '\n$1') + '\n'
  );
}

function titleText(spec: PlotlySpec): string {
  const title = spec.layout.title as string | { text?: string } | undefined;
  const text = typeof title === 'string' ? title : (title?.text ?? 'figure');
  return String(text).replace(/<br\s*\/?>/g, ' ').replace(/<[^<>]*>/g, '');
}

const escapeXml = (text: string) =>
  text
    .replace(/&(?!(?:amp|lt|gt|#\d+);)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
