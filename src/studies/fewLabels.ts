import { TASK_IDS } from '../tasks/index.js';
import { FEW_LABELS_ARMS, fewLabelsRecipes } from './fewLabelsArms.js';
import { fewLabelsReport } from './fewLabelsReport.js';
import type { Study } from './study.js';

/** Two networks that teach each other, where labels are few or wrong. */
export const fewLabels: Study = {
  id: 'few-labels',
  title: 'Few labels, and wrong ones',
  paper:
    'Wang, Li, Wang et al., "Annotation-efficient deep learning for automatic medical image segmentation" (AIDE), Nature ' +
    'Communications 2021, s41467-021-26216-9',
  question:
    'What share of the gap to all labels do two networks close that teach each other, where labels are few or wrong?',
  expectation:
    'Most where three patients already teach what a target looks like and the images without labels add its variety; little where one ' +
    'patient does not; and with wrong labels, for a small loss tells a right one.',
  notShown: [
    'Smaller than the comparison: 36 synthetic patients of two images of 64 × 64, two folds, 120 steps of 4 images, one seed.',
    'AIDE as published keeps the largest part of a prediction, trains 100 epochs with Adam (amsgrad) at 1e-4 and picks its best epoch; here every ' +
      'part of the prediction stays, the recipe is the workbook’s, and nothing is picked. Labels are corrected after each tenth of the training.',
    'The four copies are the flips of an image and the half turn, not random turns. Whether the agreement is a mean over classes is assumed.',
    'The noise is made up: real readers err otherwise. The first network of the two is the one that is tried.',
  ],
  tasks: TASK_IDS,
  presets: {
    quick: 'all arms on one task, twelve patients, one fold, 40 steps',
    full: `${FEW_LABELS_ARMS.length} arms on six synthetic tasks, two folds: 36 patients, 120 steps`,
  },
  recipes({ preset, tasks }) {
    return preset === 'quick' ? fewLabelsRecipes('quick', tasks.slice(0, 1)) : fewLabelsRecipes('full', tasks);
  },
  report: fewLabelsReport,
};
