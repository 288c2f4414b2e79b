import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../userError.js';
import { classesOfNames, type OwnFiles, type OwnSet } from './ownSet.js';

/**
 * The cases of nnU-Net's raw format and of the Medical Segmentation Decathlon: `dataset.json` with `imagesTr` and `labelsTr`.
 * Undefined where there is no `dataset.json` that names labels.
 *
 * nnU-Net has a file a channel (`case_0000.nii.gz`, `case_0001.nii.gz`; pictures too, colour in one file), the Decathlon one
 * file with all channels as volumes.
 */
export function nnunetSet(folder: string, files: readonly string[], needsMask: boolean): OwnSet | undefined {
  const path = join(folder, 'dataset.json');
  if (!existsSync(path)) return undefined;
  let dataset: { channel_names?: unknown; modality?: unknown; labels?: unknown };
  try {
    dataset = Object(JSON.parse(readFileSync(path, 'utf8'))) as typeof dataset;
  } catch (error) {
    throw new UserError(`${path} cannot be read as JSON: ${(error as Error).message}. Copy it again, or take it away.`);
  }
  if (dataset.labels === undefined) return undefined;
  const channels = channelNames(dataset.channel_names ?? dataset.modality, path);
  const named = labelNames(dataset.labels, path);
  const labels = named.flatMap(([, own]) => own);
  // Of nnU-Net's regions, which overlap, one has to be named as the target.
  const overlap = new Set(labels).size < labels.length;
  const set: OwnSet = {
    layout: 'nnU-Net or Decathlon',
    cases: [],
    problems: [],
    channels,
    ...(!overlap && { classes: classesOfNames(named, path) }),
  };
  const problem = (file: string, message: string) => set.problems.push({ file, severity: 'error', message });
  const images = new Map<string, string[]>();
  for (const file of files) {
    if (dirname(file) !== 'imagesTr') continue;
    const [, name = stem(file), number] = /^(.*)_(\d{4})$/.exec(stem(file)) ?? [];
    const own = images.get(name) ?? [];
    images.set(name, own);
    const at = number === undefined ? 0 : Number(number);
    if (own[at] === undefined) own[at] = file;
    else problem(file, `is a second image of case ${name} beside ${own[at]}. Keep one of them.`);
  }
  const masks = new Map(files.filter((file) => dirname(file) === 'labelsTr').map((file) => [stem(file), file]));
  const aFileAChannel = [...images.values()].some((own) => own.length > 1);
  for (const [name, own] of images) {
    const mask = masks.get(name);
    const missing = aFileAChannel
      ? channels.filter((_, c) => own[c] === undefined)
      : own[0] === undefined
        ? channels.slice(0, 1)
        : [];
    if (missing.length > 0)
      problem(
        own.find((file) => file !== undefined) ?? name,
        `is a case that lacks the channel ${missing.join(', ')}. Add it, or take the case away.`,
      );
    else if (own.length > channels.length)
      problem(
        own.at(-1)!,
        `is more than the ${channels.length} channel(s) that dataset.json names. Name it there, or take it away.`,
      );
    else if (needsMask && mask === undefined)
      problem(
        own[0]!,
        `has no mask: expected labelsTr/${name} in the format of the images. Add it, or take the image away.`,
      );
    else set.cases.push({ id: name, images: own, ...(needsMask && { mask: mask! }) } satisfies OwnFiles);
  }
  if (needsMask)
    for (const [name, mask] of masks)
      if (!images.has(name))
        problem(
          mask,
          `has no image: expected imagesTr/${name}_0000 or imagesTr/${name}. Add it, or take the mask away.`,
        );
  return set;
}

/** A file's name without its ending. */
export const stem = (file: string): string =>
  basename(file)
    .replace(/(\.nii|\.ome)?\.[^.]+$/i, '')
    .normalize('NFC');

/** `{"0": "FLAIR", "1": "T1"}`, by number. */
function channelNames(named: unknown, path: string): string[] {
  const entries = Object.entries(Object(named) as object).sort(([a], [b]) => Number(a) - Number(b));
  if (entries.length === 0 || !entries.every(([key, name], k) => Number(key) === k && typeof name === 'string'))
    throw new UserError(
      `${path} names no channels: expected "channel_names" (or "modality") such as {"0": "FLAIR", "1": "T1"}, numbered from 0.`,
    );
  const names = entries.map(([, name]) => name as string);
  return names.map((name, k) => (names.indexOf(name) === k ? name : `${name} ${k}`));
}

/** `{"background": 0, "tumour": 1}` of today, or `{"0": "background", "1": "tumour"}` of earlier years and the Decathlon. */
function labelNames(labels: unknown, path: string): [string, number[]][] {
  return Object.entries(Object(labels) as object).map(([key, value]) => {
    const [name, label] = typeof value === 'string' ? [value, Number(key)] : [key, value as number | number[]];
    if (name === '') throw new UserError(`${path} has a label without a name: ${JSON.stringify(labels)}. Name it.`);
    return [name, [label].flat().map(Number)];
  });
}
