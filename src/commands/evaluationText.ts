import type { CaseScoreOptions, CaseScores } from '../evaluation/index.js';
import type { CaseRow } from './scoreFolders.js';

type Measure = keyof CaseScores;

export const MEASURES: Measure[] = [
  'dice',
  'jaccard',
  'sensitivity',
  'specificity',
  'precision',
  'volumeErrorMm3',
  'hausdorffMm',
  'hausdorff95Mm',
  'hausdorff95LargerMm',
  'averageSymmetricSurfaceDistanceMm',
  'meanAverageSurfaceDistanceMm',
  'normalizedSurfaceDice',
  'lesionF1',
  'falsePositiveLesions',
];

type Unit = CaseRow['unit'];

const headings = (unit: string, volume: string): Partial<Record<Measure, string>> => ({
  dice: 'Dice',
  jaccard: 'Jaccard',
  sensitivity: 'sensitivity',
  precision: 'precision',
  volumeErrorMm3: `volume error ${volume}`,
  hausdorff95Mm: `HD95 ${unit}`,
  hausdorff95LargerMm: `HD95 max ${unit}`,
  averageSymmetricSurfaceDistanceMm: `ASSD ${unit}`,
  normalizedSurfaceDice: 'surface Dice',
  lesionF1: 'lesion F1',
  falsePositiveLesions: 'false lesions',
});

/** The unit of distances; both where some of the files tell their spacing and others do not. */
export function unitOf(rows: readonly CaseRow[]): Unit | 'mm or px' {
  const units = [...new Set(rows.map(({ unit }) => unit))];
  return units.length === 1 && units[0] !== undefined ? units[0] : 'mm or px';
}

const volumeUnit = (unit: Unit | 'mm or px') => ({ mm: 'mm³', px: 'px', 'mm or px': 'mm³ or px' })[unit];

/** The mean of every measure over the cases where it is defined. */
export function means(rows: readonly CaseRow[]): Record<Measure, { mean: number; cases: number }> {
  const entries = MEASURES.map((name) => {
    const defined = rows.map((row) => row[name]).filter((value) => !Number.isNaN(value));
    const mean = defined.reduce((sum, value) => sum + value, 0) / defined.length;
    return [name, { mean, cases: defined.length }] as const;
  });
  return Object.fromEntries(entries) as Record<Measure, { mean: number; cases: number }>;
}

/** One line a case, their means, and how many were left out of each. */
export function table(rows: readonly CaseRow[]): string {
  const unit = unitOf(rows);
  const named = headings(unit, volumeUnit(unit));
  const columns = Object.keys(named) as Measure[];
  const overall = means(rows);
  const leftOut = columns.map((name) => rows.length - overall[name].cases);
  const lines = [
    ['case', ...Object.values(named)],
    ...rows.map((row) => [row.case, ...columns.map((name) => cell(row[name]))]),
    [`mean of ${rows.length}`, ...columns.map((name) => cell(overall[name].mean))],
    ...(leftOut.some((n) => n > 0) ? [['left out, undefined', ...leftOut.map(String)]] : []),
  ];
  const widths = columns.concat('dice').map((_, k) => Math.max(...lines.map((line) => (line[k] ?? '').length)));
  return lines
    .map((line) =>
      line.map((text, k) => (k === 0 ? text.padEnd(widths[k] ?? 0) : text.padStart(widths[k] ?? 0))).join('  '),
    )
    .join('\n');
}

function cell(value: number): string {
  if (Number.isNaN(value)) return '–';
  return Math.abs(value) === Infinity ? '∞' : Number.isInteger(value) ? String(value) : value.toFixed(3);
}

/** The conventions of a table, as a line below it tells them, and JSON part by part. */
export function conventionsOf(
  unit: Unit | 'mm or px',
  {
    empty = 'one',
    emptyDistance = 'infinite',
    toleranceMm = 1,
    surface = 'voxels',
    lesions = {},
  }: Omit<CaseScoreOptions, 'shape' | 'valid'>,
): Record<string, string> {
  const { minimumOverlap = 0, oneToOne = false, minimumVoxels = 1 } = lesions;
  const scores = { one: 'scores 1', zero: 'scores 0', nan: 'is left out' }[empty];
  const away = { infinite: 'infinitely far', diagonal: 'an image diagonal away', nan: 'nowhere (left out)' };
  const distance = typeof emptyDistance === 'number' ? `${emptyDistance} ${unit} away` : away[emptyDistance];
  const overlap = oneToOne
    ? `by a component of its own, with an IoU ${minimumOverlap > 0 ? `of at least ${minimumOverlap}` : 'above 0'}`
    : minimumOverlap > 0
      ? `where at least ${minimumOverlap} of it is predicted`
      : 'where one voxel of it is predicted';
  return {
    undefinedScores: `0/0 ${scores} (Dice of two empty masks, precision of an empty prediction, sensitivity of an empty reference)`,
    emptyMasks: `an empty mask lies ${distance}, two empty masks ${emptyDistance === 'nan' ? 'are left out' : 'are 0 apart'}`,
    hausdorff: `HD95 is the 95th percentile of the distances of both directions together, HD95 max the larger of the two directions' (MONAI, MetricsReloaded, surface-distance)`,
    surface: `distances are between edge voxels, in ${unit}; surface Dice counts ${surface === 'voxels' ? 'edge voxels' : 'surface elements by area'} within ${toleranceMm} ${unit}`,
    volume: `volume error is predicted minus reference, in ${{ mm: 'mm³ (mm² of images)', px: 'pixels', 'mm or px': 'mm³, mm² or pixels' }[unit]}`,
    lesions: `a lesion is found ${overlap}${minimumVoxels > 1 ? `; components below ${minimumVoxels} voxels do not count` : ''}`,
  };
}
