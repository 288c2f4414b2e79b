import { armNamed } from '../diceLossArms.js';
import { lossMark } from './lossMark.js';

/** A loss's line in a panel, in its colour and, with `marker`, its symbol of that size. */
export function lossTrace(
  loss: string,
  {
    axes,
    inKey,
    x,
    y,
    width,
    marker,
    name = armNamed(loss).title,
  }: {
    axes: { xaxis: string; yaxis: string };
    /** Whether the key names it: in one panel of a figure. */
    inKey: boolean;
    x: readonly unknown[];
    y: readonly unknown[];
    width: number;
    marker?: number;
    name?: string;
  },
): Record<string, unknown> {
  const { color, symbol } = lossMark(loss);
  return {
    ...axes,
    type: 'scatter',
    mode: marker === undefined ? 'lines' : 'lines+markers',
    name,
    legendgroup: loss,
    showlegend: inKey,
    x,
    y,
    line: { color, width },
    ...(marker !== undefined && { marker: { color, symbol, size: marker } }),
  };
}
