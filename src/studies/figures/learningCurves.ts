import { layout } from '../../figures/index.js';
import { CORE_ARMS } from './coreComparison.js';
import { lossTrace } from './lossTrace.js';
import type { ResultFigure } from './resultFigure.js';
import { taskPanels } from './taskPanels.js';
import { meanOf } from './unitDice.js';

export interface LearningRow extends Record<string, unknown> {
  task: string;
  loss: string;
  runs: number;
  step: number;
  /** Mean over folds of the Dice per image of the watched images. */
  dice: number;
}

/** How fast each loss learns. */
export const learningCurves: ResultFigure<LearningRow> = {
  name: 'learning-curves',
  title: (of) => `Dice along the training, ${of}`,
  caption:
    'Mean Dice per image of up to sixteen held-out images with a target of each fold, mean of five folds, as it was noted along the training; nothing was selected on it. The rate of learning falls to 0 at the end. ' +
    'Each panel has a scale of its own.',
  materials: ['synthetic', 'several-classes-synthetic', 'real'],
  arms: CORE_ARMS,
  rowsOf: (runs) =>
    runs.sets.flatMap(({ name: task }) =>
      CORE_ARMS.flatMap((loss) => {
        const chosen = runs.of(task, loss);
        const steps = (chosen[0]?.history ?? []).map(({ step }) => step);
        return steps.map((step): LearningRow => ({
          task,
          loss,
          runs: chosen.length,
          step,
          dice: meanOf(
            chosen.flatMap(({ history }) => history.find((row) => row.step === step)?.heldOutDice ?? []),
          ),
        }));
      }),
    ),
  figure(rows, title) {
    const tasks = [...new Set(rows.map(({ task }) => task))].map((task) => ({ task, heading: task }));
    const panels = taskPanels(tasks, { title: 'steps', rangemode: 'tozero' }, () => ({
      title: 'Dice per image',
      tickformat: '.2f',
    }));
    return {
      data: tasks.flatMap(({ task }, i) =>
        CORE_ARMS.map((loss) => {
          const chosen = rows.filter((row) => row.task === task && row.loss === loss);
          return lossTrace(loss, {
            axes: panels.axesOf(task),
            inKey: i === 0,
            x: chosen.map(({ step }) => step),
            y: chosen.map(({ dice }) => dice),
            width: 1.75,
          });
        }),
      ),
      layout: layout({
        title,
        width: 900,
        height: 580,
        ...panels.axes,
        margin: { t: 124 },
        annotations: panels.headings,
      }),
    };
  },
};
