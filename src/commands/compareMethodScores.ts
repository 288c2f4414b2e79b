import { holm, pairedBootstrap, rankMethods, signFlipTest, wilcoxonSignedRank } from '../evaluation/index.js';
import type { CaseRow, Measure } from './scoreFolders.js';

/** What methods are compared by, and whether larger is better. */
export const COMPARED: readonly [Measure, 'larger' | 'smaller'][] = [
  ['dice', 'larger'],
  ['normalizedSurfaceDice', 'larger'],
  ['hausdorff95Mm', 'smaller'],
];

/** The level of tests and intervals. */
const ALPHA = 0.05;

/** Two methods on the same cases. */
export interface PairedDifference {
  method: string;
  baseline: string;
  /** Mean of method − baseline, with its 95 % interval: bootstrap over patients, or cases. */
  mean: number;
  lower: number;
  upper: number;
  /** Two-sided, each as it is and by Holm's correction over all pairs. */
  signFlip: { p: number; holm: number };
  wilcoxon: { p: number; holm: number };
  /** Which of the two is better by both corrected tests; absent: not decided. */
  better?: string;
}

/** All methods by one measure. */
export interface MeasureComparison {
  measure: Measure;
  /** Cases in which the measure is defined and finite for every method, and how many are not. */
  cases: number;
  leftOut: number;
  differences: PairedDifference[];
  /** Best first: place by the mean, and the part of bootstrap samples in which the method is first. */
  ranks: { method: string; rank: number; first: number }[];
}

/** The patient of each row, where somebody tells them; then intervals and tests are of patients. */
export function patientsIn(rows: readonly CaseRow[]): string[] | undefined {
  const patients = rows.map(({ patient }) => patient);
  return patients.every((one) => one !== undefined) ? (patients as string[]) : undefined;
}

/** The 95 % interval of a mean over cases; undefined where a value is infinite, or fewer than two units stand. */
export function meanInterval(
  values: readonly number[],
  patients: readonly string[] | undefined,
): [number, number] | undefined {
  const defined = values
    .map((value, k) => [value, patients?.[k] ?? String(k)] as const)
    .filter(([value]) => !Number.isNaN(value));
  const units = defined.map(([, unit]) => unit);
  if (new Set(units).size < 2 || !defined.every(([value]) => Number.isFinite(value))) return undefined;
  const { lower, upper } = pairedBootstrap(
    defined.map(([value]) => value),
    defined.map(() => 0),
    { patients: units },
  );
  return [lower, upper];
}

/**
 * Compares methods on one region's cases by every measure of `COMPARED`: all pairs by sign flips and by Wilcoxon's signed ranks,
 * patients as a whole, corrected by Holm; ranks with how often each is first.
 *
 * @param rows - of one region: the same cases in the same order for each method
 */
export function compareMethodScores(rows: readonly CaseRow[], methods: readonly string[]): MeasureComparison[] {
  const of = new Map(methods.map((method) => [method, rows.filter((row) => row.method === method)]));
  const first = of.get(methods[0]!)!;
  return COMPARED.flatMap(([measure, larger]) => {
    const kept = first.flatMap((_, k) => (methods.every((m) => Number.isFinite(of.get(m)![k]![measure])) ? [k] : []));
    const patients = patientsIn(kept.map((k) => first[k]!)) ?? kept.map(String);
    if (new Set(patients).size < 2) return [];
    const scores = Object.fromEntries(methods.map((m) => [m, kept.map((k) => of.get(m)![k]![measure])]));
    const ranking = rankMethods(scores, { better: larger, patients });
    return [
      {
        measure,
        cases: kept.length,
        leftOut: first.length - kept.length,
        differences: differencesOf(scores, methods, patients, larger),
        ranks: ranking.methods.map(({ method, rank, atRank }) => ({ method, rank, first: atRank[0] ?? NaN })),
      },
    ];
  });
}

function differencesOf(
  scores: Record<string, number[]>,
  methods: readonly string[],
  patients: readonly string[],
  larger: 'larger' | 'smaller',
): PairedDifference[] {
  const pairs = methods.flatMap((baseline, i) => methods.slice(i + 1).map((method) => ({ method, baseline })));
  const tested = pairs.map(({ method, baseline }) => {
    const [a, b] = [scores[method]!, scores[baseline]!];
    const { mean, lower, upper } = pairedBootstrap(a, b, { patients });
    return {
      ...{ method, baseline, mean, lower, upper },
      flip: signFlipTest(a, b, { patients }).pTwoSided,
      rank: wilcoxonSignedRank(byPatient(a, patients), byPatient(b, patients)).p,
    };
  });
  const [flips, ranks] = [holm(tested.map(({ flip }) => flip)), holm(tested.map(({ rank }) => rank))];
  return tested.map(({ flip, rank, ...difference }, k) => {
    const decided = flips[k]! <= ALPHA && ranks[k]! <= ALPHA;
    const ahead = difference.mean > 0 === (larger === 'larger') ? difference.method : difference.baseline;
    return {
      ...difference,
      signFlip: { p: flip, holm: flips[k]! },
      wilcoxon: { p: rank, holm: ranks[k]! },
      ...(decided && { better: ahead }),
    };
  });
}

/** The mean of each patient: Wilcoxon's test takes its units as independent. */
function byPatient(values: readonly number[], patients: readonly string[]): number[] {
  const sums = new Map<string, [number, number]>();
  values.forEach((value, k) => {
    const [sum, count] = sums.get(patients[k]!) ?? [0, 0];
    sums.set(patients[k]!, [sum + value, count + 1]);
  });
  return [...sums.values()].map(([sum, count]) => sum / count);
}
