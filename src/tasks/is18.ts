import { imageLayout } from './layouts/imageLayout.js';
import { volumeLayout } from './layouts/volumeLayout.js';
import { IS18_STROKE, is18Phantom } from './phantoms/is18.js';
import { strokeVolume } from './phantoms/volumes/strokeVolume.js';
import type { Task } from './task.js';

/** IS18: the ischaemic core (drawn on diffusion MR) from CT and CT perfusion, after ISLES 2018. */
export const is18: Task = {
  id: 'is18',
  title: 'stroke lesion in CT',
  inputs: ['CT', 'Tmax', 'MTT', 'CBF', 'CBV'],
  classes: ['background', 'lesion'],
  dimensions: 3,
  defaultSize: 64,
  foldUnit:
    'the case for ISLES 2018, of which two may be slabs of one patient; for single slices the patient of their names, or whom `patients` names, else the slice',
  statisticChannel: 0,
  preprocessing:
    "axial slices of 192 mm round the head; ISLES 2018 with CT > −23 and the authors' shifts and scales; single slices mean 0 and deviation 1 where brighter than 25 of 255",
  source: 'ISLES 2018 training set, 94 cases (Hakim 2021); AISD (Liang 2021); any folder of CT slices as PNG or JPEG',
  terms: 'ISLES 2018: registration with its organisers; AISD: non-commercial use',
  layouts: [
    volumeLayout({
      name: 'ISLES 2018',
      shape: 'case_<n>/SMIR.Brain.XX.O.{CT,CT_Tmax,CT_MTT,CT_CBF,CT_CBV}.<id>/….nii, and SMIR.Brain.XX.O.OT.<id>/….nii',
      // The first edition of the training set calls the perfusion maps MR_Tmax, MR_MTT, ….
      pattern:
        /(?:^|\/)(?<case>case_\d+)\/SMIR\.Brain\.XX\.O\.(?:(?:CT|MR)_)?(?<role>CT|Tmax|MTT|CBF|CBV|OT)\.\d+\/[^/]+\.nii(?:\.gz)?$/i,
      inputs: ['CT', 'Tmax', 'MTT', 'CBF', 'CBV'],
      mask: 'OT',
      body: { role: 'CT', above: -23 },
      normalise: {
        shifts: [145.4089064728558, 2.8753392425245097, 5.538641988928408, 179.03296070754575, 25.937894045251678],
        scales: [186.9740130523932, 4.634348718250107, 5.2019667021425295, 293.8784533196274, 42.502019634374086],
      },
      target: { 0: 0, 1: 1 },
    }),
    imageLayout({
      name: 'CT slices as images',
      shape: 'images/<number>.png or .jpg, masks/<number>.png',
      folders: [{ images: 'images', masks: 'masks' }],
      channels: 1,
    }),
  ],
  phantom: is18Phantom,
  volumePhantom: strokeVolume(IS18_STROKE),
  patients: 94,
  ranges: {
    emptyShare: { least: 0.5, most: 0.7, known: '.6–.7 aimed at, as for is17' },
    foregroundMean: { least: 0.02, most: 0.055, known: '.032 (24 AISD slices), .026–.055 (two ISLES 2024 masks)' },
    foregroundOfBodyMean: { least: 0.05, most: 0.14, known: '.11 (24 AISD slices)' },
    componentsMean: { least: 1.2, most: 2.5, known: '1.9 (24 AISD slices)' },
    contrast: { least: -0.16, most: -0.09, known: '−.13 (24 AISD slices)' },
    contrastToNoise: { least: -1, most: -0.54, known: '−.72 at 64 pixels, −.8 at 512 (24 AISD slices)' },
    noise: { least: 0.008, most: 0.022, known: '.017 at 64 pixels, .012 at 512 (24 AISD slices)' },
    thresholdDice: {
      least: 0.1,
      most: 0.35,
      known: '.13 on whole slices; inside the brain alone, marking all of it gives .20 (24 AISD slices)',
    },
    oracleDice: { least: 0.65, most: 0.8, known: 'readers about .7 (literature)' },
  },
  networkDice: { least: 0.45, most: 0.52, known: '.45–.52, typical networks (literature)' },
  expectation:
    'Low contrast, and a third of the border is not to be seen: the best Dice is about .73 for one who knows the lesion and what readers do, less for a network. The best threshold lies near .37 or below, and the doubt of the label alone is worth a point to Dice-like losses; what a network cannot see adds to it.',
};
