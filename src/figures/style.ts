import type { PlotlySpec } from './figure.js';

export const DEFAULT_WIDTH = 760;
export const DEFAULT_HEIGHT = 460;

/** Inter; where it is not installed, narrower faces take its place, so that no label grows out of its room. */
export const fontFamily = 'Inter, Helvetica Neue, Arial, sans-serif';

/** Text, axes and everything that is not data. */
export const ink = { text: '#1f2933', muted: '#5f6b7a', axis: '#9aa5b1', grid: '#e8ecf0', paper: '#ffffff' };

/**
 * One meaning to a colour, the same in every figure: a loss and the measure it relaxes share theirs. The hues are those
 * of Okabe and Ito's palette, told apart with every common colour vision deficiency (https://jfly.uni-koeln.de/color/).
 */
export const lossColor = {
  crossEntropy: '#4a4f57',
  weightedCrossEntropy: '#e69f00',
  softDice: '#0072b2',
  softJaccard: '#009e73',
  softTversky: '#cc79a7',
  lovaszSoftmax: '#d55e00',
} as const;

/** Variants of a loss that stand beside it in a comparison. */
export const variantColor = { squaredSoftDice: '#56b4e9', softDiceAndCrossEntropy: '#7d4f9e' } as const;

/** Of the six tasks, where several stand in one plot: from dark violet to brown, by steps that also differ in grey. */
export const taskColor = ['#3b0f70', '#2c5f9e', '#1f8a8c', '#57a64a', '#b0a01e', '#8c564b'] as const;

/** A second channel beside colour, for prints without it. */
export const lossSymbol = {
  crossEntropy: 'circle',
  weightedCrossEntropy: 'square',
  softDice: 'diamond',
  softJaccard: 'triangle-up',
  softTversky: 'triangle-down',
  lovaszSoftmax: 'star',
} as const;

/** Each measure has the colour of the loss that relaxes it. */
export const measureColor = {
  dice: lossColor.softDice,
  jaccard: lossColor.softJaccard,
  tversky: lossColor.softTversky,
  weightedHamming: lossColor.weightedCrossEntropy,
} as const;

/** What a theorem says: a bound is a dark dashed line, its extremal case a dark dot, what it allows a pale region. */
export const theoryColor = { bound: ink.text, extremal: '#a51d2d', region: '#dbe9f4' } as const;

/**
 * The colour of each colour on dark paper: the same hue, as far from the paper as it was from white. Maps keep their
 * scale.
 */
export const darkColor: Readonly<Record<string, string>> = {
  [ink.text]: '#e4e9ee',
  [ink.muted]: '#a9b4c0',
  [ink.axis]: '#6f7c8a',
  [ink.grid]: '#2c343d',
  [ink.paper]: '#14181d',
  [lossColor.crossEntropy]: '#b4bcc6',
  [lossColor.softDice]: '#3d9fdb',
  [lossColor.softJaccard]: '#1fb58c',
  [lossColor.lovaszSoftmax]: '#f07a2a',
  [variantColor.softDiceAndCrossEntropy]: '#b58ad6',
  [taskColor[0]]: '#a884ea',
  [taskColor[1]]: '#6f9fe0',
  [taskColor[2]]: '#35a8aa',
  [taskColor[5]]: '#c98a7d',
  [theoryColor.extremal]: '#ff7a86',
  [theoryColor.region]: '#203646',
};

/** Small to large, for maps; even steps of lightness, readable in grey. */
export const sequentialScale: [number, string][] = [
  [0, '#f7fbff'],
  [0.25, '#c6dbef'],
  [0.5, '#6baed6'],
  [0.75, '#2171b5'],
  [1, '#08306b'],
];

/** Red, green and blue, 0 to 255, of the sequential scale at a position from 0 to 1. */
export function sequentialColor(position: number): [number, number, number] {
  const next = Math.max(
    1,
    sequentialScale.findIndex(([stop]) => stop >= position),
  );
  const [[from, low], [to, high]] = [sequentialScale[next - 1]!, sequentialScale[next]!];
  const channel = (color: string, i: number) => Number.parseInt(color.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mixed = (i: number) =>
    Math.round(channel(low, i) + ((position - from) / (to - from)) * (channel(high, i) - channel(low, i)));
  return [mixed(0), mixed(1), mixed(2)];
}

/** Below, at and above a middle value. */
export const divergingScale: [number, string][] = [
  [0, '#0072b2'],
  [0.5, '#f7f7f7'],
  [1, '#d55e00'],
];

/** From the upper edge down to the legend, in pixels. */
const TITLE_ROOM = 48;

export interface LayoutOptions {
  /** What the figure says, a short sentence; at most about 80 characters at the default width. */
  title: string;
  x?: Record<string, unknown>;
  y?: Record<string, unknown>;
  /** In pixels. */
  width?: number;
  height?: number;
  /** Anything else of a Plotly layout; merged last, one level deep. */
  [key: string]: unknown;
}

/**
 * The layout every figure starts from: white paper, title at the left edge, thin grid, horizontal legend between title
 * and plot.
 *
 * @param options.x - the x axis as plotly.js takes it; `title` may be plain text
 * @param options.y - the y axis likewise
 * @param options.width - in pixels, 760 by default
 * @param options.height - in pixels, 460 by default
 * @returns a layout for plotly.js; room for a legend is left out with `showlegend: false`
 * @example
 * ```ts
 * import { layout } from 'dice-workbook/figures';
 * const made = layout({ title: 'Dice against Jaccard', x: { title: 'Jaccard', range: [0, 1] }, width: 500 });
 * [made.width, made.height, made.xaxis.title.text] // => [500, 460, 'Jaccard']
 * ```
 */
export function layout({
  title,
  x = {},
  y = {},
  width = DEFAULT_WIDTH,
  height = DEFAULT_HEIGHT,
  ...rest
}: LayoutOptions): PlotlySpec['layout'] {
  const base: Record<string, unknown> = {
    width,
    height,
    title: {
      text: title,
      x: 0,
      xref: 'container',
      xanchor: 'left',
      y: 1,
      yref: 'container',
      yanchor: 'top',
      pad: { l: 20, t: 20 },
      font: { size: 16, weight: 600 },
    },
    font: { family: fontFamily, size: 13, color: ink.text },
    paper_bgcolor: ink.paper,
    plot_bgcolor: ink.paper,
    // Room for the legend's line between title and plot, where there is a legend.
    margin: { l: 64, r: 28, t: rest.showlegend === false ? 56 : 84, b: 56, pad: 0 },
    // Hung below the title: with more lines it grows downwards and pushes the plot, never into the title.
    legend: {
      orientation: 'h',
      x: 0,
      xanchor: 'left',
      yref: 'container',
      y: 1 - TITLE_ROOM / height,
      yanchor: 'top',
      font: { size: 12 },
      tracegroupgap: 0,
    },
    colorway: Object.values(lossColor),
    hoverlabel: { font: { family: fontFamily, size: 12 } },
    xaxis: axis(x),
    yaxis: axis(y),
  };
  for (const [key, value] of Object.entries(rest))
    base[key] = isRecord(value) && isRecord(base[key]) ? { ...(base[key] as object), ...value } : value;
  return base;
}

/**
 * One axis in the workbook's style; what is given stands above the style.
 *
 * @example
 * ```ts
 * import { axis } from 'dice-workbook/figures';
 * axis({ title: 'Dice', showgrid: false }).showgrid // => false
 * ```
 */
export function axis({ title, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return {
    showgrid: true,
    gridcolor: ink.grid,
    zeroline: false,
    showline: true,
    linecolor: ink.axis,
    ticks: 'outside',
    ticklen: 4,
    tickcolor: ink.axis,
    tickfont: { size: 12, color: ink.muted },
    automargin: true,
    title: typeof title === 'string' ? { text: title, standoff: 12, font: { size: 13 } } : title,
    ...rest,
  };
}

/** The colour bar of a map, slim, with its title along it. */
export function colorbar(title: string, rest: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    title: { text: title, side: 'right', font: { size: 13 } },
    tickfont: { size: 12, color: ink.muted },
    thickness: 14,
    outlinewidth: 0,
    len: 1,
    ...rest,
  };
}

/** A label within the plot, in data coordinates unless told otherwise; without an arrow. */
export function label(
  text: string,
  x: number | string,
  y: number | string,
  rest: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    text,
    x,
    y,
    showarrow: false,
    xanchor: 'left',
    align: 'left',
    font: { size: 12, color: ink.muted },
    ...rest,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
