import type { PlotlySpec } from '../../figures/figure.js';
import { axis, fontFamily, ink, sequentialScale } from '../../figures/style.js';
import type { ComparedArm, ComparedCounts } from '../compareCounts.js';

const LINE = 26;

/** Differences from the baseline with their intervals, or where there are none the means with theirs. */
export function forestPlot({ rows, smallerIsBetter }: ComparedCounts, measure: string, baseline: string): PlotlySpec {
  const differ = rows.some(({ difference }) => difference);
  const shown = rows.filter(({ mean, difference }) => (differ ? difference : mean));
  const interval = ({ difference, mean }: ComparedArm) => (differ ? difference : mean);
  const data = shown.map((row) => {
    const { arm, difference } = row;
    const { mean = NaN, lower = NaN, upper = NaN } = interval(row) ?? {};
    const decided = !difference || difference.verdict === 'greater' || difference.verdict === 'less';
    return {
      type: 'scatter',
      mode: 'markers',
      x: [mean],
      y: [arm.title],
      hovertemplate: `${arm.title}: %{x:.4f}<extra></extra>`,
      marker: {
        size: 10,
        symbol: arm.symbol.replace('-open', ''),
        color: decided ? arm.color : difference?.verdict === 'tie' ? ink.axis : ink.paper,
        line: { color: arm.color, width: 1.5 },
      },
      error_x: {
        type: 'data',
        symmetric: false,
        array: [upper - mean],
        arrayminus: [mean - lower],
        color: arm.color,
        thickness: 1.5,
        width: 0,
      },
    };
  });
  const of = smallerIsBetter && differ ? `size of ${measure}` : measure;
  return {
    data,
    layout: frame(shown.length, differ ? `${of} − that of ${baseline}` : `mean ${measure}`, {
      zeroline: differ,
      zerolinecolor: ink.muted,
    }),
  };
}

/** How often each loss holds each rank when patients are drawn anew; a dot marks the rank it has. */
export function rankPlot({ rows }: ComparedCounts): PlotlySpec {
  const ranked = rows.filter(({ rank }) => rank).sort((one, other) => (one.rank?.rank ?? 0) - (other.rank?.rank ?? 0));
  const names = ranked.map(({ arm }) => arm.title);
  const shares = ranked.map(({ rank }) => rank?.atRank ?? []);
  const places = ranked.map((_, place) => place + 1);
  const { yaxis, ...layout } = frame(ranked.length, 'rank, and how often it is held', { dtick: 1, showgrid: false });
  return {
    data: [
      ...(shares.some((row) => row.length > 0)
        ? [
            {
              type: 'heatmap',
              x: places,
              y: names,
              z: shares,
              zmin: 0,
              zmax: 1,
              colorscale: sequentialScale,
              xgap: 2,
              ygap: 2,
              hovertemplate: '%{y}: rank %{x} in %{z:.0%}<extra></extra>',
              colorbar: { thickness: 12, outlinewidth: 0, tickformat: '.0%' },
            },
          ]
        : []),
      {
        type: 'scatter',
        mode: 'markers',
        x: ranked.map(({ rank }) => rank?.rank),
        y: names,
        hoverinfo: 'skip',
        marker: { size: 9, color: '#e69f00', line: { color: ink.paper, width: 1.5 } },
      },
    ],
    layout: { ...layout, yaxis: { ...(yaxis as object), autorange: 'reversed' } },
  };
}

const frame = (lines: number, x: string, rest: Record<string, unknown>): PlotlySpec['layout'] => ({
  height: 110 + LINE * Math.max(2, lines),
  margin: { l: 8, r: 12, t: 12, b: 48 },
  showlegend: false,
  font: { family: fontFamily, size: 12, color: ink.text },
  paper_bgcolor: ink.paper,
  plot_bgcolor: ink.paper,
  xaxis: axis({ title: x, ...rest }),
  yaxis: axis({ autorange: 'reversed', showgrid: false, ticks: '', tickfont: { size: 11, color: ink.text } }),
});
