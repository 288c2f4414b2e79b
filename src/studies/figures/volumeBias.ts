import { axis, ink, label, layout } from '../../figures/index.js';
import { calibrationRows, type CalibrationRow } from '../calibrationRows.js';
import { COMPARED_LOSSES } from '../comparedLosses.js';
import { CORE_ARMS } from './coreComparison.js';
import { lossMark } from './lossMark.js';
import type { ResultFigure } from './resultFigure.js';

const LINES = COMPARED_LOSSES.length;

/** What each loss does to volumes and to probabilities. */
export const volumeBiasFigure: ResultFigure<CalibrationRow> = {
  name: 'volume-bias',
  title: (of) => `Volume bias and calibration error, ${of}`,
  caption:
    'Left: mean over units with a target of predicted by true volume, of the mask cut at one half (filled) and of the sum of the probabilities (open); at 1 there is no bias. Right: expected calibration error ' +
    'of the held-out pixels, fifteen bins; it bounds the bias of the summed probabilities as a share of all pixels. Five folds; a loss with a collapsed run has no marks.',
  materials: ['synthetic', 'real'],
  arms: CORE_ARMS,
  rowsOf: calibrationRows,
  figure(rows, title) {
    const tasks = [...new Set(rows.map(({ task }) => task))];
    const place = (row: CalibrationRow) =>
      -tasks.indexOf(row.task) * (LINES + 1) - COMPARED_LOSSES.findIndex(({ loss }) => loss === row.loss);
    const marks = (key: 'hard' | 'soft' | 'calibrationError') => {
      const chosen = rows.filter((row) => row[key] !== undefined);
      return {
        type: 'scatter',
        mode: 'markers',
        ...(key === 'calibrationError' && { xaxis: 'x2' }),
        x: chosen.map((row) => (key === 'calibrationError' ? row[key] : 1 + (row[key] ?? NaN))),
        cliponaxis: false,
        y: chosen.map(place),
        marker: {
          size: 9,
          symbol: chosen.map(({ loss }) => lossMark(loss).symbol),
          color: chosen.map(({ loss }) => (key === 'soft' ? ink.paper : lossMark(loss).color)),
          line: { width: 1.5, color: chosen.map(({ loss }) => lossMark(loss).color) },
        },
      };
    };
    const first = rows.filter(({ loss }) => loss === CORE_ARMS[0]);
    return {
      data: [marks('soft'), marks('hard'), marks('calibrationError')],
      layout: layout({
        title,
        width: 900,
        height: 130 + 16 * (LINES + 1) * tasks.length,
        showlegend: false,
        margin: { l: 330 },
        x: {
          title: 'predicted volume / true volume, mean over units',
          type: 'log',
          domain: [0, 0.62],
          tickvals: [0.25, 0.5, 1, 2, 5, 10, 20, 50],
          ticktext: ['¼', '½', '1', '2', '5', '10', '20', '50'],
        },
        shapes: [
          { type: 'line', x0: 1, x1: 1, y0: 0, y1: 1, yref: 'y domain', layer: 'below', line: { color: ink.muted, width: 1 } },
        ],
        xaxis2: axis({
          title: 'calibration error',
          domain: [0.68, 1],
          anchor: 'y',
          rangemode: 'tozero',
          nticks: 4,
        }),
        y: {
          tickvals: rows.map(place),
          ticktext: rows.map((row) => row.title),
          range: [-(LINES + 1) * tasks.length + 0.7, 0.8],
          showgrid: false,
          automargin: false,
          ticks: '',
          tickfont: { size: 11, color: ink.text },
        },
        annotations: first.map((row) =>
          label(`<b>${row.task}</b><br>n = ${row.units} ${row.unit}s`, -0.9, place(row) - (LINES - 1) / 2, {
            xref: 'x domain',
            yanchor: 'middle',
            font: { size: 12, color: ink.text },
          }),
        ),
      }),
    };
  },
};
