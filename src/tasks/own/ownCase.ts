import { join } from 'node:path';
import { UserError } from '../../userError.js';
import type { Case, CaseImages, ImageLayout, ReadOptions, VolumeLayout } from '../layouts/case.js';
import { readImageCase } from '../layouts/readImageCase.js';
import { readVolumeCase } from '../layouts/readVolumeCase.js';
import type { MaskLabels } from '../readers/labelMap.js';
import type { Raster } from '../readers/raster.js';
import { readImage } from '../readers/readImage.js';
import { isNiftiName } from '../readers/readNifti.js';
import { readMask } from '../readers/readMask.js';
import type { Meaning, OwnFiles, OwnSet } from './ownSet.js';

/** A case of one's own: its files, and what they mean. */
export interface OwnCase {
  folder: string;
  files: OwnFiles;
  patient: string;
  set: OwnSet;
  meaning: Meaning;
  /** Channels of a picture in one file: 1 grey, 3 colour. The set decides, or the network that it is read for. */
  colours(): Promise<1 | 3>;
}

/** A case of one's own as every case is: read as its format is, its labels as the folder or the command line says. */
export function ownCase(own: OwnCase): Case {
  const { folder, files, patient, meaning } = own;
  const paths = [...files.images, ...(files.mask === undefined ? [] : [files.mask])].map((file) => join(folder, file));
  const volume = isNiftiName(files.images[0]!);
  const mask =
    files.mask === undefined
      ? undefined
      : { path: paths.at(-1)!, target: meaning.map ?? ('any' as const), ignored: meaning.ignored };
  return {
    id: files.id,
    patient,
    volume,
    files: paths,
    ...(mask && { mask }),
    async read(options) {
      const read = { ...options, multiClass: meaning.names.length > 2 || options.multiClass };
      const images = await (volume ? readVolume : readPicture)(own, read);
      const { labelOf } = meaning;
      // Masks of one class in pictures are white on black, whatever its label is.
      const asLabels = (classes: Uint8Array) =>
        volume || read.multiClass ? classes.map((k) => labelOf[k] ?? k) : classes;
      return { ...images, writeMask: (to, masks) => images.writeMask(to, masks.map(asLabels)) };
    },
  };
}

async function readPicture(
  { folder, files, patient, set, meaning, colours }: OwnCase,
  options: ReadOptions,
): Promise<CaseImages> {
  const { preprocessing } = set;
  const paths = files.images.map((file) => join(folder, file));
  const channels = paths.length > 1 ? paths.length : await colours();
  const layout: ImageLayout = {
    name: set.layout,
    shape: '',
    folders: [],
    channels,
    ...(preprocessing?.crop && { crop: preprocessing.crop }),
    ...(meaning.whole && { labels: meaning.map as ReadonlyMap<number, number> }),
    ignored: meaning.ignored,
    intensities: preprocessing?.intensity
      ? byConstants(preprocessing.intensity)
      : (values) => standardised(values, paths.length),
  };
  const mask = files.mask === undefined ? [] : [join(folder, files.mask)];
  const image = await pictureOf(paths, channels);
  return readImageCase(layout, files.id, patient, [paths[0]!, ...mask], options, image);
}

/** The picture of a case with the channels of its set: grey is made colour where the set is in colour. */
async function pictureOf(paths: readonly string[], channels: number): Promise<Raster> {
  const rasters = await Promise.all(paths.map(readImage));
  const [first] = rasters as [Raster];
  if (rasters.length === 1 && first.channels === channels) return first;
  if (rasters.length === 1 && channels === 1) return first;
  const other = rasters.findIndex(({ width, height }) => width !== first.width || height !== first.height);
  if (other > 0)
    throw new UserError(
      `${paths[other]} is ${rasters[other]!.width}×${rasters[other]!.height}, and the first channel ${paths[0]} is ${first.width}×${first.height}. Channels of one image have one size: export it again.`,
    );
  const coloured = rasters.length > 1 ? rasters.findIndex((raster) => raster.channels > 1) : -1;
  if (coloured >= 0)
    throw new UserError(
      `${paths[coloured]} is in colour, and one of ${paths.length} channels is due. Save it as grey.`,
    );
  const planes = rasters.length > 1 ? rasters : Array.from({ length: channels }, () => first);
  const data = new Float32Array(first.width * first.height * channels);
  planes.forEach((plane, c) => {
    for (let pixel = 0; pixel < plane.data.length; pixel++) data[pixel * channels + c] = plane.data[pixel]!;
  });
  return { ...first, channels, data };
}

/** Mean 0 and deviation 1: of each file by itself, the colours of one together, so that colour is kept. */
function standardised(values: Float32Array, files: number): Float32Array {
  const groups = Math.max(1, files);
  const out = new Float32Array(values.length);
  for (let group = 0; group < groups; group++) {
    let [count, sum, squares] = [0, 0, 0];
    for (let at = group; at < values.length; at += groups) {
      count++;
      sum += values[at]!;
      squares += values[at]! ** 2;
    }
    const mean = sum / count;
    const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean)) || 1;
    for (let at = group; at < values.length; at += groups) out[at] = (values[at]! - mean) / deviation;
  }
  return out;
}

function byConstants({ shifts, scales }: { shifts: readonly number[]; scales: readonly number[] }) {
  return (values: Float32Array, channels: number): Float32Array => {
    if (shifts.length !== channels)
      throw new UserError(
        `own.json gives ${shifts.length} shifts and scales, and its images have ${channels} channel(s). Give one for each.`,
      );
    return values.map((value, at) => (value - shifts[at % channels]!) / scales[at % channels]!);
  };
}

async function readVolume(
  { folder, files, patient, set, meaning }: OwnCase,
  options: ReadOptions,
): Promise<CaseImages> {
  const { preprocessing } = set;
  const names = set.channels ?? files.images.map((_, k) => `channel ${k}`);
  const frames = files.images.length === 1 && names.length > 1;
  const MASK = 'mask';
  const images = Object.fromEntries(names.map((name, k) => [name, join(folder, files.images[frames ? 0 : k]!)]));
  const paths = { ...images, ...(files.mask !== undefined && { [MASK]: join(folder, files.mask) }) };
  const labels =
    files.mask !== undefined && options.needsMask ? await labelsOf(paths[MASK]!, meaning, options) : undefined;
  const layout: VolumeLayout = {
    name: set.layout,
    shape: '',
    pattern: /$^/,
    inputs: names,
    mask: MASK,
    wholeSlice: true,
    ...(frames && { frames }),
    body: preprocessing?.body
      ? { role: preprocessing.body.channel, above: preprocessing.body.above }
      : { role: names[0]!, above: -Infinity },
    ...(preprocessing?.intensity && { normalise: preprocessing.intensity }),
    target: labels?.target ?? { 0: 0 },
    ...(labels && { classOf: labels.classOf }),
  };
  const read = await readVolumeCase(layout, { id: files.id, patient, paths }, options);
  return { ...read, ...(labels?.unexplained && { labels: labels.unexplained }) };
}

/** What the values of one mask volume mean. Values that nobody explained are the target, and told. */
async function labelsOf(path: string, { map, whole, ignored }: Meaning, options: ReadOptions) {
  const classOf: Record<number, number> = { 0: 0 };
  let unexplained: MaskLabels | undefined;
  if (whole) for (const [label, k] of map as ReadonlyMap<number, number>) classOf[label] = k;
  else {
    const { kind, labels, white } = await readMask(path, options);
    const told = (label: number) => (map === undefined || map === 'any' ? 1 : (map.get(label) ?? 0));
    for (const label of kind === 'brightness' ? [white] : labels) classOf[label] = told(label);
    if (map === undefined) unexplained = { path, kind, labels };
  }
  const target: VolumeLayout['target'] = {};
  for (const [label, k] of Object.entries(classOf)) target[Number(label)] = k > 0 ? 1 : 0;
  for (const label of ignored) target[label] = 'ignore';
  return { target, classOf, unexplained };
}
