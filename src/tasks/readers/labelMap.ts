import { UserError } from '../../userError.js';
import { hex, type ColourMap } from './brightest.js';
import { listed, type Mask } from './readMask.js';

/**
 * Which labels of a set of masks are which class: the class of each label, 0 for background, every label that is not
 * named background too; or `any`, every label above 0 is class 1.
 */
export type LabelMap = 'any' | ReadonlyMap<number, number>;

/**
 * What is known of a mask's labels, without its pixels.
 */
export type MaskLabels = Pick<Mask, 'path' | 'kind' | 'labels' | 'coloured'>;

/**
 * The labels of a whole set of masks, in order, each with the first file that holds it. Masks in brightness have no
 * numbers and name none: their white stands for the target.
 */
export function labelsOfSet(masks: Iterable<MaskLabels>): Map<number, string> {
  const found = new Map<number, string>();
  for (const { kind, labels, path } of masks)
    if (kind === 'labels') for (const label of labels) if (!found.has(label)) found.set(label, path);
  return new Map([...found].sort(([a], [b]) => a - b));
}

/** How the user names the labels that are the target, as a sentence: in the words of one command. */
export type LabelRemedy = (labels: readonly number[]) => string;

const byLabels: LabelRemedy = (labels) =>
  labels.every((label) => label < 0)
    ? `Name it with \`labels\`=${labels[0]}.`
    : `Name them with \`labels\` ${labels.slice(0, 2).join(',')}, or take every label with \`labels\` any.`;

/**
 * Why a set's labels need an explanation, as a sentence with the remedy; undefined where they hold one label at most,
 * which then is the target, unless it lies below 0. Never told file by file: a set whose files hold {1} here and {2}
 * there has two labels.
 */
export function unexplainedLabels(masks: readonly MaskLabels[], remedy: LabelRemedy = byLabels): string | undefined {
  const found = labelsOfSet(masks);
  const labels = [...found.keys()];
  if (labels.length === 0 || (labels.length === 1 && labels[0]! > 0)) return undefined;
  const [first, second = first] = [...found.values()];
  const where = first === second ? `such as ${first}` : `such as ${first} and ${second}`;
  const open = `(${where}), and which of them are the target is not told.`;
  const colours = [...labelsOfSet(masks.filter(({ coloured }) => coloured)).keys()];
  if (colours.length > 0) {
    const others = [...labelsOfSet(masks.filter(({ coloured }) => !coloured)).keys()];
    const shown = colours.slice(0, 8).map(hex);
    const more = colours.length > shown.length ? ` and ${colours.length - shown.length} more` : '';
    const map = shown.map((colour, k) => `${colour}=${k + 1}`).join(',');
    return `the masks hold ${others.length > 0 ? `the labels ${listed(others)}, and ` : ''}the colours ${shown.join(', ')}${more} ${open} Give each colour its label with \`colours\` '${map}'. ${remedy([1, 2])}`;
  }
  if (labels.length === 1)
    return `the masks hold the label ${labels[0]}, which is below 0 (${where}), and whether it is the target is not told. ${remedy(labels)}`;
  return `the masks hold the labels ${listed(labels)} ${open} ${remedy(labels)}`;
}

/**
 * Classes of a mask's pixels by a map that holds for the whole set. A mask in brightness marks with its white, 255
 * perhaps: it counts as the label of that number where the map names it, else as label 1.
 * Throws a UserError where the map names neither.
 */
export function classesOf({ path, kind, values, labels, white }: Mask, map: LabelMap): Uint8Array {
  const classes = new Uint8Array(values.length);
  if (map === 'any') for (let v = 0; v < classes.length; v++) classes[v] = Number(values[v]! > 0);
  else if (kind === 'brightness') {
    const marked = map.get(white) ?? map.get(1);
    if (marked === undefined && labels.length > 0)
      throw new UserError(
        `${path} marks with its white, ${white}, and the labels named are ${listed([...map.keys()])}. Name what its white is with \`labels\`, ${white}=1 for the target.`,
      );
    for (let v = 0; v < classes.length; v++) classes[v] = values[v] === 1 ? (marked ?? 0) : 0;
  } else {
    let [label, kept] = [NaN, 0];
    for (let v = 0; v < classes.length; v++) {
      const value = values[v]!;
      if (value !== label) {
        label = value;
        kept = map.get(value) ?? 0;
      }
      classes[v] = kept;
    }
  }
  return classes;
}

/**
 * Reads `any`, `1,2` (these labels are the target) or `1=1,2=2,4=0` (classes).
 * Throws a UserError where a label is no whole number, a class none from 0 to 255, or a label is named twice.
 */
export function parseLabelMap(text: string): LabelMap {
  if (text.trim() === 'any') return 'any';
  const map = new Map<number, number>();
  for (const part of text.split(',')) {
    const [label, marked = 1] = part.split('=').map((number) => (number.trim() === '' ? NaN : Number(number)));
    if (!Number.isSafeInteger(label) || !(Number.isInteger(marked) && marked >= 0 && marked <= 255))
      throw new UserError(
        `'${part}' names no label: expected whole numbers such as 1,2 (both are the target), 1=1,2=2 (a class for each) or any.`,
      );
    if (map.has(label!)) throw new UserError(`the label ${label} is named twice in '${text}'. Name it once.`);
    map.set(label!, marked);
  }
  return map;
}

/**
 * Reads `#ff0000=1,#00ff00=2`: the label of each colour.
 * Throws a UserError where a colour is no six hexadecimal digits, a label none from 0 on, or a colour is named twice.
 */
export function parseColourMap(text: string): ColourMap {
  const map = new Map<number, number>();
  for (const part of text.split(',')) {
    const [, colour, label] = /^\s*#?([0-9a-f]{6})\s*=\s*(\d{1,9})\s*$/i.exec(part) ?? [];
    if (colour === undefined)
      throw new UserError(`'${part}' names no colour with its label: expected for example #ff0000=1,#00ff00=2.`);
    const key = parseInt(colour, 16);
    if (map.has(key)) throw new UserError(`the colour #${colour} is named twice in '${text}'. Name it once.`);
    map.set(key, Number(label));
  }
  return map;
}
