import type { CaseScoreOptions } from '../evaluation/index.js';
import { signedText } from '../decimalText.js';
import type { PatientsFrom } from '../tasks/index.js';
import { meanInterval, patientsIn, type MeasureComparison } from './compareMethodScores.js';
import type { CaseRow, FolderScores, Measure } from './scoreFolders.js';

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

/** The measures that tables show, with their headings. */
export const headings = (unit: string, volume: string): Partial<Record<Measure, string>> => ({
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

/** The rows of each region, in the order of the regions. */
export const byRegion = (rows: readonly CaseRow[]): [string, CaseRow[]][] =>
  [...new Set(rows.map(({ region }) => region))].map((region) => [region, rows.filter((row) => row.region === region)]);

/** The unit of distances; both where some of the files tell their spacing and others do not. */
export function unitOf(rows: readonly CaseRow[]): Unit | 'mm or px' {
  const units = [...new Set(rows.map(({ unit }) => unit))];
  return units.length === 1 && units[0] !== undefined ? units[0] : 'mm or px';
}

export const volumeUnit = (unit: Unit | 'mm or px') => ({ mm: 'mm³', px: 'px', 'mm or px': 'mm³ or px' })[unit];

export interface Mean {
  mean: number;
  cases: number;
  /** Ends of its 95 % interval; absent where there is none. */
  lower?: number;
  upper?: number;
}

/** The mean of every measure over the cases where it is defined, with its interval. */
export function means(rows: readonly CaseRow[]): Record<Measure, Mean> {
  const patients = patientsIn(rows);
  const entries = MEASURES.map((name): [Measure, Mean] => {
    const defined = rows.map((row) => row[name]).filter((value) => !Number.isNaN(value));
    const mean = defined.reduce((sum, value) => sum + value, 0) / defined.length;
    const [lower, upper] =
      meanInterval(
        rows.map((row) => row[name]),
        patients,
      ) ?? [];
    return [name, { mean, cases: defined.length, ...(lower !== undefined && { lower, upper: upper! }) }];
  });
  return Object.fromEntries(entries) as Record<Measure, Mean>;
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
    ...(columns.some((name) => overall[name].lower !== undefined)
      ? (['lower', 'upper'] as const).map((end) => [
          end === 'lower' ? '95 % from' : '95 % to',
          ...columns.map((name) => cell(overall[name][end] ?? NaN)),
        ])
      : []),
    ...(leftOut.some((n) => n > 0) ? [['left out, undefined', ...leftOut.map(String)]] : []),
  ];
  return aligned(lines);
}

/** Rows of text in columns, the first to the left and the others to the right. */
function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, k) => Math.max(...lines.map((line) => (line[k] ?? '').length)));
  return lines
    .map((line) =>
      line.map((text, k) => (k === 0 ? text.padEnd(widths[k] ?? 0) : text.padStart(widths[k] ?? 0))).join('  '),
    )
    .join('\n');
}

/** A mean with its interval: `0.812 [0.790, 0.834]`. */
export const interval = ({ mean, lower, upper }: Mean): string =>
  lower === undefined ? cell(mean) : `${cell(mean)} [${cell(lower)}, ${cell(upper!)}]`;

/** The means of several methods side by side, a line a measure. */
export function methodsTable(rows: readonly CaseRow[], methods: readonly string[]): string {
  const named = headings(unitOf(rows), volumeUnit(unitOf(rows)));
  const overall = methods.map((method) => means(rows.filter((row) => row.method === method)));
  const cases = rows.filter(({ method }) => method === methods[0]).length;
  return aligned([
    [`mean of ${cases} [95 %]`, ...methods],
    ...(Object.entries(named) as [Measure, string][]).map(([name, heading]) => [
      heading,
      ...overall.map((one) => interval(one[name]) + (one[name].cases < cases ? ` of ${one[name].cases}` : '')),
    ]),
  ]);
}

/** The paired differences of all methods, measure by measure. */
export function comparisonText(comparisons: readonly MeasureComparison[], unit: string): string {
  const named = headings(unit, '');
  return comparisons
    .map(({ measure, cases, leftOut, differences, ranks }) => {
      const rows = differences.map(({ method, baseline, mean, lower, upper, signFlip, wilcoxon, better }) => [
        `${method} − ${baseline}`,
        `${signedText(mean)} [${signedText(lower)}, ${signedText(upper)}]`,
        `${probability(signFlip.p)} (${probability(signFlip.holm)})`,
        `${probability(wilcoxon.p)} (${probability(wilcoxon.holm)})`,
        better === undefined ? 'not decided' : `${better} better`,
      ]);
      const places = ranks.map(
        ({ method, rank, first }) => `${rank} ${method} (first in ${Math.round(100 * first)} %)`,
      );
      return [
        `${named[measure]}, ${cases} cases${leftOut > 0 ? `, ${leftOut} left out: undefined or infinite for a method` : ''}`,
        aligned([['difference', 'mean [95 %]', 'sign-flip p (Holm)', 'Wilcoxon p (Holm)', ''], ...rows]),
        `ranks: ${places.join(', ')}`,
      ].join('\n');
    })
    .join('\n\n');
}

export const probability = (p: number): string => (p < 0.0001 ? '<0.0001' : p.toFixed(p < 0.001 ? 4 : 3));

/** What was found beside the scores and may be a mistake: empty masks, labels that are exchanged. */
export function findings({ rows, swapped, methods }: FolderScores): string[] {
  const several = methods.length > 1;
  const regions = new Set(rows.map(({ region }) => region)).size > 1;
  const ofCase = (one: { case: string; method: string; region?: string }, sides = several) =>
    [one.case, ...(regions && one.region !== undefined ? [one.region] : []), ...(sides ? [one.method] : [])].join(' ');
  const listed = (names: readonly string[]) => {
    const all = [...new Set(names)];
    return `${all.slice(0, 5).join(', ')}${all.length > 5 ? ` and ${all.length - 5} more` : ''}`;
  };
  const empty = (which: CaseRow['empty'], what: string, sides?: boolean) => {
    const own = rows.filter((row) => row.empty === which);
    return own.length === 0 ? [] : [`${what}: ${listed(own.map((row) => ofCase(row, sides)))}`];
  };
  return [
    ...empty('reference', 'Nothing is marked in the reference, and something in the prediction'),
    ...empty('prediction', 'Something is marked in the reference, and nothing in the prediction'),
    ...empty('both', 'Nothing is marked in both'),
    ...alike(swapped, ({ labels, method }) => `${method} ${String(labels)}`).map((own) => {
      const mean = (part: 'dice' | 'exchanged') =>
        (own.reduce((sum, one) => sum + one[part], 0) / own.length).toFixed(3);
      return `The labels ${own[0]!.labels.join(' and ')} may be exchanged in the prediction of ${listed(own.map((one) => ofCase(one)))}: mean Dice ${mean('dice')} as they are, ${mean('exchanged')} if exchanged`;
    }),
  ];
}

/** Those of one key together, in the order of their first. */
function alike<T>(all: readonly T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups.values()];
}

/** Every measure of every case, region and method as comma-separated values; undefined ones are empty. */
export function csv(rows: readonly CaseRow[]): string {
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => [
    ...[row.method, row.region, row.case, row.patient ?? '', row.unit, row.empty ?? ''].map(quoted),
    ...MEASURES.map((name) => (Number.isNaN(row[name]) ? '' : String(row[name]))),
  ]);
  return [['method', 'region', 'case', 'patient', 'unit', 'empty', ...MEASURES], ...lines]
    .map((line) => line.join(','))
    .join('\n');
}

export function cell(value: number): string {
  if (Number.isNaN(value)) return '–';
  return Math.abs(value) === Infinity ? '∞' : Number.isInteger(value) ? String(value) : value.toFixed(3);
}

/** The conventions of a table, as a line below it tells them, and JSON part by part. */
export function conventionsOf(
  unit: Unit | 'mm or px',
  patientsFrom: PatientsFrom,
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
    intervals: `intervals of 95 % by bootstrap over ${
      patientsFrom === 'unknown'
        ? 'cases, as nobody tells which are of one patient (--patients does)'
        : `patients, ${{ publisher: 'as the folder names them', user: 'as you name them', names: 'as the names of the cases tell', 'look-alike': 'cases that look alike together' }[patientsFrom]}`
    }`,
    volume: `volume error is predicted minus reference, in ${{ mm: 'mm³ (mm² of images)', px: 'pixels', 'mm or px': 'mm³, mm² or pixels' }[unit]}`,
    lesions: `a lesion is found ${overlap}${minimumVoxels > 1 ? `; components below ${minimumVoxels} voxels do not count` : ''}`,
  };
}
