import { volumeLayout } from './layouts/volumeLayout.js';
import { wm17Phantom } from './phantoms/wm17.js';
import { whiteMatterVolume } from './phantoms/volumes/whiteMatterVolume.js';
import type { Task } from './task.js';

/** WM17: white matter hyperintensities in FLAIR and T1, after the MICCAI WMH challenge 2017. */
export const wm17: Task = {
  id: 'wm17',
  title: 'white matter hyperintensities in brain MR',
  inputs: ['FLAIR', 'T1'],
  classes: ['background', 'white matter hyperintensity'],
  dimensions: 3,
  defaultSize: 96,
  foldUnit: 'the patient',
  statisticChannel: 0,
  preprocessing:
    "axial slices of 192 mm round the head, T1 > 25, the authors' shifts and scales; label 2 (other pathology) does not count",
  source:
    'WMH segmentation challenge, MICCAI 2017, 60 training cases of three sites (Kuijf 2019), https://doi.org/10.34894/AECRSD',
  terms: 'those of its publisher, shown at the download',
  layouts: [
    volumeLayout({
      name: 'WMH 2017',
      shape: '<site>/<patient>/pre/FLAIR.nii.gz, <site>/<patient>/pre/T1.nii.gz, <site>/<patient>/wmh.nii.gz',
      pattern:
        /(?:^|\/)(?<case>(?:Utrecht|Singapore|Amsterdam(?:_GE3T)?|GE3T|GE1T5|Philips_VU[^/]*)(?:\/[^/]+)?\/\d+)\/(?:pre\/)?(?<role>FLAIR|T1|wmh)\.nii(?:\.gz)?$/i,
      inputs: ['FLAIR', 'T1'],
      mask: 'wmh',
      body: { role: 'T1', above: 25 },
      normalise: { shifts: [130, 262], scales: [226, 490] },
      target: { 0: 0, 1: 1, 2: 'ignore' },
    }),
  ],
  phantom: wm17Phantom,
  volumePhantom: whiteMatterVolume,
  patients: 60,
  ranges: {
    foregroundMean: { least: 0.006, most: 0.016, known: '.0106 (severe cases, 2 mm)' },
    foregroundMedian: { least: 0.003, most: 0.009, known: '.0044 (severe cases, 2 mm)' },
    foregroundOfBodyMean: { least: 0.02, most: 0.05, known: '.044 mean, .018 median (severe cases)' },
    componentsMean: { least: 7, most: 13, known: '10 (severe cases)' },
    contrast: { least: 0.25, most: 0.42, known: '.34 (severe cases)' },
    contrastToNoise: { least: 2, most: 3.3, known: '2.8 (severe cases)' },
    noise: { least: 0.05, most: 0.09, known: '.07 at 2 mm' },
    thresholdDice: {
      least: 0.1,
      most: 0.5,
      known: 'not measured; above marking all of the brain, which gives .04–.09',
    },
    oracleDice: { least: 0.7, most: 0.85, known: 'readers .7–.8 (literature)' },
  },
  networkDice: { least: 0.65, most: 0.8, known: '.65–.80, typical networks (literature)' },
  expectation:
    'Easy to see and hard to delineate: four of five lesion pixels lie on a border, so a pixel of doubt costs a fifth of the Dice. The best Dice is about .79 and the best threshold near .39; Dice-like losses should draw lesions a little larger and gain a point at most.',
};
