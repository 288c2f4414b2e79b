import { DEFAULT_TRAINING, type Recipe } from '../runs/index.js';
import { TASK_IDS, type TaskId } from '../tasks/index.js';
import { committedRuns } from './committedRuns.js';
import { writeFeedbackExamples } from './examples/feedbackExamples.js';
import { feedbackReport } from './feedbackReport.js';
import { SMALL_FOLDS, SMALL_WORDS, smallTaskData } from './smallTasks.js';
import type { Study } from './study.js';

/** Updates of the loop: sixteen turns of eight, an epoch each, so that the last one trains on the feedback. */
const STEPS = 128;
const FEATURES = 8;
/** The pilot of robust-population found it the best of three for cross-entropy; all arms have it. */
const LEARNING_RATE = 0.01;

/** The trainings; the loop gives two arms, the first pass and the second. */
const TRAININGS = [
  // 90 665 parameters beside the loop's 84 450 on one channel: the nearest U-Net that has no fewer.
  { arm: 'equal parameters', id: 'unet', features: 14, steps: STEPS },
  // In half of its steps the loop updates one network, in the others two.
  { arm: 'trained as long', id: 'unet', features: FEATURES, steps: 1.5 * STEPS },
  { arm: 'feedback', id: 'contextFeedback', features: FEATURES, steps: STEPS },
] as const;

/** Does feeding back the prediction raise Dice per patient? */
export const contextFeedback: Study = {
  id: 'context-feedback',
  title: 'The context feedback loop',
  paper:
    'Girum, Créhange, Lalande, "Learning With Context Feedback Loop for Robust Medical Image Segmentation", IEEE TMI 40(6), ' +
    '2021, doi:10.1109/TMI.2021.3060497 (LFB-Net)',
  question:
    'Does feeding the prediction back into the network raise Dice per patient, over a plain U-Net of equal size or training?',
  expectation:
    'The second pass should beat the first, for the decoder’s last turn was trained on it. Over a U-Net of equal parameters ' +
    'it should win little: the feedback brings no new image, only what the first pass has said of it.',
  notShown: [
    `The comparison’s own size: ${SMALL_WORDS}, ${STEPS} updates of the loop.`,
    'The authors’ network: two poolings in place of four, instance normalisation and ReLU in place of batch normalisation and ELU, no 1×1 residuals, no dropout.',
    'The algorithm is read from a public 3-D fork of the authors’ code; the 2-D original was not at hand. Which optimiser state serves the decoder in both turns is a guess: one.',
    'No selection of the best epoch: every network is the last one.',
  ],
  tasks: TASK_IDS,
  presets: {
    quick: 'the three trainings on one task, one fold, half of the steps',
    full: `three trainings on six tasks, two folds, ${STEPS} steps of the loop`,
  },
  recipes({ preset, tasks }) {
    const quick = preset === 'quick';
    return (quick ? tasks.slice(0, 1) : tasks).flatMap((task) =>
      (quick ? SMALL_FOLDS.slice(0, 1) : SMALL_FOLDS).flatMap((fold) =>
        TRAININGS.map((training) => feedbackRecipe(training, task, fold, quick ? training.steps / 2 : training.steps)),
      ),
    );
  },
  report: feedbackReport,
  keepExamples: (store) => writeFeedbackExamples(committedRuns('context-feedback').runs, store),
};

function feedbackRecipe(
  { arm, id, features }: (typeof TRAININGS)[number],
  task: TaskId,
  fold: number,
  steps: number,
): Recipe {
  return {
    study: 'context-feedback',
    arm,
    data: smallTaskData(task),
    split: { folds: SMALL_FOLDS.length, fold, seed: 1 },
    seed: 1,
    training: {
      ...DEFAULT_TRAINING,
      network: { ...DEFAULT_TRAINING.network, id, features },
      phases: [{ loss: 'softDice+crossEntropy', steps, learningRate: LEARNING_RATE }],
    },
  };
}
