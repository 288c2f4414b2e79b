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

/**
 * Tells labels, brightness and probabilities apart. By the numbers alone, in this order:
 *
 * - a number that is not whole: probabilities (an image, where it exceeds 1);
 * - one number beside 0: labels, or brightness where it is the white of an 8-bit file or a 16-bit picture;
 * - a JPEG: brightness, for its ringing is no label;
 * - more than 16 numbers of which neighbours differ in more than a quarter of places: shades. They are brightness where
 *   the middling ones are as few as a soft border has, else probabilities;
 * - in 8-bit pictures that reach white, neither a middling number nor a small one has an area of its own: brightness
 *   (252 … 255, softened edges). A small one has, as label 1 beside an ignored 255, where most of it has it for neighbour;
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
  if (from === 'jpeg') return shaded(values, width, 255, false);
  if (labels.length <= 1) return { kind: isWhite(white, from, bits) ? 'brightness' : 'labels', labels, white };
  if (labels.length > FEW_VALUES && runsOn(values, width)) return shaded(values, width, white, true);
  if (
    from !== 'volume' &&
    from !== 'indices' &&
    bits === 8 &&
    white >= WHITE_FROM &&
    !hasMiddlingLabel(counts, white) &&
    !hasDarkLabel(values, width, counts, white)
  )
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
      return { kind: 'probabilities', labels: [], white, why: `it holds ${odd}` };
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

/**
 * A picture in shades: a mask with soft borders, or none. Its middling values, between a tenth and nine tenths of
 * white, must be few, and where they are shades for sure (`strict`) also lie along the border.
 */
function shaded(values: Values, width: number, white: number, strict: boolean): Content {
  let [grey, crossings] = [0, 0];
  const [dark, bright, half] = [0.1 * white, 0.9 * white, white / 2];
  for (let v = 0; v < values.length; v++) {
    const value = values[v]!;
    if (value > dark && value < bright) grey++;
    if (v % width > 0 && value >= half !== values[v - 1]! >= half) crossings++;
    if (v >= width && value >= half !== values[v - width]! >= half) crossings++;
  }
  const share = grey / values.length;
  if (share > GREY_SHARE || (strict && grey > SOFT_WIDTH * crossings + COMMON_PIXELS))
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

/** A number that differs from 0 as little as noise does, and yet stands in an area: label 1 of a map that ends in 255. */
function hasDarkLabel(values: Values, width: number, counts: Map<number, number>, white: number): boolean {
  const marked = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const common = [...counts].filter(
    ([value, count]) => value <= 0.1 * white && count >= COMMON_PIXELS && count >= COMMON_SHARE * marked,
  );
  return common.some(([value, count]) => {
    let beside = 0;
    for (let v = 1; v < values.length; v++)
      if (v % width > 0 && values[v] === value && values[v - 1] === value) beside++;
    return beside > count / 2;
  });
}
