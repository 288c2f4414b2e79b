import type { DifferenceVerdict } from '../../evaluation/index.js';
import { divergingScale, ink, label, layout } from '../../figures/index.js';
import { COMPARED_LOSSES } from '../comparedLosses.js';
import { comparisonsOf, CORE_ARMS } from './coreComparison.js';
import type { ResultFigure } from './resultFigure.js';
import { headingOf, taskPanels } from './taskPanels.js';

export interface PairRow extends Record<string, unknown> {
  task: string;
  unit: string;
  units: number;
  loss: string;
  than: string;
  /** Mean Dice of `loss` minus that of `than`; absent where a run of either collapsed. */
  difference?: number;
  verdict?: DifferenceVerdict;
}

const PLACES = COMPARED_LOSSES.map((_, i) => i);
const LESS = divergingScale[2]?.[1] ?? ink.text;
const GREATER = divergingScale[0]?.[1] ?? ink.text;
const FILLS: Record<DifferenceVerdict, string> = {
  less: LESS,
  'not decided': ink.paper,
  tie: '#d5dbe1',
  greater: GREATER,
};
const VERDICTS = Object.keys(FILLS) as DifferenceVerdict[];
const OPPOSITE: Record<DifferenceVerdict, DifferenceVerdict> = {
  less: 'greater',
  greater: 'less',
  tie: 'tie',
  'not decided': 'not decided',
};

/** Every pair of losses on every task: which differ, in which direction, and by how much. */
export const pairwiseSignificance: ResultFigure<PairRow> = {
  name: 'pairwise-significance',
  title: (of) => `Which losses differ in Dice, ${of}`,
  caption:
    'Mean paired difference in Dice of the loss at the left minus the loss below, in hundredths, five folds. Blue: greater, orange: less, both beyond .01 and decided (10 000 bootstrap resamples of ' +
    'patients, Holm over all pairs of a task, p at most .05); grey: a tie, the 95 % interval within ±.01; white: not decided. An arm with a collapsed run has no cells.',
  materials: ['synthetic', 'several-classes-synthetic', 'real'],
  arms: CORE_ARMS,
  rowsOf: (runs) =>
    comparisonsOf(runs).flatMap(({ set, unit, arms, differences }) =>
      CORE_ARMS.flatMap((loss) =>
        CORE_ARMS.filter((than) => than !== loss).map((than): PairRow => {
          const units = arms.find(({ arm }) => arm === loss)?.units ?? 0;
          const row = { task: set, unit, units, loss, than };
          const pair = differences.dice.find(
            ({ method, baseline }) =>
              (method === loss && baseline === than) || (method === than && baseline === loss),
          );
          if (!pair) return row;
          // JSON knows no −0.
          return pair.method === loss
            ? { ...row, difference: pair.mean + 0, verdict: pair.verdict }
            : { ...row, difference: 0 - pair.mean, verdict: OPPOSITE[pair.verdict] };
        }),
      ),
    ),
  figure(rows, title) {
    const tasks = [...new Map(rows.map((row) => [row.task, { task: row.task, heading: headingOf(row) }])).values()];
    const shorts = COMPARED_LOSSES.map(({ short }) => short);
    const ends = [-0.5, PLACES.length - 0.5];
    const names = { tickvals: PLACES, ticktext: shorts, showgrid: false, ticks: '', showline: false };
    const panels = taskPanels(
      tasks,
      { ...names, range: ends, tickangle: -90 },
      () => ({ ...names, range: [...ends].reverse(), nticks: undefined }),
      { x: 0.1, y: 0.16 },
    );
    const of = (task: string, y: number, x: number) =>
      rows.find((row) => row.task === task && row.loss === CORE_ARMS[y] && row.than === CORE_ARMS[x]);
    return {
      data: tasks.map(({ task }) => ({
        ...panels.axesOf(task),
        type: 'heatmap',
        x: PLACES,
        y: PLACES,
        z: PLACES.map((y) =>
          PLACES.map((x) => {
            const verdict = of(task, y, x)?.verdict;
            return verdict === undefined ? null : VERDICTS.indexOf(verdict);
          }),
        ),
        zmin: -0.5,
        zmax: VERDICTS.length - 0.5,
        colorscale: VERDICTS.flatMap((verdict, i) => [
          [i / VERDICTS.length, FILLS[verdict]],
          [(i + 1) / VERDICTS.length, FILLS[verdict]],
        ]),
        showscale: false,
        xgap: 1,
        ygap: 1,
      })),
      layout: layout({
        title,
        width: 920,
        height: 96 + 340 * Math.ceil(tasks.length / 3),
        showlegend: false,
        ...panels.axes,
        margin: { t: 84, b: 76 },
        annotations: [
          ...panels.headings,
          ...tasks.flatMap(({ task }) =>
            PLACES.flatMap((y) =>
              PLACES.flatMap((x) => {
                const { difference, verdict } = of(task, y, x) ?? {};
                if (difference === undefined || verdict === undefined) return [];
                const { xaxis, yaxis } = panels.axesOf(task);
                const dark = verdict === 'less' || verdict === 'greater';
                return label(hundredths(difference), x, y, {
                  xref: xaxis,
                  yref: yaxis,
                  xanchor: 'center',
                  yanchor: 'middle',
                  font: { size: 10, color: dark ? ink.paper : ink.text },
                });
              }),
            ),
          ),
        ],
      }),
    };
  },
};

/** `+3` or `−0.4`: one digit below one hundredth. */
function hundredths(difference: number): string {
  const value = Math.abs(100 * difference);
  const text = value < 1 ? value.toFixed(1) : value.toFixed(0);
  return `${Number(text) === 0 ? '' : difference < 0 ? '−' : '+'}${text}`;
}
