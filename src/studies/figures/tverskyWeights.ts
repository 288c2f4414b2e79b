import { countedUnits } from '../../evaluation/index.js';
import { axis, ink, label, layout, theoryColor } from '../../figures/index.js';
import { lossFromSpec } from '../../losses/index.js';
import type { StoredRun } from '../../runs/index.js';
import { absoluteFromFactor, tverskyFactor } from '../../theory/index.js';
import { TVERSKY_WEIGHTS } from '../diceLossArms.js';
import { collapsedNote } from './collapsedNote.js';
import type { ResultFigure } from './resultFigure.js';
import type { StudyRuns } from './studyRuns.js';
import { taskMark } from './taskMark.js';
import { collapsedOf, meanDiceOf, unitsOf } from './unitDice.js';

export interface TverskyRow extends Record<string, unknown> {
  sweep: 'sum' | 'equal';
  /** `bound` for a point of theory's curve. */
  task: string;
  alpha: number;
  beta: number;
  /** Mean Dice, and the largest |Dice − Tversky| of a unit; absent where a run collapsed. */
  dice?: number;
  gap?: number;
  /** Theory's largest |Dice − Tversky|. */
  bound: number;
  units: number;
  collapsed: number;
}

interface Arm {
  arm: string;
  alpha: number;
  beta: number;
}

const ARMS: readonly Arm[] = [
  { arm: 'softDice', alpha: 0.5, beta: 0.5 },
  { arm: 'softJaccard', alpha: 1, beta: 1 },
  ...([[0.3, 0.7], ...TVERSKY_WEIGHTS] as const).map(([alpha, beta]) => ({
    arm: lossFromSpec(`softTversky:${alpha},${beta}`).spec,
    alpha,
    beta,
  })),
];
const FOLDS = 3;
const SWEEPS = [
  { sweep: 'sum', on: ({ alpha, beta }: Arm) => Math.abs(alpha + beta - 1) < 1e-9 },
  { sweep: 'equal', on: ({ alpha, beta }: Arm) => alpha === beta },
] as const;
const byAlpha = (a: { alpha: number }, b: { alpha: number }) => a.alpha - b.alpha;

const boundOf = (alpha: number, beta: number) => absoluteFromFactor(tverskyFactor({ alpha, beta })).upper;

/** The largest |Dice − Tversky| of the units, empty against empty left out. */
function largestGap(runs: readonly StoredRun[], { alpha, beta }: Arm): number {
  const counts = runs.flatMap((run) => countedUnits(run.images, run.unit).flatMap((unit) => unit.counts));
  const gaps = counts
    .filter(({ tp, fp, fn }) => tp + fp + fn > 0)
    .map(({ tp, fp, fn }) => Math.abs((2 * tp) / (2 * tp + fp + fn) - tp / (tp + alpha * fp + beta * fn)));
  return Math.max(...gaps);
}

function tverskyRows(runs: StudyRuns): TverskyRow[] {
  return SWEEPS.flatMap(({ sweep, on }) => {
    const arms = ARMS.filter(on).sort(byAlpha);
    const measured = runs.sets.flatMap(({ name: task }) =>
      arms.map((one): TverskyRow => {
        const { arm, alpha, beta } = one;
        const chosen = runs.of(task, arm, FOLDS);
        const units = unitsOf(chosen);
        const row = { sweep, task, alpha, beta, bound: boundOf(alpha, beta), units: units.length };
        const collapsed = collapsedOf(chosen);
        return collapsed > 0
          ? { ...row, collapsed }
          : { ...row, collapsed, dice: meanDiceOf(units), gap: largestGap(chosen, one) };
      }),
    );
    const grid = Array.from({ length: 41 }, (_, i) =>
      sweep === 'sum' ? 0.1 + (0.8 * i) / 40 : 0.25 * 8 ** (i / 40),
    );
    return [
      ...measured,
      ...grid.map((alpha): TverskyRow => {
        const beta = sweep === 'sum' ? 1 - alpha : alpha;
        return { sweep, task: 'bound', alpha, beta, bound: boundOf(alpha, beta), units: 0, collapsed: 0 };
      }),
    ];
  });
}

/** Tversky's weights swept on both lines through (½, ½), beside the bound of theory. */
export const tverskyWeights: ResultFigure<TverskyRow> = {
  name: 'tversky-weights',
  title: (of) => `Tversky away from (½, ½): mean Dice, and how far the two measures part, ${of}`,
  caption:
    'Networks trained with the soft Tversky loss, three folds. Above: mean Dice along α + β = 1 and along α = β; (½, ½) is soft Dice and (1, 1) soft Jaccard. Below: the largest |Dice − Tversky| ' +
    'of a held-out unit of those networks, under theory’s bound tanh(max(|ln 2α|, |ln 2β|)/4), dashed, which no unit can exceed. The bound is of the two measures on one mask: it does not ' +
    `promise anything of trained networks.`,
  arms: ARMS.map(({ arm }) => arm),
  materials: ['synthetic'],
  rowsOf: tverskyRows,
  figure(rows, title) {
    const place = (sweep: string, what: 'dice' | 'gap') => ({
      xaxis: sweep === 'sum' ? 'x' : 'x2',
      yaxis: { dice: { sum: 'y', equal: 'y2' }, gap: { sum: 'y3', equal: 'y4' } }[what][sweep as 'sum' | 'equal'],
    });
    const tasks = [...new Set(rows.map(({ task }) => task))].filter((task) => task !== 'bound');
    const lines = SWEEPS.flatMap(({ sweep }) =>
      tasks.flatMap((task) =>
        (['dice', 'gap'] as const).map((what) => {
          const chosen = rows.filter(
            (row) => row.sweep === sweep && row.task === task && row[what] !== undefined && row.collapsed === 0,
          );
          const { color, symbol } = taskMark(task);
          const n = chosen[0]?.units ?? 0;
          return {
            ...place(sweep, what),
            type: 'scatter',
            mode: what === 'dice' ? 'lines+markers' : 'markers',
            name: `${task} (n = ${n})`,
            legendgroup: task,
            showlegend: sweep === 'sum' && what === 'dice',
            x: chosen.map(({ alpha }) => alpha),
            y: chosen.map((row) => row[what]),
            line: { color, width: 1.75 },
            marker: { color, symbol, size: 7 },
          };
        }),
      ),
    );
    const bounds = SWEEPS.map(({ sweep }) => {
      const chosen = rows.filter((row) => row.sweep === sweep && row.task === 'bound');
      return {
        ...place(sweep, 'gap'),
        type: 'scatter',
        mode: 'lines',
        name: 'bound of theory',
        showlegend: sweep === 'sum',
        x: chosen.map(({ alpha }) => alpha),
        y: chosen.map(({ bound }) => bound),
        line: { color: theoryColor.bound, width: 1.75, dash: 'dash' },
      };
    });
    const [left, right, above, below] = [[0, 0.47], [0.53, 1], [0.44, 0.96], [0, 0.36]];
    const scores = rows.flatMap(({ dice }) => dice ?? []);
    const range = [Math.min(...scores) - 0.03, Math.max(...scores) + 0.03];
    const heading = (text: string, x: string) =>
      label(text, 0, 0.97, { xref: `${x} domain`, yref: 'paper', yanchor: 'bottom', font: { size: 13, color: ink.text } });
    return {
      data: [...lines, ...bounds],
      layout: layout({
        title,
        width: 860,
        height: 620,
        margin: { t: 110, b: 76 },
        x: { title: 'α (β = 1 − α)', domain: left, anchor: 'y3', range: [0.05, 0.95], dtick: 0.2, tick0: 0.1 },
        xaxis2: axis({
          title: 'α = β',
          type: 'log',
          domain: right,
          anchor: 'y4',
          range: [Math.log10(0.22), Math.log10(2.3)],
          tickvals: [0.25, 0.5, 1, 2],
        }),
        y: { title: 'mean Dice', domain: above, range },
        yaxis2: axis({ domain: above, anchor: 'x2', range, showticklabels: false }),
        yaxis3: axis({ title: 'largest |Dice − Tversky|', domain: below, range: [0, 0.42], anchor: 'x' }),
        yaxis4: axis({ domain: below, range: [0, 0.42], anchor: 'x2', showticklabels: false }),
        annotations: [
          heading('α + β = 1', 'x'),
          heading('α = β', 'x2'),
          ...collapsedNote(
            rows.flatMap(({ task, alpha, beta, collapsed }) =>
              collapsed > 0 ? [`${task} (${alpha}, ${beta})`] : [],
            ),
          ),
        ],
      }),
    };
  },
};
