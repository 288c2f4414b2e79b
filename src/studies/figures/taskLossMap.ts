import type { DifferenceVerdict } from '../../evaluation/index.js';
import { colorbar, divergingScale, ink, label, layout } from '../../figures/index.js';
import { COMPARED_LOSSES } from '../comparedLosses.js';
import { comparisonsOf, CORE_ARMS } from './coreComparison.js';
import type { ResultFigure } from './resultFigure.js';

export interface MapRow extends Record<string, unknown> {
  task: string;
  unit: string;
  units: number;
  loss: string;
  title: string;
  /** Mean Dice; absent where a run collapsed. */
  dice?: number;
  /** From cross-entropy. */
  difference?: number;
  verdict?: DifferenceVerdict;
  /** Not significantly below the best of the task. */
  best: boolean;
}

/** Differences beyond are drawn in the colour of this one. */
const LARGEST = 0.15;

/** The whole table in one look: mean Dice of every loss on every task, and where it differs from cross-entropy. */
export const taskLossMap: ResultFigure<MapRow> = {
  name: 'task-loss-map',
  title: (of) => `Mean Dice by task and loss, ${of}`,
  caption:
    'Mean Dice over held-out units, five folds. Colour: difference from cross-entropy on the task. Bold: not significantly below the best loss of the task. ▲ and ▼: decided above or below cross-entropy by more than .01 ' +
    '(10 000 bootstrap resamples of patients, Holm over all pairs of a task, p at most .05). Without a number: a run collapsed.',
  materials: ['synthetic', 'several-classes-synthetic', 'real'],
  arms: CORE_ARMS,
  rowsOf: (runs) =>
    comparisonsOf(runs).flatMap(({ set, unit, arms, differences, best }) =>
      arms.map(({ arm, title, units, collapsed, dice }): MapRow => {
        const found = differences.dice.find(({ method, baseline }) => method === arm && baseline === CORE_ARMS[0]);
        return {
          task: set,
          unit,
          units,
          loss: arm,
          title,
          ...(collapsed === 0 && { dice }),
          ...(found && { difference: found.mean, verdict: found.verdict }),
          best: collapsed === 0 && best.dice.includes(arm),
        };
      }),
    ),
  figure(rows, title) {
    const tasks = [...new Map(rows.map((row) => [row.task, row])).values()];
    const losses = COMPARED_LOSSES.map(({ loss }) => loss);
    const of = (loss: string, task: string) => rows.find((row) => row.loss === loss && row.task === task);
    const bold = (text: string, yes: boolean) => (yes ? `<b>${text}</b>` : text);
    return {
      data: [
        {
          type: 'heatmap',
          x: tasks.map((_, i) => i),
          y: losses.map((_, i) => i),
          z: losses.map((loss) =>
            tasks.map(({ task }) => {
              const row = of(loss, task);
              return row?.dice === undefined ? null : (row.difference ?? 0);
            }),
          ),
          zmin: -LARGEST,
          zmax: LARGEST,
          // Blue is more, as in every figure of differences.
          colorscale: divergingScale.map(([at, color]) => [1 - at, color]).reverse(),
          colorbar: colorbar('Dice − Dice of cross-entropy', { tickformat: '+.2f' }),
          xgap: 1,
          ygap: 1,
        },
      ],
      layout: layout({
        title,
        width: Math.max(560, 330 + 95 * tasks.length),
        height: 480,
        showlegend: false,
        x: {
          tickvals: tasks.map((_, i) => i),
          ticktext: tasks.map(({ task, units, unit }) => `${task}<br>n = ${units}<br>${unit}s`),
          range: [-0.5, tasks.length - 0.5],
          showgrid: false,
          showline: false,
          ticks: '',
          tickfont: { size: 12, color: ink.text },
        },
        y: {
          tickvals: losses.map((_, i) => i),
          ticktext: COMPARED_LOSSES.map((one) => one.title),
          range: [losses.length - 0.5, -0.5],
          showgrid: false,
          showline: false,
          ticks: '',
          tickfont: { size: 12, color: ink.text },
        },
        annotations: losses.flatMap((loss, y) =>
          tasks.flatMap(({ task }, x) => {
            const row = of(loss, task);
            if (row?.dice === undefined) return [];
            const mark = row.verdict === 'greater' ? ' ▲' : row.verdict === 'less' ? ' ▼' : '';
            const pale = Math.abs(row.difference ?? 0) < 0.6 * LARGEST;
            return label(`${bold(row.dice.toFixed(3), row.best)}${mark}`, x, y, {
              xanchor: 'center',
              yanchor: 'middle',
              font: { size: 12, color: pale ? ink.text : ink.paper },
            });
          }),
        ),
      }),
    };
  },
};
