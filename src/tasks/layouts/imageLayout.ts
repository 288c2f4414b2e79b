import { basename, dirname, join } from 'node:path';
import { isImageName } from '../readers/readRasters.js';
import type { Case, FoundCases, ImageLayout, Layout } from './case.js';
import { pairNames } from './pairNames.js';
import { patientsOfNames } from './patients.js';
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
  const found: FoundCases = { layout: layout.name, cases: [], problems: [], patientsFrom: 'publisher' };
  const inFolder = (file: string, wanted: string) => isImageName(file) && `/${dirname(file)}`.endsWith(`/${wanted}`);
  // A mask belongs to the image of its name beside its own folder: PNG/Ground Truth/1.png to PNG/Original/1.png, not to
  // TIF/Original/1.tif.
  const key = (file: string, inside: string, name: string) => `/${dirname(file)}`.slice(0, -inside.length) + name;
  const pairs: { image: string; mask?: string }[] = [];
  const problem = (file: string, message: string) => found.problems.push({ file, severity: 'error', message });
  for (const { images, masks, emptyWithoutMasks } of layout.folders) {
    const maskOf = new Map<string, string>();
    for (const file of files) {
      if (!inFolder(file, masks)) continue;
      const name = key(file, masks, stem(file).replace(layout.maskSuffix ?? /$^/, ''));
      const first = maskOf.get(name);
      if (first === undefined) maskOf.set(name, file);
      else problem(file, `is a second mask of one image beside ${first}. Keep one of them.`);
    }
    const imageOf = new Map<string, string>();
    const needed = needsMask && !(emptyWithoutMasks && maskOf.size === 0);
    for (const image of files) {
      if (!inFolder(image, images)) continue;
      const name = key(image, images, stem(image));
      const first = imageOf.get(name);
      if (first === undefined) imageOf.set(name, image);
      else problem(image, `is a second image of the name of ${first}. Keep one of them.`);
    }
    const partner = pairNames([...imageOf.keys()], [...maskOf.keys()]);
    const lonely: string[] = [];
    for (const [name, image] of imageOf) {
      const mask = maskOf.get(partner.get(name) ?? '');
      if (mask === undefined && needed) lonely.push(image);
      else pairs.push({ image, mask });
    }
    const paired = new Set(partner.values());
    const spare = needsMask ? [...maskOf].flatMap(([name, mask]) => (paired.has(name) ? [] : [mask])) : [];
    // A folder whose names follow another rule is told once, not image by image.
    if (paired.size === 0 && lonely.length > 1 && spare.length > 1) {
      problem(
        `${images}/`,
        `holds ${lonely.length} images such as ${basename(lonely[0]!)}, and ${masks}/ ${spare.length} masks such as ${basename(spare[0]!)}: no two names belong together. Name each mask as its image, or with an ending such as _mask.`,
      );
      continue;
    }
    for (const image of lonely)
      problem(
        image,
        `has no mask: expected ${masks}/${stem(image)} as PNG, JPEG or TIFF. Add the mask, or take the image away.`,
      );
    for (const mask of spare)
      problem(mask, `has no image: expected one of that name in ${images}/. Add the image, or take the mask away.`);
  }
  // Images to predict may lie in a folder by themselves.
  if (pairs.length === 0 && !needsMask)
    for (const image of files) if (isImageName(image) && dirname(image) === '.') pairs.push({ image });
  if (pairs.length + found.problems.length === 0) return undefined;
  const firstOf = new Map<string, string>();
  for (const { image } of pairs) {
    const first = firstOf.get(stem(image));
    if (first !== undefined)
      problem(
        image,
        `has the same name as ${first}: the same image twice would stand on both sides of a fold. Give one of their folders.`,
      );
    else firstOf.set(stem(image), image);
  }
  const stems = pairs.map(({ image }) => stem(image));
  const named = patientsOfNames(stems);
  // Of a folder without the publisher's names nobody has said that each image is of another patient.
  const { maskSuffix, patientPerImage = false } = layout;
  const published = patientPerImage && pairs.some(({ mask }) => mask !== undefined && maskSuffix?.test(stem(mask)));
  const patients = published && named.from === 'unknown' ? ({ from: 'publisher', of: stems } as const) : named;
  found.patientsFrom = patients.from;
  found.cases = pairs.map(({ image, mask }, index) => imageCase(layout, folder, image, mask, patients.of[index]!));
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
    ...(mask !== undefined && {
      mask: {
        ...{ path: join(folder, mask), target: 'any' as const, ignored: [] },
        ...(layout.arbitraryLabels && { arbitraryLabels: true }),
      },
    }),
    read: (options) => readImageCase(layout, stem(image), patient, files, options),
  };
}
