import { isFloat, type Values } from './values.js';

/**
 * What the numbers of a mask file mean: `labels`, of which each is a class of its own; `brightness`, where bright is
 * marked and soft borders are no classes; or `probabilities`, which are no mask before they are cut at a threshold (a
 * photograph is told as such too).
 */
export interface Content {
  kind: 'labels' | 'brightness' | 'probabilities';
  /** The different numbers beside 0, in order; for brightness and probabilities only the largest, `white`. */
  labels: number[];
  /** The largest number. */
  white: number;
  /** What makes it no mask, for messages; absent where it is one. */
  why?: string;
}

/** Stored labels may miss whole numbers by the rounding of a scaled integer file (0.99999997), not by more. */
const WHOLE = 1e-3;
/** A mask of more different numbers than this is none: an image's noise. */
const MOST_LABELS = 100_000;
/** A picture of at most so many values is drawn, not shaded. */
const FEW_VALUES = 16;
/** Where more than this part of neighbours differ, numbers run on: labels have areas. */
const RUNNING_SHARE = 0.25;
/** A soft border is at most this many pixels wide at each place where a row or column crosses it. */
const SOFT_WIDTH = 4;
/** A mask is no photograph: at most this part of its pixels may be neither dark nor bright. */
const GREY_SHARE = 0.3;
/** The largest value of a drawing in white is at least this part of what 8 bits hold. */
const WHITE_FROM = 192;
/** The only value of an 8-bit file is its white from here on. */
const NEARLY_WHITE = 250;
/**
 * A value between dark and bright that this part of the marked pixels hold, and this many at least, is a label of its
 * own and no soft border.
 */
const COMMON_SHARE = 0.1;
const COMMON_PIXELS = 16;
/** A dark value fills so many blocks of 3 × 3 pixels only where it is a label: the ringing of a JPEG fills none. */
const LABEL_BLOCKS = 4;
/** Ringing leaves more different numbers beside 0 than this. */
const TOO_FEW_TO_RING = 2;

/**
 * Tells labels, brightness and probabilities apart. By the numbers alone, in this order:
 *
 * - a number that is not whole: probabilities (an image, where it exceeds 1);
 * - one number beside 0: labels, or brightness where it is the white of an 8-bit file or a 16-bit picture;
 * - a JPEG: brightness, for its ringing is no label; one with shades, or with areas of several dark values, is no mask;
 * - more than 16 numbers of which neighbours differ in more than a quarter of places: shades. They are brightness where
 *   the middling ones are as few as a soft border has, else probabilities;
 * - in 8-bit pictures that reach white, no middling or dark number of its own area: brightness (252 … 255, softened
 *   edges), for labels beside 255 (often: ignored) have areas;
 * - else labels.
 *
 * @param values - one a pixel or voxel, rows of `width`
 * @param from - `jpeg`, `png`, `tiff` or `volume`; `indices` where the numbers are no brightness for sure
 */
export function contentOf(values: Values, width: number, from: string, bits: number): Content {
  const counts = countsOf(values);
  if (!(counts instanceof Map)) return counts;
  counts.delete(0);
  const labels = [...counts.keys()].sort((a, b) => a - b);
  const white = Math.max(0, labels.at(-1) ?? 0);
  if (from === 'jpeg') return ofJpeg(values, width);
  if (labels.length <= 1) return { kind: isWhite(white, from, bits) ? 'brightness' : 'labels', labels, white };
  if (labels.length > FEW_VALUES && runsOn(values, width)) return shaded(values, width, white);
  const ofPicture = from !== 'volume' && from !== 'indices' && bits === 8 && white >= WHITE_FROM;
  if (ofPicture && !hasMiddlingLabel(counts, white) && !hasDarkLabel(counts, values, width, white))
    return { kind: 'brightness', labels: [white], white };
  return { kind: 'labels', labels, white };
}

/** Published masks mark with 255, and by the rounding of a tool with 252 to 254. */
function isWhite(value: number, from: string, bits: number): boolean {
  if (bits === 8) return from !== 'indices' && value >= NEARLY_WHITE && value <= 255;
  return bits === 16 && (from === 'png' || from === 'tiff') && value === 65535;
}

/** How often each whole number occurs; a Content where the values are no labels at all. */
function countsOf(values: Values): Map<number, number> | Content {
  if (values.BYTES_PER_ELEMENT <= 2) {
    const signed = values instanceof Int8Array || values instanceof Int16Array;
    const offset = signed ? 2 ** (8 * values.BYTES_PER_ELEMENT - 1) : 0;
    const table = new Uint32Array(2 ** (8 * values.BYTES_PER_ELEMENT));
    for (let v = 0; v < values.length; v++) table[values[v]! + offset]!++;
    const counts = new Map<number, number>();
    table.forEach((count, at) => count > 0 && counts.set(at - offset, count));
    return counts;
  }
  const floats = isFloat(values);
  const counts = new Map<number, number>();
  // Most neighbours are equal: a run is counted at once.
  let [current, run] = [NaN, 0];
  for (let v = 0; v < values.length; v++) {
    const value = values[v]!;
    if (floats && !(Math.abs(value - Math.round(value)) < WHOLE)) {
      let [white, odd] = [0, value];
      for (let w = 0; w < values.length; w++) if (values[w]! > white) white = values[w]!;
      odd = Number(odd.toPrecision(6));
      const hole = Number.isNaN(odd) ? ', which is no label (numpy.nan_to_num makes it 0)' : '';
      return { kind: 'probabilities', labels: [], white, why: `it holds ${odd}${hole}` };
    }
    const label = floats ? Math.round(value) : value;
    if (label === current) {
      run++;
      continue;
    }
    if (run > 0) counts.set(current, (counts.get(current) ?? 0) + run);
    [current, run] = [label, 1];
    if (counts.size > MOST_LABELS)
      return {
        kind: 'probabilities',
        labels: [],
        white: NaN,
        why: `it holds more than ${MOST_LABELS} different numbers`,
      };
  }
  if (run > 0) counts.set(current, (counts.get(current) ?? 0) + run);
  return counts;
}

/** True where the numbers of neighbours run on as shades do, along rows or columns, in place of standing in areas. */
function runsOn(values: Values, width: number): boolean {
  let white = 0;
  for (let v = 0; v < values.length; v++) if (values[v]! > white) white = values[v]!;
  return [1, width].some((step) => {
    let [equal, unequal] = [0, 0];
    for (let v = step; v < values.length; v++) {
      if (step === 1 && v % width === 0) continue;
      const a = values[v - step]!;
      const b = values[v]!;
      if (a === 0 || b === 0 || (a === white && b === white)) continue;
      if (a === b) equal++;
      else unequal++;
    }
    return unequal > RUNNING_SHARE * (equal + unequal);
  });
}

function ofJpeg(values: Values, width: number): Content {
  const content = shaded(values, width, 255);
  const areas = darkAreas(values, width, 255);
  if (content.kind === 'probabilities' || areas.length < 2) return content;
  return {
    kind: 'probabilities',
    ...{ labels: [], white: 255 },
    why: `it is a JPEG with areas of ${areas.slice(0, 5).join(', ')}, of 255, and JPEG keeps no labels`,
  };
}

/**
 * A picture in shades: a mask with soft borders, or none. Its middling values, between a tenth and nine tenths of
 * white, must be few and lie along the border.
 */
function shaded(values: Values, width: number, white: number): Content {
  let [grey, crossings] = [0, 0];
  const [dark, bright, half] = [0.1 * white, 0.9 * white, white / 2];
  for (let v = 0; v < values.length; v++) {
    const value = values[v]!;
    if (value > dark && value < bright) grey++;
    if (v % width > 0 && value >= half !== values[v - 1]! >= half) crossings++;
    if (v >= width && value >= half !== values[v - width]! >= half) crossings++;
  }
  const share = grey / values.length;
  if (share > GREY_SHARE || grey > SOFT_WIDTH * crossings + COMMON_PIXELS)
    return {
      kind: 'probabilities',
      ...{ labels: [], white },
      why: `${share < 0.01 ? '' : `${Math.round(100 * share)} %, `}${grey} of its pixels are neither dark nor bright (0 to ${white})`,
    };
  return { kind: 'brightness', labels: [white], white };
}

function hasMiddlingLabel(counts: Map<number, number>, white: number): boolean {
  let [marked, middling, most] = [0, 0, 0];
  for (const [value, count] of counts) {
    if (value <= 0.1 * white) continue;
    marked += count;
    if (value >= 0.9 * white) continue;
    middling += count;
    most = Math.max(most, count);
  }
  return middling > marked / 2 || (most >= COMMON_PIXELS && most >= COMMON_SHARE * marked);
}

/** Numbers of at most a tenth of white are a soft border's end or a JPEG's ringing, or labels: those have areas. */
function hasDarkLabel(counts: Map<number, number>, values: Values, width: number, white: number): boolean {
  const common = [...counts].some(([value, count]) => value <= 0.1 * white && count >= COMMON_PIXELS);
  if (common && counts.size <= TOO_FEW_TO_RING) return true;
  return darkAreas(values, width, white).some((value) => value > 0);
}

/** The values of at most a tenth of white that fill blocks of 3 × 3 pixels, in order. */
function darkAreas(values: Values, width: number, white: number): number[] {
  const blocks = new Map<number, number>();
  for (let v = 2 * width + 2; v < values.length; v++) {
    const value = values[v]!;
    if (value > 0.1 * white || v % width < 2) continue;
    let equal = true;
    for (let row = v; equal && row >= v - 2 * width; row -= width)
      equal = values[row] === value && values[row - 1] === value && values[row - 2] === value;
    if (equal) blocks.set(value, (blocks.get(value) ?? 0) + 1);
  }
  return [...blocks].flatMap(([value, count]) => (count >= LABEL_BLOCKS ? [value] : [])).sort((a, b) => a - b);
}
