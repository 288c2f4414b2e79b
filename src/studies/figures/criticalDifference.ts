import { ink, label, layout } from '../../figures/index.js';
import { armNamed } from '../diceLossArms.js';
import { coreRanking, FEWEST_SETS } from '../rankings.js';
import { CORE_ARMS } from './coreComparison.js';
import { lossMark } from './lossMark.js';
import type { ResultFigure } from './resultFigure.js';

export interface RankRow extends Record<string, unknown> {
  kind: 'loss' | 'group' | 'test';
  /** Of a loss, and of the best of a group. */
  loss: string;
  title: string;
  meanRank: number;
  /** Ends of the bootstrap interval of the mean rank, or the ranks of the best and the last of a group. */
  lower: number;
  upper: number;
  sets: number;
  losses: number;
  /** Of Friedman's test, in the row of kind `test`. */
  p?: number;
  criticalDifference?: number;
}

/** Demšar's diagram, turned by a quarter: mean ranks over tasks, and which of them cannot be told apart. */
export const criticalDifferences: ResultFigure<RankRow> = {
  name: 'critical-difference',
  title: (of) => `Mean rank of each loss by Dice, ${of}`,
  caption:
    'Rank of the mean Dice on each task or set, averaged over them; 1 is best, five folds. Line: 95 % bootstrap interval, other patients drawn in every task. Grey bars at the right join losses whose mean ranks differ ' +
    'by less than the critical difference of Nemenyi’s test at 5 %; the bar at the top has its length. It treats each task as one observation and can decide little with so few.',
  materials: ['synthetic', 'real'],
  arms: CORE_ARMS,
  atLeast: FEWEST_SETS,
  rowsOf(runs) {
    const { ranking, friedman, criticalDifference, groups, sets } = coreRanking(runs);
    const common = { sets: sets.length, losses: ranking.methods.length };
    const rankOf = (loss: string | undefined) => friedman.meanRanks[loss ?? ''] ?? NaN;
    return [
      ...ranking.methods.map(({ method, meanRank, lower, upper }): RankRow => ({
        kind: 'loss',
        loss: method,
        title: armNamed(method).title,
        meanRank,
        lower,
        upper,
        ...common,
      })),
      ...groups.map((group): RankRow => ({
        kind: 'group',
        loss: group[0] ?? '',
        title: '',
        meanRank: rankOf(group[0]),
        lower: rankOf(group[0]),
        upper: rankOf(group.at(-1)),
        ...common,
      })),
      { kind: 'test', loss: '', title: '', meanRank: 1, lower: 1, upper: 1 + criticalDifference, ...common, p: friedman.p, criticalDifference },
    ];
  },
  figure(rows, title) {
    const losses = rows.filter(({ kind }) => kind === 'loss').sort((a, b) => a.meanRank - b.meanRank);
    const groups = rows.filter(({ kind }) => kind === 'group');
    const test = rows.find(({ kind }) => kind === 'test');
    const last = losses[0]?.losses ?? losses.length;
    const line = (from: number, to: number, x: number, color: string, width: number) => ({
      type: 'scatter',
      mode: 'lines',
      hoverinfo: 'skip',
      x: [x, x],
      y: [from, to],
      line: { color, width },
    });
    return {
      data: [
        ...losses.map(({ loss, title: name, meanRank, lower, upper }, i) => {
          const { color, symbol } = lossMark(loss);
          return {
            type: 'scatter',
            mode: 'markers',
            name,
            x: [meanRank],
            y: [i],
            marker: { color, symbol, size: 11 },
            error_x: {
              type: 'data',
              symmetric: false,
              array: [upper - meanRank],
              arrayminus: [meanRank - lower],
              color,
              thickness: 1.5,
              width: 0,
            },
          };
        }),
        ...groups.map(({ lower, upper }, k) => {
          const inside = losses.flatMap(({ meanRank }, i) => (meanRank >= lower && meanRank <= upper ? [i] : []));
          return line((inside[0] ?? 0) - 0.3, (inside.at(-1) ?? 0) + 0.3, last + 0.35 + 0.22 * k, ink.axis, 5);
        }),
        {
          type: 'scatter',
          mode: 'lines+markers',
          hoverinfo: 'skip',
          x: [test?.lower, test?.upper],
          y: [-1.1, -1.1],
          line: { color: ink.text, width: 2 },
          marker: { symbol: 'line-ns-open', size: 10, color: ink.text },
        },
      ],
      layout: layout({
        title,
        height: 165 + 34 * losses.length,
        showlegend: false,
        x: { title: 'mean rank over tasks, 1 is best', range: [0.7, last + 0.5 + 0.22 * groups.length], tickvals: Array.from({ length: last }, (_, i) => i + 1) },
        y: {
          tickvals: losses.map((_, i) => i),
          ticktext: losses.map(({ title: name, meanRank }) => `${name}  ${meanRank.toFixed(2)}`),
          range: [losses.length - 0.4, -2.1],
          showgrid: false,
          ticks: '',
          tickfont: { size: 12, color: ink.text },
        },
        annotations: [
          label(
            `critical difference ${test?.criticalDifference?.toFixed(2)}; Friedman’s test over ${test?.sets} tasks: p = ${pText(test?.p ?? NaN)}`,
            1,
            -1.35,
            { yanchor: 'bottom' },
          ),
        ],
      }),
    };
  },
};

const pText = (p: number) => (p < 0.001 ? p.toExponential(1) : p.toFixed(3));
