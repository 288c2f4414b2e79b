import type { DifferenceVerdict } from '../../evaluation/index.js';
import { ink, label, layout, type PlotlySpec } from '../../figures/index.js';
import { COMPARED_LOSSES } from '../comparedLosses.js';
import { compareArms, type Comparison } from '../comparison.js';
import { armNamed, CORE, DICE_LOSS_ARMS, type DiceLossArm } from '../diceLossArms.js';
import type { ArmRow } from './armRow.js';
import { lossMark } from './lossMark.js';
import type { ResultFigure } from './resultFigure.js';
import type { StudyRuns } from './studyRuns.js';

export interface CoreRow extends ArmRow {
  /** Mean Dice; absent where every run collapsed. */
  dice?: number;
  /** Of cross-entropy's difference from itself, and of an arm with a collapsed run, there is none. */
  difference?: number;
  lower?: number;
  upper?: number;
  verdict?: DifferenceVerdict;
}

export const CORE_ARMS = CORE.map(({ id }) => id);
const CONTINUED = DICE_LOSS_ARMS.filter(({ part }) => part === 'continued');

const compared = new WeakMap<StudyRuns, Map<string, Compared[]>>();

/** A comparison, and the name of the task or of the set of real images. */
export type Compared = Comparison & { set: string };

/** Arms compared on each set: some seconds of resampling, made once for all figures and tables. */
export function comparisonsOf(runs: StudyRuns, arms: readonly DiceLossArm[] = CORE): Compared[] {
  const known = compared.get(runs) ?? new Map<string, Compared[]>();
  compared.set(runs, known);
  const key = arms.map(({ id }) => id).join(' ');
  const made =
    known.get(key) ??
    runs.sets.map(({ name }) => ({
      set: name,
      ...compareArms(
        arms.flatMap(({ id }) => runs.of(name, id)),
        arms,
      ),
    }));
  known.set(key, made);
  return made;
}

function forestRows(runs: StudyRuns, compared: readonly DiceLossArm[]): CoreRow[] {
  const first = compared[0]?.id;
  return comparisonsOf(runs, compared).flatMap(({ set, unit, arms, differences }) =>
    arms.map(({ arm, title, units, runs: all, collapsed, dice }): CoreRow => {
      const found = differences.dice.find(({ method, baseline }) => method === arm && baseline === first);
      return {
        task: set,
        loss: armNamed(arm).loss,
        title,
        unit,
        units,
        runs: all,
        collapsed,
        ...(collapsed < all && { dice }),
        ...(found && { difference: found.mean, lower: found.lower, upper: found.upper, verdict: found.verdict }),
      };
    }),
  );
}

const BASELINE = 'crossEntropy';
/** A line of the plot, from the top: seven losses a task, then a blank one. */
const LINES = COMPARED_LOSSES.length;
const decided = (row: CoreRow) => row.verdict === 'greater' || row.verdict === 'less';

const READING =
  '95 % bootstrap interval (10 000 resamples of patients), five folds. Filled: a decided difference beyond .01 (p after Holm at most .05); grey: a tie, the whole interval within ±.01; ' +
  'open: not decided. At the left the task, the mean Dice of cross-entropy and n. An arm with a collapsed run is named, not compared.';

/** The comparison of the paper as a forest plot: what each loss wins over cross-entropy, task by task. */
export const coreComparison: ResultFigure<CoreRow> = {
  name: 'core-comparison',
  title: (of) => `What each loss wins over cross-entropy in Dice, ${of}`,
  caption: `Mean paired difference in Dice from cross-entropy with its ${READING}`,
  materials: ['synthetic', 'several-classes-synthetic', 'real'],
  arms: CORE_ARMS,
  rowsOf: (runs) => forestRows(runs, CORE),
  figure: (rows, title) => forest(rows, title, 'Dice − Dice of cross-entropy, mean over units', 'cross-entropy'),
};

/** The same for networks that go on from cross-entropy; the control is cross-entropy that goes on with itself. */
export const continuedComparison: ResultFigure<CoreRow> = {
  name: 'continued-comparison',
  title: (of) => `Cross-entropy continued with each loss, against more cross-entropy, ${of}`,
  caption: `Every network goes on from the cross-entropy network of its fold, for as many steps again. Mean paired difference in Dice from cross-entropy continued with cross-entropy, with its ${READING}`,
  materials: ['synthetic'],
  arms: CONTINUED.map(({ id }) => id),
  rowsOf: (runs) => forestRows(runs, CONTINUED),
  figure: (rows, title) => forest(rows, title, 'Dice − Dice of the control, mean over units', 'control'),
};

function forest(rows: readonly CoreRow[], title: string, xTitle: string, baselineName: string): PlotlySpec {
    const tasks = [...new Set(rows.map(({ task }) => task))];
    const place = (row: CoreRow) =>
      -tasks.indexOf(row.task) * LINES - COMPARED_LOSSES.findIndex(({ loss }) => loss === row.loss);
    const others = rows.filter(({ loss }) => loss !== BASELINE);
    const baselines = rows.filter(({ loss }) => loss === BASELINE);
    const traces = COMPARED_LOSSES.filter(({ loss }) => loss !== BASELINE).map(({ loss, title: name }) => {
      const chosen = others.filter((row) => row.loss === loss && row.difference !== undefined);
      const { color, symbol } = lossMark(loss);
      return {
        type: 'scatter',
        mode: 'markers',
        name,
        showlegend: false,
        x: chosen.map(({ difference }) => difference),
        y: chosen.map(place),
        marker: {
          symbol: symbol,
          size: 9,
          color: chosen.map((row) => (decided(row) ? color : row.verdict === 'tie' ? ink.axis : ink.paper)),
          line: { width: 1.5, color },
        },
        error_x: {
          type: 'data',
          symmetric: false,
          array: chosen.map(({ upper = NaN, difference = NaN }) => upper - difference),
          arrayminus: chosen.map(({ lower = NaN, difference = NaN }) => difference - lower),
          color,
          thickness: 1.5,
          width: 0,
        },
      };
    });
    const collapsed = others.filter((row) => row.collapsed > 0);
    return {
      data: traces,
      layout: layout({
        title,
        width: 870,
        height: 130 + 16 * LINES * tasks.length,
        showlegend: false,
        margin: { l: 380 },
        x: { title: xTitle, zeroline: true, zerolinecolor: ink.muted },
        y: {
          tickvals: others.map(place),
          ticktext: others.map((row) => row.title.replace(', continued', '')),
          range: [-LINES * tasks.length + 0.2, -0.2],
          showgrid: false,
          automargin: false,
          ticks: '',
          tickfont: { size: 11, color: ink.text },
        },
        shapes: [
          // What counts as no difference.
          band(-0.01, 0.01),
          ...tasks.slice(1).map((_, i) => rule(-(i + 1) * LINES)),
        ],
        annotations: [
          ...baselines.map((row) =>
            label(
              `<b>${row.task}</b><br>${baselineName} ${row.dice?.toFixed(3) ?? 'collapsed'}<br>n = ${row.units} ${row.unit}s`,
              -0.78,
              place(row) - LINES / 2,
              { xref: 'x domain', yanchor: 'middle', font: { size: 12, color: ink.text } },
            ),
          ),
          ...collapsed.map((row) =>
            label(`collapsed in ${row.collapsed} of ${row.runs} runs, not compared`, 0.02, place(row), {
              xref: 'x domain',
              yanchor: 'middle',
              font: { size: 11, color: ink.muted },
            }),
          ),
        ],
      }),
    };
}

const band = (x0: number, x1: number) => ({
  type: 'rect',
  layer: 'below',
  x0,
  x1,
  y0: 0,
  y1: 1,
  yref: 'y domain',
  fillcolor: ink.grid,
  opacity: 0.7,
  line: { width: 0 },
});

const rule = (y: number) => ({
  type: 'line',
  x0: -0.78,
  x1: 1,
  xref: 'x domain',
  y0: y,
  y1: y,
  line: { color: ink.axis, width: 0.75 },
});
