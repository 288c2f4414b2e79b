import { rational } from '../rigor/index.js';
import { expectedScores } from '../theory/index.js';
import type { Figure } from './figure.js';
import { ink, label, layout, measureColor, theoryColor } from './style.js';

const [A, W] = [5, 7];
/** At these probabilities of Y₀ two predictions tie: the smallest tilt makes the bad one the optimum. */
const LAWS = [
  { regret: 'Jaccard', pi: rational(2 * A, 2 * A + W) },
  { regret: 'Dice', pi: rational(A, A + W) },
] as const;
const STEPS = 100;

interface Row extends Record<string, unknown> {
  kind: 'prediction' | 'curve';
  /** The regret for which the law is the worst one. */
  law?: 'Jaccard' | 'Dice';
  /** Pixels of Y₀ and of W predicted. */
  u?: number;
  v?: number;
  dice: number;
  jaccard: number;
}

/** Where the expected scores of all predictions lie under the two laws that make the regret bound tight. */
export const regretPolygon: Figure<Row> = {
  id: 'regret-polygon',
  title: 'The optimum for one score loses at most 3 − 2√2 in the other',
  caption:
    `Expected Dice and Jaccard of every prediction under two laws of the label (${A} certain pixels against ${A} of ${W} others), with their convex hulls. All lie between J = D and J = D/(2 − D). ` +
    'Upper law: predicting everything ties for the best Dice and loses 35/204 of Jaccard. Lower law: predicting the certain pixels ties for the best Jaccard and loses 35/204 of Dice.',
  evidence: ['exact', 'certified'],
  rows: () => [
    ...LAWS.flatMap(({ regret, pi }) =>
      Array.from({ length: (A + 1) * (W + 1) }, (_, i): Row => {
        const [u, v] = [i % (A + 1), Math.floor(i / (A + 1))];
        const { dice, jaccard } = expectedScores({ a: A, w: W, pi }, u, v);
        return { kind: 'prediction', law: regret, u, v, dice: dice.toNumber(), jaccard: jaccard.toNumber() };
      }),
    ),
    ...Array.from({ length: STEPS + 1 }, (_, i): Row => ({
      kind: 'curve',
      dice: i / STEPS,
      jaccard: i / STEPS / (2 - i / STEPS),
    })),
  ],
  figure(rows) {
    const curve = rows.filter((row) => row.kind === 'curve');
    const lawTraces = LAWS.flatMap(({ regret }, i) => {
      const points = rows.filter((row) => row.law === regret);
      const hull = convexHull(points.map((row) => [row.dice, row.jaccard]));
      const color = i === 0 ? measureColor.jaccard : measureColor.dice;
      return [
        {
          x: hull.map(([d]) => d),
          y: hull.map(([, j]) => j),
          type: 'scatter',
          mode: 'lines',
          line: { color, width: 1 },
          fill: 'toself',
          fillcolor: `${color}22`,
          showlegend: false,
        },
        {
          x: points.map((row) => row.dice),
          y: points.map((row) => row.jaccard),
          name: `worst law for ${regret}`,
          type: 'scatter',
          mode: 'markers',
          marker: { size: 5, color },
        },
      ];
    });
    const [high, low] = [(2 * A) / (2 * A + W), A / (A + W)];
    return {
      data: [
        {
          x: [0, 1],
          y: [0, 1],
          type: 'scatter',
          mode: 'lines',
          line: { color: ink.muted, width: 1 },
          showlegend: false,
        },
        {
          x: curve.map((row) => row.dice),
          y: curve.map((row) => row.jaccard),
          type: 'scatter',
          mode: 'lines',
          line: { color: theoryColor.bound, dash: 'dash', width: 1.5 },
          showlegend: false,
        },
        ...lawTraces,
        {
          x: [high, high, low],
          y: [high, low, low],
          type: 'scatter',
          mode: 'lines+markers',
          line: { color: theoryColor.extremal, width: 2 },
          marker: { size: 9, color: theoryColor.extremal },
          name: 'regret 35/204',
        },
      ],
      layout: layout({
        title: this.title,
        width: 640,
        height: 620,
        x: { title: 'expected Dice', range: [0, 0.8], constrain: 'domain' },
        y: { title: 'expected Jaccard', range: [0, 0.8], scaleanchor: 'x', constrain: 'domain' },
        annotations: [
          label('J = D', 0.7, 0.725, { xanchor: 'right' }),
          label('J = D/(2 − D)', 0.47, 0.25),
          label('certain pixels', high, high, { xanchor: 'right', xshift: -8, yshift: 8 }),
          label('everything', high, low, { xshift: 8 }),
          label('certain pixels', low, low, { xanchor: 'right', xshift: -8, yshift: 8 }),
        ],
      }),
    };
  },
};

/** The corners of the convex hull in order, the first repeated at the end (Andrew's monotone chain). */
function convexHull(points: [number, number][]): [number, number][] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list: [number, number][]) => {
    const chain: [number, number][] = [];
    for (const p of list) {
      while (chain.length > 1) {
        const [a, b] = [chain[chain.length - 2]!, chain[chain.length - 1]!];
        if ((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) > 1e-12) break;
        chain.pop();
      }
      chain.push(p);
    }
    return chain;
  };
  return [...half(sorted), ...half(sorted.reverse()).slice(1)];
}
