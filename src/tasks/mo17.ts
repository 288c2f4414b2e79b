import { imageLayout } from './layouts/imageLayout.js';
import { mo17Phantom } from './phantoms/mo17.js';
import type { Task } from './task.js';

/**
 * Every lower left third molar of the public set lies in this part of the panoramic radiograph (the patient's left is
 * the image's right).
 */
const REGION = { left: 320 / 512, top: 144 / 512, width: 192 / 512, height: 264 / 512 };

/**
 * MO17: the lower left third molar (tooth 38) in panoramic radiographs. The paper's set is in-house; public radiographs
 * stand for it.
 */
export const mo17: Task = {
  id: 'mo17',
  title: 'lower left third molar in panoramic radiographs',
  inputs: ['radiograph'],
  classes: ['background', 'tooth 38'],
  dimensions: 2,
  defaultSize: 64,
  foldUnit: 'the radiograph (one patient)',
  statisticChannel: 0,
  preprocessing:
    'the crop x 320–512, y 144–408 of 512×512 (the same fractions at other sizes), resized to the sample size; mean 0 and deviation 1',
  source: 'panoramic radiographs with one mask a tooth (UFBA-UESC set and its re-annotations)',
  terms: 'Apache-2.0 for the public repository of masks; ask the publisher for anything else',
  layouts: [
    imageLayout({
      name: 'radiographs with tooth masks',
      shape: 'images/<name>.jpg, masks/<name>_38.ome.tiff, optionally images_without_tooth38/<name>.jpg',
      folders: [
        { images: 'images', masks: 'masks' },
        { images: 'images_without_tooth38', masks: 'masks_without_tooth38', emptyWithoutMasks: true },
      ],
      maskSuffix: /_38(\.ome)?$/,
      channels: 1,
      crop: REGION,
      patientPerImage: true,
      arbitraryLabels: true,
    }),
  ],
  phantom: mo17Phantom,
  patients: 200,
  ranges: {
    emptyShare: { least: 0.1, most: 0.42, known: '.15 (82 radiographs), .30 (425 of the whole set)' },
    foregroundMean: { least: 0.032, most: 0.042, known: '.036 of the crop (70 radiographs)' },
    foregroundMedian: { least: 0.032, most: 0.042, known: '.035 of the crop (70 radiographs)' },
    componentsMean: { least: 1, most: 1.05, known: '1.01 (70 radiographs)' },
    contrast: { least: 0.15, most: 0.25, known: '.19 (70 radiographs)' },
    contrastToNoise: { least: 1.3, most: 1.9, known: '1.6 (70 radiographs)' },
    noise: { least: 0.005, most: 0.015, known: '.010 at 64 pixels, .006 at 512' },
    thresholdDice: { least: 0.15, most: 0.3, known: '.20 at 64 pixels, .25 at full size' },
    oracleDice: { least: 0.93, most: 0.99, known: 'readers about .95 (literature)' },
  },
  networkDice: { least: 0.93, most: 0.95, known: '.93–.95, typical networks (literature)' },
  expectation:
    'One tooth of one size in one place, with a sharp border: the best Dice is about .97 and the best threshold near .49. All losses should end within a hair of each other; weighting one kind of error can only hurt.',
};
