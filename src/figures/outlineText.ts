import { propertyOf, textRuns } from './boundingBox.js';
import { EM, glyphsOf, type Glyph } from './textMetrics.js';

/**
 * The texts of an SVG as outlines of the figures' own typeface, so that they look the same, and take the same room,
 * where the typeface is not installed. Every glyph is drawn once and used by all texts; what a text says stands in its
 * `aria-label`.
 *
 * @param parse - makes an element of one `<text>`
 */
export function outlineText(svg: string, parse: (text: string) => Element): string {
  const used = new Map<string, Glyph>();
  const texts = svg.replace(/<text\b[^>]*?(?:\/>|>.*?<\/text>)/gs, (source) => outlined(parse(source), used));
  const glyphs = [...used.values()].map(({ id, d }) => `<path id="${id}" d="${d}"/>`);
  return texts.replace(/^(<svg[^>]*>(?:<title>.*?<\/title>)?(?:<desc>.*?<\/desc>)?)/s, `$1<defs>${glyphs.join('')}</defs>`);
}

function outlined(text: Element, used: Map<string, Glyph>): string {
  const runs = textRuns(text).map(({ text: run, x, y, ...style }) => {
    const uses = glyphsOf(run, style).map(({ glyph, at }) => {
      if (glyph.d === '') return '';
      used.set(glyph.id, glyph);
      return `<use xlink:href="#${glyph.id}"${at === 0 ? '' : ` x="${at}"`}/>`;
    });
    const scale = Number((style.fontSize / EM).toPrecision(4));
    return `<g transform="translate(${rounded(x)} ${rounded(y)}) scale(${scale})">${uses.join('')}</g>`;
  });
  if (runs.length === 0) return '';
  const attributes = [
    // plotly.js ends a superscript with a space of no width.
    ['aria-label', (text.textContent ?? '').replaceAll('\u200b', '').trim()],
    ['class', text.getAttribute('class')],
    ['transform', text.getAttribute('transform')],
    ['fill', propertyOf(text, 'fill')],
    ['fill-opacity', propertyOf(text, 'fill-opacity')],
    ['opacity', propertyOf(text, 'opacity')],
  ].flatMap(([name, value]) => (value ? [` ${name}="${escapeAttribute(value)}"`] : []));
  return `<g${attributes.join('')}>${runs.join('')}</g>`;
}

const rounded = (value: number): number => Math.round(100 * value) / 100 + 0;

const escapeAttribute = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
