import { axis, ink, label } from '../../figures/index.js';

const COLUMNS = 3;
/** Between two columns, as a part of the figure. */
const GAP_X = 0.07;
/** Between the lines, as parts of the figure: as many pixels, however many lines a figure has, as it is the taller. */
const gapY = (lines: number) => 0.34 / lines;

/** A small plot for each task, three in a line. */
export interface TaskPanels {
  /** The axes of a task's traces: `{ xaxis: 'x2', yaxis: 'y2' }`. */
  axesOf(task: string): { xaxis: string; yaxis: string };
  /** Of a Plotly layout: the axes of all panels. */
  axes: Record<string, Record<string, unknown>>;
  /** Each panel's name above it. */
  headings: Record<string, unknown>[];
}

/**
 * Lays out a panel a task.
 *
 * @param tasks - and the heading of each
 * @param x - the x axis that all share; its title stands below the lowest line
 * @param y - of a task; its title stands at the first column
 * @param gap - between panels, as parts of the figure
 */
export function taskPanels(
  tasks: readonly { task: string; heading: string }[],
  x: Record<string, unknown>,
  y: (task: string) => Record<string, unknown>,
  gap: { x: number; y: number } = { x: GAP_X, y: gapY(Math.ceil(tasks.length / COLUMNS)) },
): TaskPanels {
  const lines = Math.ceil(tasks.length / COLUMNS);
  const share = (places: number, between: number) => (1 - (places - 1) * between) / places;
  const [width, height] = [share(COLUMNS, gap.x), share(lines, gap.y)];
  const name = (letter: string, i: number) => `${letter}${i === 0 ? '' : i + 1}`;
  const axes: TaskPanels['axes'] = {};
  tasks.forEach(({ task }, i) => {
    const [column, line] = [i % COLUMNS, Math.floor(i / COLUMNS)];
    const left = column * (width + gap.x);
    const bottom = 1 - (line + 1) * height - line * gap.y;
    const below = i + COLUMNS >= tasks.length;
    const untitled = ({ title, ...rest }: Record<string, unknown>, keep: boolean) =>
      keep ? { title, ...rest } : rest;
    axes[name('xaxis', i)] = axis({ ...untitled(x, below), domain: [left, left + width], anchor: name('y', i) });
    axes[name('yaxis', i)] = axis({
      nticks: 6,
      ...untitled(y(task), column === 0),
      domain: [Math.max(0, bottom), bottom + height],
      anchor: name('x', i),
    });
  });
  return {
    axesOf(task) {
      const i = tasks.findIndex((one) => one.task === task);
      return { xaxis: name('x', i), yaxis: name('y', i) };
    },
    axes,
    headings: tasks.map(({ heading }, i) =>
      label(heading, 0, 1, {
        xref: `${name('x', i)} domain`,
        yref: `${name('y', i)} domain`,
        yanchor: 'bottom',
        font: { size: 13, color: ink.text },
      }),
    ),
  };
}

/** `is17, n = 43 patients` */
export const headingOf = ({ task, units, unit }: { task: string; units: number; unit: string }): string =>
  `${task}, n = ${units} ${unit}s`;
