import { atMost } from '../../evaluation/slack.js';
import { UserError } from '../../userError.js';
import { voxelSpacing } from './affine.js';
import { brightest, type ColourMap } from './brightest.js';
import { contentOf, type Content } from './contentOf.js';
import type { Raster } from './raster.js';
import { readNiftiVolume, isNiftiName } from './readNifti.js';
import { onlyPage, readRasters } from './readRasters.js';
import { isFloat, likeValues, type Values } from './values.js';
import type { Volume } from './volume.js';

/** How masks are read; everything has a default. */
export interface MaskOptions {
  /**
   * Cuts probabilities, or any brightness: at least this counts as marked, up to the rounding of a 32-bit float. On the
   * file's own scale.
   */
  threshold?: number;
  /** Colours and the label of each, for masks in colour; another colour is refused. */
  colours?: ColourMap;
  /** True where the target is dark; default false. */
  invert?: boolean;
  /** False where nobody can give a threshold, so that messages name none; default true. */
  canCut?: boolean;
  /** Stacks of TIFF pages are read as volumes; default true. False refuses them. */
  stacks?: boolean;
}

/**
 * A mask exactly as its file holds it: numbers that are labels, or brightness turned into 0 and 1.
 */
export interface Mask {
  path: string;
  /** `labels`: `values` are the file's own. `brightness`: 1 is bright (marked), 0 dark, whatever the file's white is. */
  kind: 'labels' | 'brightness';
  /** One a pixel or voxel, the last axis of `shape` running fastest. */
  values: Values;
  /** `[row, column]` or `[slice, row, column]`. */
  shape: number[];
  /** The different labels beside 0, in order; `[1]` or nothing for brightness. */
  labels: number[];
  /** The labels are colours, `0xRRGGBB`. */
  coloured?: true | undefined;
  /** The file's brightest value, which a mask in brightness marks with. */
  white: number;
  /** By axis of `shape`, in millimetres; NaN where the file does not tell it, which photographs never do. */
  spacingMm: number[];
  /** Where the voxels of a NIfTI lie; its data are `values`. */
  volume?: Volume;
  /** Of a picture, as in `Raster`. */
  orientation?: number;
  /** What is odd and should be told. */
  notes: string[];
}

/**
 * Reads a mask: NIfTI (`.nii`, `.nii.gz`, `.hdr` with `.img`), PNG, JPEG or TIFF, told by its bytes. Integer labels
 * keep their numbers, of any width up to ±2^53; palettes and values of 1, 2 and 4 bits are labels; a mask in a
 * transparency channel of constant colour is read from there; a TIFF of several pages is a volume.
 *
 * Which label is which class is not decided here, for one file cannot tell: see `unexplainedLabels`, which
 * looks at a set, and `classesOf`.
 * Throws a UserError naming the file where it is damaged, no mask (a photograph, probabilities without `threshold`), a
 * series, or coloured otherwise than `colours` says.
 */
export async function readMask(path: string, options: MaskOptions = {}): Promise<Mask> {
  return isNiftiName(path) ? maskOfVolume(await readNiftiVolume(path), options) : maskOfPictures(path, options);
}

function maskOfVolume(volume: Volume, options: MaskOptions): Mask {
  const { path, size, data, affine } = volume;
  const read = decided(path, data, contentOf(data, size[0], 'volume', 8 * data.BYTES_PER_ELEMENT), options);
  return {
    ...read,
    shape: [size[2], size[1], size[0]],
    spacingMm: voxelSpacing(affine).reverse(),
    volume: { ...volume, data: read.values },
    notes: [],
  };
}

async function maskOfPictures(path: string, options: MaskOptions): Promise<Mask> {
  const { pages, series, spacingMm = [NaN, NaN, NaN] } = await readRasters(path);
  if (options.stacks === false) onlyPage(pages, path);
  if (series !== undefined)
    throw new UserError(`${path} is a series of ${series}, and a mask is one volume. Save each as a file of its own.`);
  const [first] = pages as [Raster];
  const { width, height, format, orientation } = first;
  const other = pages.findIndex((page) => page.width !== width || page.height !== height);
  if (other > 0)
    throw new UserError(
      `${path} holds pages of different sizes, ${width}×${height} and ${pages[other]!.width}×${pages[other]!.height}: they are no slices of one volume. Save the one that is the mask.`,
    );
  const notes = new Set<string>();
  const slices = pages.map((page) => brightest(page, path, options.colours, notes));
  const values = slices.length === 1 ? slices[0]!.values : joined(slices.map((slice) => slice.values));
  const { exact, bits, coloured } = slices[0]!;
  const from = exact || options.colours !== undefined ? 'indices' : format;
  let content = contentOf(values, width, from, bits);
  if (pages.some((page) => page.whiteIsZero)) {
    const stored = labelsAsStored(values, width, bits);
    content = stored ?? content;
    notes.add(
      stored
        ? `${path} says that its 0 is white, and holds labels: they count as they are stored`
        : `${path} says that its 0 is white, so 0 counts as bright. If it was saved by ${bits === 1 ? 'tifffile from true and false, where true is foreground' : 'ImageJ or Fiji with an inverting look-up table, where 255 is foreground'}, invert it`,
    );
  }
  return {
    ...decided(path, values, content, options),
    ...(coloured && content.kind === 'labels' && { coloured }),
    shape: pages.length > 1 ? [pages.length, height, width] : [height, width],
    spacingMm: pages.length > 1 ? spacingMm : spacingMm.slice(1),
    ...(orientation !== undefined && { orientation }),
    notes: [...notes],
  };
}

/**
 * What the values hold that were turned, for their file says that 0 is white, where it is labels: then turns them back.
 * Values of one bit are black and white.
 */
function labelsAsStored(values: Values, width: number, bits: number): Content | undefined {
  if (bits === 1 || bits > 16 || isFloat(values)) return undefined;
  const most = 2 ** bits - 1;
  const turn = () => {
    for (let v = 0; v < values.length; v++) values[v] = most - values[v]!;
  };
  turn();
  const content = contentOf(values, width, 'tiff', bits);
  // Labels are small numbers; a grey of few values runs to white.
  if (content.kind === 'labels' && content.labels.length > 0 && content.white < most / 2) return content;
  turn();
  return undefined;
}

function joined(slices: Values[]): Values {
  const [first] = slices as [Values];
  if (slices.some((slice) => slice.constructor !== first.constructor))
    return joined(slices.map((s) => Float64Array.from(s)));
  const all = likeValues(first, first.length * slices.length);
  slices.forEach((slice, s) => all.set(slice as never, s * first.length));
  return all;
}

function decided(
  path: string,
  values: Values,
  content: Content,
  { threshold, invert = false, canCut = true }: MaskOptions,
): Pick<Mask, 'path' | 'kind' | 'values' | 'labels' | 'white'> {
  const { white } = content;
  if (threshold !== undefined) return cut(path, values, white, (value) => atMost(threshold, value) !== invert);
  if (content.kind === 'probabilities')
    throw new UserError(
      `${path} is no mask: ${content.why}. Is it an image, or a probability map? Give masks of labels, or of two values such as 0 and 255${canCut ? `; \`threshold\` <value> cuts probabilities, on the file's own scale${white > 1 ? `, 0 to ${white}` : ''}` : ''}.`,
    );
  if (content.kind === 'brightness') {
    // An empty JPEG has ringing, so its own maximum is no white.
    const half = white / 2;
    return cut(path, values, white, (value) => value >= half !== invert);
  }
  if (invert) {
    if (content.labels.length > 1)
      throw new UserError(
        `${path} holds the labels ${listed(content.labels)}, and only a mask of one label can be inverted. Leave \`invert\` out.`,
      );
    return cut(path, values, white, (value) => value === 0);
  }
  // Whole numbers that a scaled file misses by a rounding become whole.
  if (isFloat(values)) for (let v = 0; v < values.length; v++) values[v] = Math.round(values[v]!);
  return { path, kind: 'labels', values, labels: content.labels, white };
}

function cut(path: string, values: Values, white: number, marks: (value: number) => boolean) {
  // In place where that is possible: masks are large.
  const mask = values instanceof Uint8Array ? values : new Uint8Array(values.length);
  let any = false;
  for (let v = 0; v < mask.length; v++) {
    mask[v] = Number(marks(values[v]!));
    any ||= mask[v] === 1;
  }
  return { path, kind: 'brightness' as const, values: mask, labels: any ? [1] : [], white };
}

/** `1, 2, 3 and 4 more`. */
export function listed(labels: readonly number[], most = 8): string {
  const shown = labels.slice(0, most).join(', ');
  return labels.length > most ? `${shown} and ${labels.length - most} more` : shown;
}
