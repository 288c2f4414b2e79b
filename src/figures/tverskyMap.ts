import { rational } from '../rigor/index.js';
import { absoluteFromFactor, tverskyFactor } from '../theory/index.js';
import type { Figure } from './figure.js';
import { colorbar, ink, label, layout, sequentialColor, sequentialScale, theoryColor } from './style.js';

/** Level lines lie at errors k/20, up to 12/20, where the weights reach 1/8 and 8. */
const LEVELS = 12;
const PARTS = 20;
const LABEL = sequentialScale.at(-1)?.[1] ?? ink.text;
const MARKED = [
  ['Dice', 0.5, 0.5],
  ['Jaccard', 1, 1],
  ['(0.3, 0.7)', 0.3, 0.7],
  ['(1/4, 1/2)', 0.25, 0.5],
] as const;

/** A level line: the square of weights with this largest error. */
interface Row extends Record<string, unknown> {
  absolute: number;
  relative: number;
  /** Least and largest weight on the square, both for α and for β. */
  least: number;
  largest: number;
}

/** The worst-case error of each Tversky index against Dice. */
export const tverskyMap: Figure<Row> = {
  id: 'tversky-map',
  title: 'Tversky departs from Dice in squares around (1/2, 1/2), not in circles',
  caption:
    'Largest |Dice − Tversky| over all masks, for the Tversky index of weights α and β: tanh(ρ/4) with ρ = max(|ln 2α|, |ln 2β|), on logarithmic axes. The error grows along every ray from Dice and along the dashed curve ' +
    'α + β = 1, and its level lines are squares: (1/4, 1/2) and Jaccard lie on one of them though their distances from (1/2, 1/2) differ.',
  evidence: ['certified'],
  rows: () =>
    Array.from({ length: LEVELS + 1 }, (_, k) => {
      // tanh(ρ/4) = k/20 is e^ρ = ((20 + k)/(20 − k))².
      const root = rational(PARTS + k, PARTS - k);
      const largest = root.multiply(root).divide(2);
      const factor = tverskyFactor({ alpha: largest, beta: '1/2' })!;
      return {
        absolute: absoluteFromFactor(factor).middle(),
        relative: factor.subtract(1).toNumber(),
        least: rational(1, 2).divide(factor).toNumber(),
        largest: largest.toNumber(),
      };
    }),
  figure(rows) {
    const line = Array.from({ length: 60 }, (_, i) => 0.125 + (0.75 * i) / 59);
    const scale = {
      constrain: 'domain',
      type: 'log',
      tickvals: [0.125, 0.25, 0.5, 1, 2, 4, 8],
      ticktext: ['1/8', '1/4', '1/2', '1', '2', '4', '8'],
      range: [-3 * Math.LOG10E * Math.LN2, 3 * Math.LOG10E * Math.LN2],
    };
    const bands = rows.slice(1);
    const colors = bands.map((_, i) => `rgb(${sequentialColor((i + 0.5) / bands.length).join(', ')})`);
    const steps = colors.flatMap((color, i) => [
      [i / bands.length, color],
      [(i + 1) / bands.length, color],
    ]);
    const squares = bands.map(({ least, largest }, i) => ({
      type: 'scatter',
      mode: 'lines',
      x: [least, largest, largest, least, least],
      y: [least, least, largest, largest, least],
      fill: 'toself',
      fillcolor: colors[i],
      line: { width: 0.5, color: ink.paper },
      hoverinfo: 'skip',
    }));
    return {
      data: [
        // The widest first, so that each covers the middle of the one before.
        ...squares.reverse(),
        {
          type: 'scatter',
          mode: 'lines',
          x: line,
          y: line.map((alpha) => 1 - alpha),
          line: { dash: 'dash', width: 1.5, color: LABEL },
        },
        {
          type: 'scatter',
          mode: 'markers',
          x: MARKED.map(([, alpha]) => alpha),
          y: MARKED.map(([, , beta]) => beta),
          marker: { size: 9, color: theoryColor.extremal, line: { color: ink.paper, width: 1 } },
        },
        // Draws nothing but the colour bar.
        {
          type: 'scatter',
          mode: 'markers',
          x: [null],
          y: [null],
          marker: {
            color: [0],
            cmin: 0,
            cmax: LEVELS / PARTS,
            colorscale: steps,
            showscale: true,
            colorbar: colorbar('largest |Dice − Tversky|', { dtick: 0.1, tickformat: '.1f' }),
          },
        },
      ],
      layout: layout({
        title: this.title,
        width: 680,
        height: 600,
        x: { title: 'weight of false positives, α', ...scale },
        y: { title: 'weight of false negatives, β', ...scale, scaleanchor: 'x' },
        showlegend: false,
        annotations: MARKED.map(([name, alpha, beta]) =>
          label(name, Math.log10(alpha), Math.log10(beta), {
            xshift: alpha + beta < 1 ? -9 : 9,
            yshift: 9,
            xanchor: alpha + beta < 1 ? 'right' : 'left',
            // The map keeps its shades on dark paper, and so do its labels.
            font: { size: 12, color: LABEL },
          }),
        ),
      }),
    };
  },
};
