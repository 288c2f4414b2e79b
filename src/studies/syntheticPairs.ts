import { PAIRS_ARMS, PAIRS_PRESETS, pairsRecipes, type PairsSource } from './pairsArms.js';
import { pairsReport } from './pairsReport.js';
import type { Study } from './study.js';
import { writePairExamples } from './examples/pairExamples.js';

const { images, samples, iterations, features } = PAIRS_PRESETS.full.pairs;

/** Can pairs that are made of a few real ones stand in for them, or add to them? */
export const syntheticPairs: Study = {
  id: 'synthetic-pairs',
  title: 'Pairs of image and mask made from a single one',
  paper:
    'Thambawita et al., "SinGAN-Seg: Synthetic training data generation for medical image segmentation", PLOS ONE 17(5):e0267976, 2022',
  question:
    'Do images with masks that are made of a few real ones, alone or beside them, teach as much as these or more, at equal steps?',
  expectation:
    'Made alone they should teach less than the real ones they come from: what a pyramid of one image invents are rearrangements of it. Beside the real ones they should help ' +
    'a little where no classical augmentation is used, and hardly where it is.',
  notShown: [
    `Small: ${images} real images a fold, ${samples} made of each, 36 synthetic patients with one image of 32 × 32, or 599 real frames of that size, two folds, one seed. The pyramids have two scales, ` +
      `${features} channels and ${iterations} iterations a scale; the authors’ have up to ten scales, 32 channels, 2000 iterations and images of 250 pixels.`,
    'The real frames are those of one set, Kvasir-SEG, at 32 × 32, frames that look alike taken for one patient’s: no ground for a verdict on other sets.',
    'Recalled, not checked against the authors’ code: deviations of the initial filters, the least and largest side of a scale, the norm of the penalty over channels, and that the generator is ' +
      'updated once after three updates of the critic.',
    'Style transfer, the last step of the paper, is not done: it needs the features of a large network trained on photographs (VGG), and none is at hand.',
    'The authors compare UNet++ on real polyps; here it is the small U-Net of the workbook. Whether an eye takes a made image for a real one was not asked.',
    'How near a made image lies to its source is a distance of pixels: an image that is its source moved by a few pixels counts as far.',
  ],
  tasks: ['po18'],
  presets: {
    quick: 'all arms on synthetic images, twelve patients, one fold, 40 steps, pairs of two images',
    full: `${PAIRS_ARMS.length} arms, two folds, 120 steps, pairs of ${images} images; and on the sets of real images that are named`,
  },
  recipes({ preset, tasks, sets }) {
    const sources: PairsSource[] = tasks.map((task) => ({ task }));
    return preset === 'quick'
      ? sources.slice(0, 1).flatMap((source) => pairsRecipes('quick', source))
      : [...sources, ...sets].flatMap((source) => pairsRecipes('full', source));
  },
  report: pairsReport,
  keepExamples: () => writePairExamples(),
};
