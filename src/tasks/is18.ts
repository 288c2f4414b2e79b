import { imageLayout } from './layouts/imageLayout.js';
import { neighbours } from './layouts/neighbours.js';
import { volumeLayout } from './layouts/volumeLayout.js';
import { is18Phantom } from './phantoms/is18.js';
import type { Task } from './task.js';

/** IS18: the ischaemic core (drawn on diffusion MR) from CT and CT perfusion, after ISLES 2018. */
export const is18: Task = {
  id: 'is18',
  title: 'stroke lesion in CT',
  inputs: ['CT', 'Tmax', 'MTT', 'CBF', 'CBV'],
  classes: ['background', 'lesion'],
  dimensions: 3,
  defaultSize: 64,
  foldUnit: 'the case for ISLES 2018; for numbered slices, runs of neighbouring numbers, for their publishers name no patient',
  statisticChannel: 0,
  preprocessing: "axial slices of 192 mm round the head; ISLES 2018 with CT > −23 and the authors' shifts and scales; single slices mean 0 and deviation 1 where brighter than 25 of 255",
  source: 'ISLES 2018 training set, 94 cases (Hakim 2021); AISD (Liang 2021); any folder of CT slices as PNG or JPEG',
  terms: 'ISLES 2018: registration with its organisers; AISD: non-commercial use',
  layouts: [
    volumeLayout({
      name: 'ISLES 2018',
      shape: 'case_<n>/SMIR.Brain.XX.O.{CT,CT_Tmax,CT_MTT,CT_CBF,CT_CBV}.<id>/….nii, and SMIR.Brain.XX.O.OT.<id>/….nii',
      pattern: /(?:^|\/)(?<case>case_\d+)\/SMIR\.Brain\.XX\.O\.(?<role>CT|CT_[A-Za-z0-9]+|OT)\.\d+\/[^/]+\.nii(?:\.gz)?$/,
      inputs: ['CT', 'CT_Tmax', 'CT_MTT', 'CT_CBF', 'CT_CBV'],
      mask: 'OT',
      body: { role: 'CT', above: -23 },
      normalise: { shifts: [145.41, 2.8754, 5.5386, 179.03, 25.938], scales: [186.97, 4.6343, 5.202, 293.88, 42.502] },
      target: { 0: 0, 1: 1 },
    }),
    imageLayout({
      name: 'CT slices as images',
      shape: 'images/<number>.png or .jpg, masks/<number>.png',
      folders: [{ images: 'images', masks: 'masks' }],
      channels: 1,
      patients: neighbours(12),
    }),
  ],
  phantom: is18Phantom,
};
