import type { DifferenceVerdict } from '../../evaluation/index.js';
import { axis, ink, label, layout, type PlotlySpec } from '../../figures/index.js';

/** What one thing does on one task to one outcome. */
export interface EffectRow extends Record<string, unknown> {
  task: string;
  /** A line of its task. */
  name: string;
  /** The panel it stands in. */
  outcome: string;
  value: number;
  lower: number;
  upper: number;
  verdict: DifferenceVerdict;
}

/** How the marks of an effect forest are to be read, for captions. */
export const EFFECT_READING =
  'Lines: 95 % bootstrap intervals over patients. Filled: a decided difference beyond .01; grey: a tie, the whole interval within ±.01; open: not decided.';

const COLORS = ['#0072b2', '#d55e00', '#009e73', '#4a4f57'];
const SYMBOLS = ['circle', 'square', 'diamond', 'triangle-up'];

/** Effects as a forest plot, a panel an outcome, task by task. */
export function effectForest(rows: readonly EffectRow[], title: string, xTitle: (outcome: string) => string): PlotlySpec {
  const [tasks, names, outcomes] = (['task', 'name', 'outcome'] as const).map((key) => [...new Set(rows.map((row) => row[key]))]) as [
    string[],
    string[],
    string[],
  ];
  const place = (task: string, name: string) => -tasks.indexOf(task) * (names.length + 1) - names.indexOf(name);
  const ends = rows.flatMap(({ lower, upper }) => [lower, upper, 0]);
  const range = [Math.min(...ends) - 0.01, Math.max(...ends) + 0.01];
  const width = 1 / outcomes.length;
  // A set of real images has a longer name than a task.
  const left = 300 + 8 * Math.max(0, ...tasks.map((task) => task.length - 8));
  const axes = outcomes.map((outcome, k) => ({
    [k === 0 ? 'xaxis' : `xaxis${k + 1}`]: axis({
      title: xTitle(outcome),
      range,
      domain: [k * width, (k + 1) * width - (k === outcomes.length - 1 ? 0 : 0.03)],
      zeroline: true,
      zerolinecolor: ink.muted,
    }),
  }));
  return {
    data: outcomes.flatMap((outcome, k) =>
      names.map((name, n) => {
        const chosen = rows.filter((row) => row.outcome === outcome && row.name === name);
        const color = COLORS[n % COLORS.length]!;
        return {
          type: 'scatter',
          mode: 'markers',
          name,
          showlegend: false,
          x: chosen.map(({ value }) => value),
          y: chosen.map((row) => place(row.task, row.name)),
          xaxis: k === 0 ? 'x' : `x${k + 1}`,
          marker: {
            symbol: SYMBOLS[n % SYMBOLS.length],
            size: 9,
            color: chosen.map(({ verdict }) =>
              verdict === 'tie' ? ink.axis : verdict === 'not decided' ? ink.paper : color,
            ),
            line: { width: 1.5, color },
          },
          error_x: {
            type: 'data',
            symmetric: false,
            array: chosen.map(({ upper, value }) => upper - value),
            arrayminus: chosen.map(({ lower, value }) => value - lower),
            color,
            thickness: 1.5,
            width: 0,
          },
        };
      }),
    ),
    layout: layout({
      title,
      width: 570 + left,
      height: 130 + 17 * (names.length + 1) * tasks.length,
      showlegend: false,
      margin: { l: left },
      y: {
        tickvals: tasks.flatMap((task) => names.map((name) => place(task, name))),
        ticktext: tasks.flatMap(() => names),
        range: [-tasks.length * (names.length + 1) + 0.4, 0.8],
        showgrid: false,
        ticks: '',
        automargin: false,
        tickfont: { size: 11, color: ink.text },
      },
      annotations: tasks.map((task) =>
        label(`<b>${task}</b>`, 10 - left, place(task, names[0]!) - (names.length - 1) / 2, {
          xref: 'x domain',
          x: 0,
          xshift: 8 - left,
          xanchor: 'left',
          yanchor: 'middle',
          font: { size: 12, color: ink.text },
        }),
      ),
      ...Object.assign({}, ...axes),
    }),
  };
}
