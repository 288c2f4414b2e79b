import { volumeLayout } from './layouts/volumeLayout.js';
import { IS17_STROKE, is17Phantom } from './phantoms/is17.js';
import { strokeVolume } from './phantoms/volumes/strokeVolume.js';
import type { Task } from './task.js';

/** IS17: the final ischaemic lesion (drawn on a later scan) from acute perfusion and diffusion MR, after ISLES 2017. */
export const is17: Task = {
  id: 'is17',
  title: 'ischaemic stroke lesion in MR',
  inputs: ['ADC', 'Tmax', 'MTT', 'TTP', 'rCBF', 'rCBV'],
  classes: ['background', 'lesion'],
  dimensions: 3,
  defaultSize: 64,
  foldUnit: 'the case (one patient)',
  statisticChannel: 0,
  preprocessing:
    "axial slices of 192 mm round the brain; ISLES 2017 with ADC > 0 and the authors' shifts and scales, ISLES 2022 mean 0 and deviation 1 in the brain",
  source: 'ISLES 2017 training set, 43 cases (Winzeck 2018); ISLES 2022 in BIDS (Hernandez Petzsche 2022)',
  terms: 'ISLES 2017: registration with its organisers; ISLES 2022: CC BY-SA 4.0',
  layouts: [
    volumeLayout({
      name: 'ISLES 2017',
      shape: 'training_<n>/VSD.Brain.XX.O.MR_{ADC,Tmax,MTT,TTP,rCBF,rCBV}.<id>/….nii, and VSD.Brain.XX.O.OT.<id>/….nii',
      pattern:
        /(?:^|\/)(?<case>(?:training|test)_\d+)\/VSD\.Brain\.XX\.O\.(?:MR_)?(?<role>[A-Za-z]+)\.\d+\/[^/]+\.nii(?:\.gz)?$/i,
      inputs: ['ADC', 'Tmax', 'MTT', 'TTP', 'rCBF', 'rCBV'],
      mask: 'OT',
      body: { role: 'ADC', above: 0 },
      normalise: {
        shifts: [
          918.5765819726356, 6.306370011286291, 5.1032563033778, 28.844982342424302, 18.97638790517183,
          1.8225750531150535,
        ],
        scales: [
          655.0562518031873, 10.26716165312032, 4.1382274944829645, 16.030510609259178, 28.87138245597804,
          3.5792610614453815,
        ],
      },
      target: { 0: 0, 1: 1 },
    }),
    volumeLayout({
      name: 'ISLES 2022 (BIDS)',
      shape: 'rawdata/sub-<case>/ses-<n>/<…>_{dwi,adc,flair}.nii.gz, derivatives/sub-<case>/ses-<n>/<…>_msk.nii.gz',
      pattern:
        /(?:^|\/)(?<case>(?<patient>sub-[^/_]+)\/ses-[^/]+)\/(?:(?:anat|dwi)\/)?[^/]*_(?<role>dwi|adc|flair|msk)\.nii(?:\.gz)?$/i,
      inputs: ['dwi', 'adc', 'flair'],
      mask: 'msk',
      target: { 0: 0, 1: 1 },
    }),
  ],
  phantom: is17Phantom,
  volumePhantom: strokeVolume(IS17_STROKE),
  patients: 43,
  ranges: {
    emptyShare: { least: 0.55, most: 0.72, known: '.58 (one ISLES 2022 case), .6–.7 aimed at' },
    foregroundMean: { least: 0.005, most: 0.05, known: '.002 (one ISLES 2022 case, small), .01–.05 (literature)' },
    foregroundOfBodyMean: { least: 0.01, most: 0.06, known: '.005 (one ISLES 2022 case, small), .02–.05 (literature)' },
    componentsMean: { least: 1.5, most: 3.5, known: '2.2–2.4 (one ISLES 2022 case)' },
    contrast: {
      least: 0.15,
      most: 0.45,
      known: '.51 on DWI (one ISLES 2022 case), .15–.45 on perfusion maps (literature)',
    },
    contrastToNoise: { least: 0.8, most: 3.1, known: '3.1 on DWI, −.8 on ADC' },
    noise: { least: 0.02, most: 0.05, known: '.030 at 3 mm, .040 at 2 mm' },
    thresholdDice: { least: 0.2, most: 0.5, known: '.32 on DWI (one ISLES 2022 case)' },
    oracleDice: { least: 0.4, most: 0.62, known: 'readers about .6 (literature)' },
  },
  networkDice: { least: 0.2, most: 0.4, known: 'about .30, typical networks (literature)' },
  expectation:
    'The label is drawn months later and cannot be told from the image: the best Dice is about .6, so the best threshold lies near .3. Cut at one half, cross-entropy should miss much of what Dice-like losses keep: the largest gap of the six, about four points, is expected here.',
};
