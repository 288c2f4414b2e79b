import type { DataSource, Recipe } from '../runs/index.js';
import { TASKS, type StudyTaskId } from '../tasks/index.js';
import { comparisonTable } from './comparisonTable.js';
import { coreGroups, lackingFolds } from './coreGroups.js';
import { armRecipe, CORE, DICE_LOSS_ARMS, FOLDS, REAL_STEPS, type DiceLossArm } from './diceLossArms.js';
import { comparedTasks, STEPS, taskData } from './frozenTasks.js';
import { judgeAll, verdictText } from './hypotheses/index.js';
import { writeExamples } from './examples/storedExamples.js';
import { exampleRuns } from './figures/examplePredictions.js';
import { committedStudyRuns } from './figures/resultFigure.js';
import { studyRuns } from './figures/studyRuns.js';
import { resultTables } from './tables/resultTables.js';
import { refuseChangedProtocol } from './protocol.js';
import type { Study, StudyOptions } from './study.js';

/** The comparison of the paper: which loss, when Dice or Jaccard is what counts? */
export const diceLosses: Study = {
  id: 'dice-losses',
  title: 'Losses compared on six tasks',
  paper:
    'Eelbode, Bertels, Berman, Vandermeulen, Maes, Bisschops, Blaschko, "Optimization for Medical Image Segmentation: ' +
    'Theory and Practice When Evaluating With Dice Score or Jaccard Index", IEEE TMI 39(11), 2020',
  question: 'Do losses made for Dice or Jaccard beat cross-entropy, weighted or not, when Dice or Jaccard is measured?',
  expectation:
    'The more doubtful the label, the more: much on is17, something on is18 and wm17, next to nothing on br18, mo17 and po18.',
  notShown: [
    'Other networks than a small 2-D U-Net; the paper trained 3-D networks on volumes.',
    'The synthetic tasks stand in for sets that are not free; what they show of losses holds of their statistics.',
    'One seed a fold: the luck of the initial parameters is not in the intervals, which are over patients.',
  ],
  tasks: comparedTasks(),
  presets: {
    quick: 'cross-entropy, soft Dice and soft Jaccard on one task, two folds, a quarter of the steps',
    full: 'the core, continued trainings, weights of cross-entropy and of Tversky, several classes, patients, steps, losses followed; the core on real sets',
  },
  recipes(options) {
    return options.preset === 'quick' ? quick(options) : full(options);
  },
  report(runs) {
    refuseChangedProtocol();
    const verdicts = judgeAll(runs);
    return {
      text: [...coreGroups(runs).map(comparisonTable), ...lackingFolds(runs), verdictText(verdicts)].join('\n\n'),
      tables: resultTables(verdicts, (material) => studyRuns(runs, material)),
    };
  },
  keepExamples(store) {
    const runs = committedStudyRuns('synthetic');
    return writeExamples(
      runs.sets.flatMap(({ name }) => exampleRuns(runs, name).map(({ run }) => run)),
      store,
    );
  },
};

function quick({ tasks }: StudyOptions): Recipe[] {
  const losses = ['crossEntropy', 'softDice', 'softJaccard'];
  return tasks
    .slice(0, 1)
    .flatMap((task) =>
      [0, 1].flatMap((fold) =>
        CORE.filter(({ loss }) => losses.includes(loss)).map((arm) =>
          armRecipe({ ...arm, steps: STEPS / 4 }, taskData(task), fold),
        ),
      ),
    );
}

/** Part by part, task by task, fold by fold: what is stopped early has the core of every task, then what else was begun. */
function full({ tasks, sets }: StudyOptions): Recipe[] {
  const parts = ['core', 'continued', 'weights', 'tversky', 'patients', 'steps', 'followed'];
  const synthetic = parts.flatMap((part) =>
    tasks.flatMap((task) =>
      inFolds(
        DICE_LOSS_ARMS.filter((arm) => arm.part === part),
        taskData(task),
      ),
    ),
  );
  const classes = tasks
    .filter((task) => TASKS[task].multiClasses)
    .flatMap((task) => inFolds(CORE, taskData(task, true)));
  return [...synthetic, ...classes, ...sets.flatMap(({ set, task }) => inFolds(ON_REAL_IMAGES, realData(set, task)))];
}

function inFolds(arms: readonly DiceLossArm[], data: DataSource): Recipe[] {
  return FOLDS.flatMap((fold) =>
    arms.filter(({ folds }) => folds.includes(fold)).map((arm) => armRecipe(arm, data, fold)),
  );
}

const ON_REAL_IMAGES = CORE.map((arm) => ({ ...arm, steps: REAL_STEPS }));

function realData(set: string, task: StudyTaskId): DataSource {
  const { defaultSize: size } = TASKS[task];
  return { task, multiClass: false, size, set, slicesPerCase: 12, invert: false, reading: { patients: 'look-alike' } };
}
