import { volumeLayout } from './layouts/volumeLayout.js';
import { br18Phantom } from './phantoms/br18.js';
import { tumourVolume } from './phantoms/volumes/tumourVolume.js';
import type { Task } from './task.js';

/** BR18: the whole tumour (oedema, core, enhancing rim) in multi-modal MR, after BraTS 2018. */
export const br18: Task = {
  id: 'br18',
  title: 'whole tumour in brain MR',
  inputs: ['FLAIR', 'T1', 'T1CE', 'T2'],
  classes: ['background', 'whole tumour'],
  multiClasses: ['background', 'oedema', 'core', 'enhancing rim'],
  dimensions: 3,
  defaultSize: 64,
  foldUnit: 'the case (one patient at one time)',
  statisticChannel: 0,
  preprocessing:
    "axial slices of 192 mm round the brain, FLAIR > 0; BraTS 2018 by the authors' shifts and scales, other sources mean 0 and deviation 1 in the brain",
  source: 'BraTS 2018 training set (Menze 2015, Bakas 2017), 285 cases; BRATS 2015 style folders of DeepMedic',
  terms: 'BraTS 2018: registration with its organisers; BRATS 2015: CC BY-NC-SA 3.0 CH',
  layouts: [
    volumeLayout({
      name: 'BraTS 2018',
      shape: 'HGG/<case>/<case>_{flair,t1,t1ce,t2,seg}.nii.gz, and LGG/…',
      pattern: /(?:^|\/)(?<case>[^/]+)\/\k<case>_(?<role>flair|t1|t1ce|t2|seg)\.nii(?:\.gz)?$/i,
      inputs: ['flair', 't1', 't1ce', 't2'],
      mask: 'seg',
      body: { role: 'flair', above: 0 },
      normalise: {
        shifts: [420.884688397679, 568.7868683246469, 639.4882077323609, 629.919352934067],
        scales: [1320.6450427506038, 1160.6822019612432, 1181.144425870453, 1363.6117673325714],
      },
      target: { 0: 0, 1: 1, 2: 1, 3: 1, 4: 1 },
      classOf: { 0: 0, 1: 2, 2: 1, 3: 2, 4: 3 },
    }),
    volumeLayout({
      name: 'BRATS 2015, one modality',
      shape: '<case>/Flair_subtrMeanDivStd.nii.gz, <case>/OTMultiClass.nii.gz, <case>/brainmask.nii.gz',
      pattern: /(?:^|\/)(?<case>[^/]+)\/(?<role>Flair_subtrMeanDivStd|OTMultiClass|brainmask)\.nii(?:\.gz)?$/i,
      inputs: ['Flair_subtrMeanDivStd'],
      mask: 'OTMultiClass',
      body: { role: 'brainmask', above: 0.5 },
      target: { 0: 0, 1: 1, 2: 1, 3: 1, 4: 1 },
      classOf: { 0: 0, 1: 2, 2: 1, 3: 2, 4: 3 },
    }),
  ],
  phantom: br18Phantom,
  volumePhantom: tumourVolume,
  patients: 96,
  ranges: {
    emptyShare: { least: 0.35, most: 0.55, known: '.45 of the slices that show brain (4 BRATS 2015 patients)' },
    foregroundMean: {
      least: 0.03,
      most: 0.05,
      known: '.047 of a 192 mm field (6 BRATS 2015 patients), .036 of 240 mm',
    },
    foregroundMedian: { least: 0.02, most: 0.05, known: '.043 (6 BRATS 2015 patients)' },
    foregroundOfBodyMean: { least: 0.08, most: 0.16, known: '.138 (6 patients), .11 (10 patients)' },
    componentsMean: { least: 1.3, most: 2.7, known: '1.4 at 3 mm, 2.6 at 1 mm' },
    contrast: { least: 0.27, most: 0.45, known: '.29 at 3 mm, .39 at 1 mm' },
    contrastToNoise: { least: 2.3, most: 3.5, known: '2.7 at 3 mm, 3.2 at 1 mm' },
    noise: { least: 0.015, most: 0.05, known: '.018 at 3 mm, .034 at 2 mm' },
    thresholdDice: { least: 0.6, most: 0.8, known: '.71 on FLAIR (6 BRATS 2015 patients)' },
    oracleDice: { least: 0.85, most: 0.93, known: 'readers .85–.90 (literature)' },
  },
  networkDice: { least: 0.85, most: 0.9, known: '.85–.90, typical networks (literature)' },
  expectation:
    'Readers agree on all but the border: the best threshold of a calibrated network, half of the best Dice, lies near .45, so cross-entropy cut at one half should lose little. Empty slices (45 %) decide more than the loss does.',
};
