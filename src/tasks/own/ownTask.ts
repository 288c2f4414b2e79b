import type { RealTask } from '../task.js';

/** Images of one's own: what they show and in how many channels and classes is told by their folder. */
export const OWN: RealTask = {
  id: 'own',
  title: 'images of your own',
  inputs: ['red', 'green', 'blue'],
  classes: ['background', 'target'],
  dimensions: 2,
  defaultSize: 96,
  foldUnit: 'the patient, where names, own.json or `patients` tell; else the case',
  statisticChannel: 'mean',
  preprocessing:
    'resized to the sample size, volumes in square axial slices; mean 0 and standard deviation 1 over each image or volume, each file by itself; own.json may say otherwise',
  source: 'a folder of your own',
  terms: 'yours',
  layouts: [
    {
      name: 'images and masks',
      shape: 'images/<name>.png, masks/<name>.png; or <name>.png beside <name>_mask.png; TIFF, JPEG and NIfTI too',
    },
    {
      name: 'nnU-Net or Decathlon',
      shape:
        'dataset.json, imagesTr/<case>_0000.nii.gz (one file a channel) or imagesTr/<case>.nii.gz (all), labelsTr/<case>.nii.gz; PNG and TIFF too',
    },
    {
      name: 'own.json',
      shape: 'a file of that name that tells patterns, channels, classes and patients (data/README.md shows one)',
    },
  ],
};

/** The same where they are volumes. */
export const OWN_VOLUMES: RealTask = { ...OWN, id: 'own3d', title: 'volumes of your own', dimensions: 3 };
