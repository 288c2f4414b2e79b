import { rational } from '../rigor/index.js';
import { absoluteFromFactor, tverskyFactor } from '../theory/index.js';
import type { Figure } from './figure.js';
import { colorbar, ink, label, layout, sequentialScale } from './style.js';

/** Weights are 2^(k/8) for k from −24 to 24: from 1/8 to 8. */
const STEPS = 24;
const PER_OCTAVE = 8;
const MARKED = [['Dice', 0.5, 0.5], ['Jaccard', 1, 1], ['(0.3, 0.7)', 0.3, 0.7], ['(1/4, 1/2)', 0.25, 0.5]] as const;

interface Row extends Record<string, unknown> {
  alpha: number;
  beta: number;
  absolute: number;
  relative: number;
}

/** Thousandths are exact enough for a map and keep the fractions short. */
const weightAt = (k: number) => rational(Math.round(1000 * 2 ** (k / PER_OCTAVE)), 1000);

/** The worst-case error of each Tversky index against Dice. */
export const tverskyMap: Figure<Row> = {
  id: 'tversky-map',
  title: 'Tversky departs from Dice in squares around (1/2, 1/2), not in circles',
  caption:
    'Largest |D − S| over all masks, tanh(ρ/4) with ρ = max(|ln 2α|, |ln 2β|), on logarithmic axes. The error grows along every ray from Dice and along the dashed curve ' +
    'α + β = 1, and its level lines are squares: (1/4, 1/2) and Jaccard lie on one of them though their distances from (1/2, 1/2) differ.',
  rows: () => {
    const ks = Array.from({ length: 2 * STEPS + 1 }, (_, i) => i - STEPS);
    return ks.flatMap((i) =>
      ks.map((j) => {
        const factor = tverskyFactor({ alpha: weightAt(i), beta: weightAt(j) })!;
        return { alpha: weightAt(i).toNumber(), beta: weightAt(j).toNumber(), absolute: absoluteFromFactor(factor).middle(), relative: factor.subtract(1).toNumber() };
      }),
    );
  },
  figure(rows) {
    const axisValues = [...new Set(rows.map((row) => row.alpha))];
    const z = axisValues.map((beta) => rows.filter((row) => row.beta === beta).map((row) => row.absolute));
    const line = Array.from({ length: 60 }, (_, i) => 0.125 + (0.75 * i) / 59);
    const scale = { constrain: 'domain', type: 'log', tickvals: [0.125, 0.25, 0.5, 1, 2, 4, 8], ticktext: ['1/8', '1/4', '1/2', '1', '2', '4', '8'], range: [-3 * Math.LOG10E * Math.LN2, 3 * Math.LOG10E * Math.LN2] };
    return {
      data: [
        { type: 'contour', x: axisValues, y: axisValues, z, colorscale: sequentialScale, contours: { start: 0, end: 0.6, size: 0.05 }, line: { width: 0.5, color: ink.paper, smoothing: 0 }, colorbar: colorbar('largest |D − S|', { dtick: 0.1, tickformat: '.1f' }) },
        { type: 'scatter', mode: 'lines', x: line, y: line.map((alpha) => 1 - alpha), line: { dash: 'dash', width: 1.5, color: ink.text } },
        { type: 'scatter', mode: 'markers', x: MARKED.map(([, alpha]) => alpha), y: MARKED.map(([, , beta]) => beta), marker: { size: 9, color: '#a51d2d', line: { color: ink.paper, width: 1 } } },
      ],
      layout: layout({
        title: this.title,
        width: 680,
        height: 600,
        x: { title: 'weight of false positives, α', ...scale },
        y: { title: 'weight of false negatives, β', ...scale, scaleanchor: 'x' },
        showlegend: false,
        annotations: MARKED.map(([name, alpha, beta]) => label(name, Math.log10(alpha), Math.log10(beta), { xshift: 8, yshift: 8, font: { size: 12, color: ink.text }, bgcolor: 'rgba(255,255,255,0.7)' })),
      }),
    };
  },
};
