import { dirname } from 'node:path';
import { MASK_ENDING, pairNames } from '../layouts/pairNames.js';
import type { OwnSet } from './ownSet.js';
import { stem } from './nnunetSet.js';

/** What folders of images, and of masks, are called. */
const IMAGES =
  /^(images?|imgs?|inputs?|frames?|originals?|scans?|slices?|pictures?|photos?|volumes?|raw|images?tr|jpegimages)$/i;
const MASKS =
  /^(masks?|labels?|gts?|ground[-_ ]?truths?|references?|segs?|segmentations?|annotations?|targets?|labels?tr|segmentationclass)$/i;
/** How nnU-Net numbers the channels of a case. */
const CHANNEL = /_(\d{4})$/;

/**
 * Images and masks that belong together by their names: in a folder of images and one of masks (`images/`, `masks/` and
 * what else they are called), with the same names or endings such as `_mask` and `_seg`; or side by side in one folder, told
 * apart by such endings. Several files of an image, numbered from `_0000`, are its channels.
 *
 * @param channels - so many a network takes, where one does
 * @returns undefined where no mask is found, or without `needsMask` no image
 */
export function pairedSet(files: readonly string[], needsMask: boolean, channels?: number): OwnSet | undefined {
  const keys = (matching: RegExp) =>
    new Map(
      files.flatMap((file) => (folderOf(file, matching) === undefined ? [] : [[keyOf(file, matching), file] as const])),
    );
  const set: OwnSet = { layout: 'images and masks', cases: [], problems: [] };
  const problem = (file: string, message: string) => set.problems.push({ file, severity: 'error', message });
  let [images, masks] = [keys(IMAGES), keys(MASKS)];
  if (images.size === 0) {
    // What lies beside the folder of masks, or beside each mask.
    const rest = files.filter((file) => folderOf(file, MASKS) === undefined);
    const isMask = (file: string) => masks.size === 0 && MASK_ENDING.test(stem(file));
    images = new Map(rest.flatMap((file) => (isMask(file) ? [] : [[keyOf(file), file] as const])));
    if (masks.size === 0) masks = new Map(rest.flatMap((file) => (isMask(file) ? [[keyOf(file), file] as const] : [])));
  }
  const grouped = channelsOf([...images], masks, needsMask, channels);
  if (grouped.size === 0 || (needsMask && masks.size === 0)) return undefined;
  const partner = needsMask ? pairNames([...grouped.keys()], [...masks.keys()]) : new Map<string, string>();
  if (needsMask && partner.size === 0) {
    const [image] = grouped.keys();
    const [mask] = masks.keys();
    problem(
      '',
      `holds images such as ${image} and masks such as ${mask}, and no two names belong together. Name each mask as its image, or with an ending such as _mask; or tell what belongs together in an own.json.`,
    );
    return set;
  }
  for (const [key, own] of grouped) {
    const mask = masks.get(partner.get(key) ?? '');
    if (needsMask && mask === undefined) problem(own[0]!, 'has no mask. Add one of its name, or take the image away.');
    else set.cases.push({ id: key.replaceAll('/', '_'), images: own, ...(mask !== undefined && { mask }) });
  }
  const paired = new Set(partner.values());
  if (needsMask)
    for (const [key, mask] of masks)
      if (!paired.has(key)) problem(mask, 'has no image. Add one of its name, or take the mask away.');
  return set;
}

/** The part of a file's path that is a folder of such a name. */
const folderOf = (file: string, matching: RegExp) =>
  file
    .split('/')
    .slice(0, -1)
    .find((part) => matching.test(part));

/** A file's path without its ending, and without the folder that says what it is. */
function keyOf(file: string, matching?: RegExp): string {
  const folder = matching && folderOf(file, matching);
  const above = dirname(file)
    .split('/')
    .filter((part) => part !== '.' && part !== folder);
  return [...above, stem(file)].join('/');
}

/** The files of each image: several where all are numbered as channels are, and masks or the network say so too. */
function channelsOf(
  images: readonly (readonly [string, string])[],
  masks: ReadonlyMap<string, string>,
  needsMask: boolean,
  channels?: number,
): Map<string, string[]> {
  const single = new Map(images.map(([key, file]) => [key, [file]]));
  if (!images.every(([key]) => CHANNEL.test(key))) return single;
  const grouped = new Map<string, string[]>();
  for (const [key, file] of images) {
    const name = key.replace(CHANNEL, '');
    const own = grouped.get(name) ?? [];
    grouped.set(name, own);
    own[Number(CHANNEL.exec(key)![1])] = file;
  }
  const [first] = grouped.values();
  const alike = [...grouped.values()].every((own) => own.length === first!.length && !own.includes(undefined as never));
  const told = needsMask
    ? [...grouped.keys()].some((key) => masks.has(key))
    : first!.length === 1 || first!.length === channels;
  return alike && told ? grouped : single;
}
