import { rational } from '../rigor/index.js';
import { bestWeightError, FOREGROUND_RATIOS } from '../theory/index.js';
import type { Figure } from './figure.js';
import { ink, label, layout, measureColor } from './style.js';

/**
 * Mean share of foreground in images with an object, as measured on public sample images of each task or of its nearest
 * public relative.
 */
const TASKS = [
  ['po18', 145, 1000],
  ['br18', 36, 1000],
  ['is18', 32, 1000],
  ['wm17', 106, 10_000],
  ['mo17', 69, 10_000],
  ['is17', 2, 1000],
] as const;

interface Row extends Record<string, unknown> {
  kind: 'dice' | 'jaccard' | 'task';
  /** Foreground share as a fraction. */
  rho: string;
  ratio: number;
  lower: number;
  upper: number;
  task?: string;
}

function row(kind: 'dice' | 'jaccard', [n, d]: readonly [bigint | number, bigint | number], task?: string): Row {
  const rho = rational(n, d);
  const { lower, upper } = bestWeightError(kind, rho);
  return {
    kind: task ? 'task' : kind,
    rho: rho.toString(),
    ratio: rho.toNumber(),
    lower,
    upper,
    ...(task ? { task } : {}),
  };
}

/** The error that even the best weight of cross-entropy's measure leaves, by the share of foreground. */
export const bestWeight: Figure<Row> = {
  id: 'best-weight',
  title: 'No weight helps small objects: error of the best weighted Hamming',
  caption:
    'E*(ρ), the largest |Dice − H_γ| (or |Jaccard − H_γ|) that even the best weight γ leaves, for images in which a share ρ is foreground. Each value is enclosed from both ' +
    'sides within 1e-9. It goes to 1 as objects get small; the marks are typical shares of the six tasks. Only where the object fills a third of the image is the error below 1/4.',
  evidence: ['certified', 'exact'],
  rows: () => [
    ...(['dice', 'jaccard'] as const).flatMap((score) =>
      [...FOREGROUND_RATIOS]
        .sort((a, b) => a.compare(b))
        .map(({ numerator, denominator }) => row(score, [numerator, denominator])),
    ),
    ...TASKS.map(([task, n, d]) => row('dice', [n, d], task)),
  ],
  figure(rows) {
    const curve = (kind: Row['kind'], name: string, color: string) => {
      const chosen = rows.filter((each) => each.kind === kind);
      return {
        x: chosen.map((each) => each.ratio),
        y: chosen.map((each) => each.upper),
        name,
        type: 'scatter',
        mode: 'lines',
        line: { width: 2.5, color },
      };
    };
    const tasks = rows.filter((each) => each.kind === 'task');
    return {
      data: [
        curve('dice', 'against Dice', measureColor.dice),
        curve('jaccard', 'against Jaccard', measureColor.jaccard),
        {
          x: tasks.map((each) => each.ratio),
          y: tasks.map((each) => each.upper),
          name: 'typical share of a task',
          type: 'scatter',
          mode: 'markers',
          marker: { size: 6.5, color: ink.text, line: { color: ink.paper, width: 1 } },
        },
      ],
      layout: layout({
        title: this.title,
        x: {
          title: 'share of foreground, ρ',
          type: 'log',
          range: [-6, 0],
          tickvals: [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1],
          ticktext: [
            '10<sup>−6</sup>',
            '10<sup>−5</sup>',
            '10<sup>−4</sup>',
            '10<sup>−3</sup>',
            '10<sup>−2</sup>',
            '10<sup>−1</sup>',
            '1',
          ],
        },
        y: { title: 'error of the best weight, E*(ρ)', range: [0, 1.02] },
        annotations: tasks.map((each) =>
          label(each.task!, Math.log10(each.ratio), each.upper, {
            // Two shares lie side by side: the lower one is named below.
            xshift: each.task === 'br18' ? -2 : -10,
            yshift: each.task === 'br18' ? -22 : -8,
            xanchor: 'right',
          }),
        ),
      }),
    };
  },
};
