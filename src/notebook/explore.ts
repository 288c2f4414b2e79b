import { escapeHtml } from '../figures/escapeHtml.js';
import { measureColor } from '../figures/style.js';
import { dice, jaccard } from '../overlap/index.js';
import { display } from './display.js';
import { aligned } from './table.js';

/** Counts where the sliders stand at first: the masks of twelve pixels with the largest difference. */
export interface ExploreStart {
  tp?: number;
  fp?: number;
  fn?: number;
}

const LARGEST = 100;
/** Width of the picture, of which the two masks together take all. */
const PICTURE = 360;

/**
 * Shows three sliders, the counts of true positives, false positives and false negatives, a picture of the two masks as
 * bars that overlap, and Dice, Jaccard and their difference beside the bound 3 − 2√2, live. Plain HTML that loads nothing: it works offline; where a page strips
 * handlers, the first values stand.
 *
 * @param start - whole counts from 0 to 100; `{tp: 5, fp: 4, fn: 3}` by default
 */
export function explore({ tp = 5, fp = 4, fn = 3 }: ExploreStart = {}): void {
  for (const count of [tp, fp, fn])
    if (!(Number.isInteger(count) && count >= 0 && count <= LARGEST))
      throw new RangeError(`the counts must be whole numbers from 0 to ${LARGEST}, not ${count}.`);
  const counts = { tp, fp, fn, tn: 0 };
  const [d, j] = [dice(counts), jaccard(counts)];
  display({
    'text/html': form(counts, d, j),
    'text/plain': `tp ${tp}, fp ${fp}, fn ${fn}: Dice ${digits(d)}, Jaccard ${digits(j)}, difference ${digits(d - j)}`,
  });
}

const digits = (value: number) => (Number.isNaN(value) ? '0/0' : value.toFixed(4));

/** The same formulas as `dice` and `jaccard`, for the page: a handler can import nothing. */
const update = `
const count = (name) => Number(this.elements[name].value);
const [tp, fp, fn] = ['tp', 'fp', 'fn'].map(count);
const dice = 2 * tp / (2 * tp + fp + fn), jaccard = tp / (tp + fp + fn);
const values = { dice, jaccard, difference: dice - jaccard };
for (const [name, value] of Object.entries(values)) {
  this.elements[name].value = Number.isNaN(value) ? '0/0' : value.toFixed(4);
  this.querySelector('[data-of=' + name + ']').value = value || 0;
}
for (const name of ['tp', 'fp', 'fn']) this.elements[name + 'Shown'].value = count(name);
const scale = ${PICTURE} / Math.max(tp + fp + fn, 1);
const place = (name, start, size) => { const bar = this.querySelector('[data-bar=' + name + ']'); bar.setAttribute('x', scale * start); bar.setAttribute('width', scale * size); };
place('reference', 0, fn + tp); place('prediction', fn, tp + fp); place('both', fn, tp);`
  .trim()
  .replace(/\n/g, ' ');

function form({ tp, fp, fn }: { tp: number; fp: number; fn: number }, d: number, j: number): string {
  const slider = (name: string, heading: string, value: number) =>
    `<tr><td ${aligned('left')}>${heading}</td><td><input aria-label="${heading}" name="${name}" type="range" min="0" max="${LARGEST}" value="${value}"></td><td ${aligned('right')}><output name="${name}Shown">${value}</output></td></tr>`;
  const bar = (name: string, heading: string, value: number, largest: number) =>
    `<tr><td ${aligned('left')}>${heading}</td><td><meter data-of="${name}" min="0" max="${largest}" value="${value || 0}"></meter></td><td ${aligned('right')}><output name="${name}">${digits(value)}</output></td></tr>`;
  const bound = 3 - 2 * Math.SQRT2;
  return [
    `<form oninput="${escapeHtml(update)}">`,
    '<table>',
    slider('tp', 'true positives', tp),
    slider('fp', 'false positives', fp),
    slider('fn', 'false negatives', fn),
    '</table>',
    picture(tp, fp, fn),
    '<table>',
    bar('dice', 'Dice', d, 1),
    bar('jaccard', 'Jaccard', j, 1),
    bar('difference', `Dice − Jaccard (full: the bound ${bound.toFixed(4)})`, d - j, bound),
    '</table>',
    '</form>',
  ].join('\n');
}

/** The reference above, the prediction below it, and between them what both mark. */
function picture(tp: number, fp: number, fn: number): string {
  const scale = PICTURE / Math.max(tp + fp + fn, 1);
  const bar = (name: string, start: number, size: number, y: number, height: number, color: string) =>
    `<rect data-bar="${name}" x="${scale * start}" y="${y}" width="${scale * size}" height="${height}" fill="${color}"></rect>`;
  const { dice: ofReference, weightedHamming: ofPrediction, jaccard: ofBoth } = measureColor;
  const word = (text: string, x: number, color: string) => `<tspan x="${x}" fill="${color}">${text}</tspan>`;
  return [
    `<svg role="img" aria-label="the two masks" width="${PICTURE}" height="66" viewBox="0 0 ${PICTURE} 66" style="max-width: 100%">`,
    bar('reference', 0, fn + tp, 0, 24, ofReference),
    bar('prediction', fn, tp + fp, 24, 24, ofPrediction),
    bar('both', fn, tp, 14, 20, ofBoth),
    `<text y="62" font-size="12" font-family="sans-serif">${word('■ reference', 0, ofReference)}${word('■ both', 120, ofBoth)}${word('■ prediction', 220, ofPrediction)}</text>`,
    '</svg>',
  ].join('');
}
