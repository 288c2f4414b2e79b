import { layout, theoryColor } from '../../figures/index.js';
import { lossFromSpec } from '../../losses/index.js';
import { brokenInequalities, jaccardOfDice } from '../../runs/index.js';
import { COMPARED_LOSSES } from '../comparedLosses.js';
import { lossTrace } from './lossTrace.js';
import type { ResultFigure } from './resultFigure.js';
import type { StudyRuns } from './studyRuns.js';
import { taskPanels } from './taskPanels.js';

export interface FollowedRow extends Record<string, unknown> {
  task: string;
  /** What the network was trained with. */
  trained: string;
  fold: number;
  step: number;
  /** The loss that was followed, by its spec, and its mean over the watched images. */
  loss: string;
  value: number;
}

/** Without which there is no inequality to see. */
const NEEDED = ['softDice', 'softJaccard', 'lovaszSoftmax'];

const usable = (runs: StudyRuns) =>
  runs.followed.filter(({ recipe }) => NEEDED.every((loss) => recipe.training.follow?.includes(loss)));

function followedRows(runs: StudyRuns): FollowedRow[] {
  // Of each task and loss the first fold.
  const first = new Map<string, ReturnType<typeof usable>[number]>();
  for (const run of [...usable(runs)].sort((a, b) => a.recipe.split.fold - b.recipe.split.fold)) {
    const key = `${run.set} ${run.recipe.training.phases.map(({ loss }) => loss).join(' > ')}`;
    if (!first.has(key)) first.set(key, run);
  }
  return [...first.values()].flatMap(({ set, recipe, history }) =>
    history.flatMap(({ step, followed = {} }) => {
      const trained = recipe.training.phases.map(({ loss }) => loss).join(' > ');
      const [fault] = [
        ...NEEDED.filter((loss) => followed[loss] === undefined).map((loss) => `lacks ${loss}`),
        ...brokenInequalities(followed, 'mean').map((broken) => `breaks ${broken}`),
      ];
      if (fault !== undefined)
        throw new RangeError(`${trained} on ${set}, fold ${recipe.split.fold + 1}, step ${step} ${fault}.`);
      return Object.entries(followed).map(([loss, value]): FollowedRow => ({
        task: set,
        trained,
        fold: recipe.split.fold,
        step,
        loss,
        value,
      }));
    }),
  );
}

function titleOf(spec: string): string {
  const titles = spec.split(' > ').map((one) => {
    const { spec: loss, title } = lossFromSpec(one);
    return COMPARED_LOSSES.find((known) => known.loss === loss)?.title ?? title;
  });
  return titles.join(', then ');
}

/** All losses along one training, whichever it is trained with: the inequalities of theory at every step. */
export const followedLosses: ResultFigure<FollowedRow> = {
  name: 'followed-losses',
  title: (of) => `Every loss along one training, and the inequalities between them, ${/synthetic/.test(of) ? 'synthetic images' : of}`,
  caption:
    'Values of losses on up to sixteen held-out images with a target, each the mean over images, along trainings with the loss named above each panel (first fold). With d the soft Dice loss and j the soft Jaccard loss, theory says ' +
    'd ≤ j ≤ 2d/(1 + d), the pale region, and that the Lovász-softmax loss never exceeds j. Both were asserted at every step that is drawn.',
  materials: ['synthetic', 'real'],
  arms: [],
  lacks: (runs) => (usable(runs).length > 0 ? [] : [`no run along which ${NEEDED.join(', ')} were followed`]),
  rowsOf: followedRows,
  figure(rows, title) {
    const runs = [
      ...new Map(
        rows.map(({ task, trained }) => [
          `${task} ${trained}`,
          { task: `${task} ${trained}`, heading: `${task}, trained with ${titleOf(trained)}` },
        ]),
      ).values(),
    ];
    const losses = [...new Set(rows.map(({ loss }) => loss))];
    const panels = taskPanels(runs, { title: 'steps', rangemode: 'tozero' }, () => ({
      title: 'loss',
      range: [0, 1],
      tickformat: '.1f',
    }));
    const of = (run: string, loss: string) =>
      rows.filter((row) => `${row.task} ${row.trained}` === run && row.loss === loss);
    return {
      data: runs.flatMap(({ task: run }, i) => {
        const dice = of(run, 'softDice');
        return [
          {
            ...panels.axesOf(run),
            type: 'scatter',
            mode: 'lines',
            name: 'd ≤ j ≤ 2d/(1 + d)',
            legendgroup: 'region',
            showlegend: i === 0,
            fill: 'toself',
            fillcolor: theoryColor.region,
            line: { width: 0, color: theoryColor.region },
            hoverinfo: 'skip',
            x: [...dice, ...[...dice].reverse()].map(({ step }) => step),
            y: [...dice.map(({ value }) => value), ...[...dice].reverse().map(({ value }) => jaccardOfDice(value))],
          },
          ...losses.map((loss) => {
            const chosen = of(run, loss);
            return lossTrace(lossFromSpec(loss).spec, {
              axes: panels.axesOf(run),
              inKey: i === 0,
              x: chosen.map(({ step }) => step),
              y: chosen.map(({ value }) => value),
              width: 1.75,
              name: titleOf(loss),
            });
          }),
        ];
      }),
      layout: layout({
        title,
        width: 900,
        height: 130 + 225 * Math.ceil(runs.length / 3),
        ...panels.axes,
        margin: { t: 124 },
        annotations: panels.headings,
      }),
    };
  },
};
