import { imageLayout } from './layouts/imageLayout.js';
import { po18Phantom } from './phantoms/po18.js';
import type { Task } from './task.js';

/**
 * PO18: colorectal polyps in white-light colonoscopy frames. The paper's frames are in-house; public frames of the same
 * kind stand for them.
 */
export const po18: Task = {
  id: 'po18',
  title: 'polyps in colonoscopy frames',
  inputs: ['red', 'green', 'blue'],
  classes: ['background', 'polyp'],
  dimensions: 2,
  defaultSize: 64,
  foldUnit: 'the patient whom `patients` names, for the publishers name none; else the frame',
  statisticChannel: 'mean',
  preprocessing:
    'resized to the sample size; mean 0 and standard deviation 1 over the pixels brighter than 25 of 255, the three colours together',
  source: 'HyperKvasir (Borgli 2020), Kvasir-SEG (Jha 2020), CVC-ClinicDB (Bernal 2015)',
  terms: 'HyperKvasir CC BY 4.0; Kvasir-SEG and CVC-ClinicDB for research and education, cite them',
  layouts: [
    imageLayout({
      name: 'HyperKvasir or Kvasir-SEG',
      shape: 'images/<name>.jpg, masks/<name>.png or .jpg, optionally negative_images/ with negative_masks/',
      folders: [
        { images: 'images', masks: 'masks' },
        { images: 'negative_images', masks: 'negative_masks', emptyWithoutMasks: true },
      ],
      channels: 3,
    }),
    imageLayout({
      name: 'CVC-ClinicDB',
      shape: 'Original/<number>.tif or .png, Ground Truth/<number>.tif or .png',
      folders: [{ images: 'Original', masks: 'Ground Truth' }],
      channels: 3,
    }),
  ],
  phantom: po18Phantom,
  patients: 150,
  ranges: {
    emptyShare: { least: 0.04, most: 0.16, known: '.12 (60 frames and 8 chosen without a polyp), .10 aimed at' },
    foregroundMean: { least: 0.1, most: 0.17, known: '.122 (60 frames), .145 (more public frames)' },
    foregroundMedian: { least: 0.08, most: 0.14, known: '.103 (60 frames), .113 (more public frames)' },
    componentsMean: { least: 1, most: 1.12, known: '1.05 (60 frames)' },
    contrast: { least: 0.13, most: 0.23, known: '.18 (60 frames)' },
    contrastToNoise: { least: 0.9, most: 1.5, known: '1.2 (60 frames)' },
    noise: { least: 0.005, most: 0.015, known: '.009 at 64 pixels, .008 at full size' },
    thresholdDice: { least: 0.25, most: 0.45, known: '.34 (60 frames)' },
    oracleDice: { least: 0.85, most: 0.95, known: 'readers about .9 (literature)' },
  },
  networkDice: { least: 0.75, most: 0.85, known: '.75–.85, typical networks (literature)' },
  expectation:
    'Large targets and half of each border unsure: the best Dice is about .92, the best threshold near .46. The doubt of the label is worth next to nothing to Dice-like losses here; what they gain, they gain on the smallest polyps.',
};
