import { basename, dirname, join } from 'node:path';
import type { Case, FoundCases, ImageLayout, Layout } from './case.js';
import { readImageCase } from './readImageCase.js';

const IMAGE = /\.(png|jpe?g|tiff?|bmp)$/i;

/** A layout of folders with images and masks of (nearly) the same names, in PNG, JPEG or TIFF. */
export function imageLayout(layout: ImageLayout): Layout {
  const { name, shape } = layout;
  return { name, shape, find: (folder, files, needsMask) => findImages(layout, folder, files, needsMask) };
}

/** Accents are one sign in some archives and two in others: the same name all the same. */
const stem = (path: string) => basename(path).replace(IMAGE, '').normalize('NFC');

function findImages(
  layout: ImageLayout,
  folder: string,
  files: readonly string[],
  needsMask: boolean,
): FoundCases | undefined {
  const found: FoundCases = { layout: layout.name, cases: [], problems: [] };
  const inFolder = (file: string, wanted: string) => IMAGE.test(file) && `/${dirname(file)}`.endsWith(`/${wanted}`);
  // A mask belongs to the image of its name beside its own folder: PNG/Ground Truth/1.png to PNG/Original/1.png, not to
  // TIF/Original/1.tif.
  const key = (file: string, inside: string, name: string) => `/${dirname(file)}`.slice(0, -inside.length) + name;
  const pairs: { image: string; mask?: string }[] = [];
  for (const { images, masks, emptyWithoutMasks } of layout.folders) {
    const maskOf = new Map<string, string>();
    for (const file of files) {
      if (!inFolder(file, masks)) continue;
      const name = key(file, masks, stem(file).replace(layout.maskSuffix ?? /$^/, ''));
      const first = maskOf.get(name);
      if (first === undefined) maskOf.set(name, file);
      else
        found.problems.push({
          file,
          severity: 'error',
          message: `is a second mask of one image beside ${first}. Keep one of them.`,
        });
    }
    const imageOf = new Map<string, string>();
    const needed = needsMask && !(emptyWithoutMasks && maskOf.size === 0);
    for (const image of files) {
      if (!inFolder(image, images)) continue;
      const name = key(image, images, stem(image));
      const mask = maskOf.get(name);
      maskOf.delete(name);
      const first = imageOf.get(name);
      imageOf.set(name, image);
      if (first !== undefined) {
        found.problems.push({
          file: image,
          severity: 'error',
          message: `is a second image of the name of ${first}. Keep one of them.`,
        });
      } else if (mask === undefined && needed) {
        found.problems.push({
          file: image,
          severity: 'error',
          message: `has no mask: expected ${masks}/${stem(image)} as PNG, JPEG or TIFF. Add the mask, or take the image away.`,
        });
      } else pairs.push({ image, mask });
    }
    for (const mask of maskOf.values()) {
      if (needsMask)
        found.problems.push({
          file: mask,
          severity: 'error',
          message: `has no image: expected one of that name in ${images}/. Add the image, or take the mask away.`,
        });
    }
  }
  // Images to predict may lie in a folder by themselves.
  if (pairs.length === 0 && !needsMask)
    for (const image of files) if (IMAGE.test(image) && dirname(image) === '.') pairs.push({ image });
  if (pairs.length + found.problems.length === 0) return undefined;
  const firstOf = new Map<string, string>();
  for (const { image } of pairs) {
    const first = firstOf.get(stem(image));
    if (first !== undefined)
      found.problems.push({
        file: image,
        severity: 'error',
        message: `has the same name as ${first}: the same image twice would stand on both sides of a fold. Give one of their folders.`,
      });
    else firstOf.set(stem(image), image);
  }
  const stems = pairs.map(({ image }) => stem(image));
  const patients = layout.patients?.(stems) ?? stems;
  found.cases = pairs.map(({ image, mask }, index) => imageCase(layout, folder, image, mask, patients[index]!));
  return found;
}

function imageCase(
  layout: ImageLayout,
  folder: string,
  image: string,
  mask: string | undefined,
  patient: string,
): Case {
  const files = mask === undefined ? [join(folder, image)] : [join(folder, image), join(folder, mask)];
  return {
    id: stem(image),
    patient,
    volume: false,
    files,
    read: (options) => readImageCase(layout, stem(image), patient, files, options),
  };
}
