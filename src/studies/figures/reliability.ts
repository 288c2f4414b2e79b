import { addBins, reliabilityRows } from '../../evaluation/index.js';
import { layout, theoryColor } from '../../figures/index.js';
import { CORE_ARMS } from './coreComparison.js';
import { lossTrace } from './lossTrace.js';
import type { ResultFigure } from './resultFigure.js';
import { headingOf, taskPanels } from './taskPanels.js';
import { collapsedOf, unitsOf } from './unitDice.js';

export interface ReliabilityRow extends Record<string, unknown> {
  task: string;
  loss: string;
  unit: string;
  units: number;
  /** Pixels of the bin. */
  count: number;
  probability: number;
  frequency: number;
}

/** A frequency of fewer pixels is noise. */
const FEWEST_PIXELS = 100;

/** Among pixels of one probability, how many are target: cross-entropy is calibrated, overlap losses are not. */
export const reliabilityDiagram: ResultFigure<ReliabilityRow> = {
  name: 'reliability',
  title: (of) => `Predicted probability and frequency of the target, ${of}`,
  caption: `Held-out pixels of all five folds in fifteen bins of the predicted probability of the target: mean probability of a bin and share of its pixels that are target. Dashed: calibrated. Bins of fewer than ${FEWEST_PIXELS} pixels, and losses with a collapsed run, are left out.`,
  materials: ['synthetic', 'real'],
  arms: CORE_ARMS,
  rowsOf: (runs) =>
    runs.sets.flatMap(({ name: task }) =>
      CORE_ARMS.flatMap((loss) => {
        const chosen = runs.of(task, loss);
        const bins = chosen.flatMap(({ calibration }) => (calibration ? [calibration] : []));
        if (collapsedOf(chosen) > 0 || bins.length < chosen.length) return [];
        const about = { task, loss, unit: chosen[0]?.unit ?? 'image', units: unitsOf(chosen).length };
        return reliabilityRows(addBins(bins))
          .filter(({ count }) => count >= FEWEST_PIXELS)
          .map(({ count, meanProbability, foregroundFraction }): ReliabilityRow => ({
            ...about,
            count,
            probability: meanProbability,
            frequency: foregroundFraction,
          }));
      }),
    ),
  figure(rows, title) {
    const tasks = [...new Map(rows.map((row) => [row.task, { task: row.task, heading: headingOf(row) }])).values()];
    const panels = taskPanels(
      tasks,
      { title: 'predicted probability', range: [0, 1], dtick: 0.25, tickformat: '.2f' },
      () => ({ title: 'share that is target', range: [0, 1], dtick: 0.25, tickformat: '.2f' }),
    );
    return {
      data: tasks.flatMap(({ task }, i) => [
        {
          ...panels.axesOf(task),
          type: 'scatter',
          mode: 'lines',
          name: 'calibrated',
          legendgroup: 'calibrated',
          showlegend: i === 0,
          x: [0, 1],
          y: [0, 1],
          line: { color: theoryColor.bound, width: 1.25, dash: 'dash' },
        },
        ...CORE_ARMS.map((loss) => {
          const chosen = rows.filter((row) => row.task === task && row.loss === loss);
          return lossTrace(loss, {
            axes: panels.axesOf(task),
            inKey: i === 0,
            x: chosen.map(({ probability }) => probability),
            y: chosen.map(({ frequency }) => frequency),
            width: 1.5,
            marker: 5,
          });
        }),
      ]),
      layout: layout({
        title,
        width: 900,
        height: 640,
        ...panels.axes,
        margin: { t: 124 },
        annotations: panels.headings,
      }),
    };
  },
};
