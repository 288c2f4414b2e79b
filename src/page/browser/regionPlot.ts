import type { PlotlySpec } from '../../figures/figure.js';
import { axis, ink, measureColor, theoryColor, fontFamily } from '../../figures/style.js';
import type { Counts } from '../../overlap/counts.js';
import { valueRegion, type ValueRegion } from '../valueRegion.js';
import { boundsOf } from './boundText.js';
import type { MeasurePicker } from './measurePicker.js';

const known = new Map<string, ValueRegion>();

/** Where the pair of measures lies, among the values that it can have. */
export function regionPlot(a: MeasurePicker, b: MeasurePicker, counts: Counts): PlotlySpec {
  const key = `${a.spec} ${b.spec}`;
  const region = known.get(key) ?? valueRegion(a.measure, b.measure);
  known.set(key, region);
  const { witness } = boundsOf(a, b).absolute;
  const size = { tp: Number(witness.tp), fp: Number(witness.fp), fn: Number(witness.fn), tn: Number(witness.tn) };
  const low = Math.min(0, ...region.a, ...region.least);
  const range = [low < 0 ? -1.03 : -0.03, 1.03];
  const dot = (name: string, at: Counts, color: string, symbol: string) => ({
    type: 'scatter',
    mode: 'markers',
    name,
    x: [a.measure(at)],
    y: [b.measure(at)],
    marker: { size: 13, color, symbol, line: { color: ink.paper, width: 1.5 } },
  });
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        name: 'possible values',
        x: [...region.a, ...[...region.a].reverse()],
        y: [...region.largest, ...[...region.least].reverse()],
        fill: 'toself',
        fillcolor: theoryColor.region,
        line: { color: measureColor.dice, width: 2 },
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: 'lines',
        name: 'a = b',
        x: range,
        y: range,
        line: { color: theoryColor.bound, width: 1, dash: 'dash' },
        hoverinfo: 'skip',
      },
      dot('largest difference', size, theoryColor.extremal, 'star'),
      dot('these masks', counts, measureColor.weightedHamming, 'circle'),
    ],
    layout: {
      height: 440,
      margin: { l: 52, r: 12, t: 56, b: 48 },
      font: { family: fontFamily, size: 13, color: ink.text },
      paper_bgcolor: ink.paper,
      plot_bgcolor: ink.paper,
      legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom', font: { size: 12 } },
      xaxis: axis({ title: `a: ${a.title}`, range }),
      yaxis: axis({ title: `b: ${b.title}`, range }),
    },
  };
}
