import { independentVoxelThreshold, markingSwitch } from '../theory/index.js';
import type { Figure } from './figure.js';
import { axis, label, layout, lossColor, theoryColor } from './style.js';

const CERTAIN = 40;
/** Uncertain voxels beside the certain ones, for the exact dots. */
const UNCERTAIN = [2, 5, 10, 20, 40, 80, 160];
const STEPS = 60;
/** The exact switch is found to 1/4096. */
const PARTS = 4096;

interface Row extends Record<string, unknown> {
  kind: 'many voxels' | 'all or nothing' | 'exact' | 'soft Dice' | 'cross-entropy';
  /** Uncertain over certain volume; of a volume, the probability p. */
  x: number;
  /** The threshold; of a volume, the predicted share of the uncertain region. */
  y: number;
}

/** Where soft Dice starts to mark an uncertain region, and which volume it then predicts. */
export const volumeThresholds: Figure<Row> = {
  id: 'volume-thresholds',
  title: 'Soft Dice marks an uncertain region as a whole, or not at all',
  caption:
    'Beside a certain region lies an uncertain one, foreground with probability p. Left: the p from which the best soft prediction marks it, over its volume relative ' +
    `to the certain one: 1/2 where it is foreground as a whole or not at all, 1/(1 + √(1 + μ)) where its voxels are independent (dots: exact, ${CERTAIN} certain voxels). ` +
    'Right: the share of the region that is predicted, against p. Cross-entropy predicts p and keeps the volume; soft Dice predicts none or all (here independent voxels, μ = 1).',
  evidence: ['certified'],
  rows() {
    const ratios = Array.from({ length: STEPS + 1 }, (_, i) => (4 * i) / STEPS);
    const threshold = independentVoxelThreshold(1);
    return [
      ...ratios.map((x): Row => ({ kind: 'many voxels', x, y: independentVoxelThreshold(x) })),
      ...[0, 4].map((x): Row => ({ kind: 'all or nothing', x, y: 0.5 })),
      ...UNCERTAIN.map((uncertain): Row => ({
        kind: 'exact',
        x: uncertain / CERTAIN,
        y: markingSwitch(CERTAIN, uncertain, PARTS).toNumber(),
      })),
      ...[
        [0, 0],
        [threshold, 0],
        [threshold, 1],
        [1, 1],
      ].map(([x, y]): Row => ({ kind: 'soft Dice', x: x!, y: y! })),
      ...[0, 1].map((x): Row => ({ kind: 'cross-entropy', x, y: x })),
    ];
  },
  figure(rows) {
    const of = (kind: Row['kind'], rest: object) => {
      const chosen = rows.filter((row) => row.kind === kind);
      return {
        x: chosen.map(({ x }) => x),
        y: chosen.map(({ y }) => y),
        name: kind,
        type: 'scatter',
        mode: 'lines',
        ...rest,
      };
    };
    const right = { xaxis: 'x2', yaxis: 'y2' };
    const at = (color: string) => ({ font: { size: 12, color } });
    return {
      data: [
        of('all or nothing', { name: 'left: all or nothing', line: { color: theoryColor.bound, width: 1.5, dash: 'dash' } }),
        of('many voxels', { name: 'independent voxels', line: { color: lossColor.softDice, width: 2.5 } }),
        of('exact', {
          name: `exact, ${CERTAIN} certain voxels`,
          mode: 'markers',
          marker: { color: theoryColor.extremal, size: 8 },
        }),
        of('cross-entropy', { name: 'right: cross-entropy', ...right, line: { color: lossColor.crossEntropy, width: 2.5 } }),
        of('soft Dice', { ...right, line: { color: lossColor.softDice, width: 2.5 } }),
      ],
      layout: {
        ...layout({
          title: this.title,
          width: 860,
          x: { title: 'uncertain over certain volume, μ', range: [0, 4.1], domain: [0, 0.45] },
          y: { title: 'marked from this probability on', range: [0, 0.6] },
          annotations: [
            label('all or nothing: 1/2', 1.7, 0.53, at(theoryColor.bound)),
            label('independent voxels: 1/(1 + √(1 + μ))', 0.75, 0.27, at(lossColor.softDice)),
            label('cross-entropy', 0.66, 0.6, { ...at(lossColor.crossEntropy), xref: 'x2', yref: 'y2' }),
            label('soft Dice', 0.46, 0.95, { ...at(lossColor.softDice), xref: 'x2', yref: 'y2' }),
            label('√2 − 1', 0.44, 0.06, { xref: 'x2', yref: 'y2' }),
          ],
        }),
        xaxis2: axis({ title: 'probability of the region, p', range: [0, 1.02], domain: [0.57, 1], anchor: 'y2' }),
        yaxis2: axis({ title: 'share predicted as foreground', range: [-0.02, 1.02], anchor: 'x2' }),
      },
    };
  },
};
