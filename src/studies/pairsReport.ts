import type { StoredRun } from '../runs/index.js';
import { armRuns, claimsTable, claimText, judgePairs, type PairsClaim, type SetRuns } from './armRuns.js';
import { align } from './comparisonTable.js';
import type { HypothesisVerdict } from './hypotheses/hypothesis.js';
import { meanOf } from './hypotheses/unitDifferences.js';
import { PAIRS_ARMS, pairsRecipes, type PairsPreset } from './pairsArms.js';
import type { StudyReport } from './study.js';
import type { ResultTable } from './tables/resultTable.js';

/** What is asked of the runs, written before the first of them. */
export const PAIRS_CLAIMS: readonly PairsClaim[] = [
  { id: 'S1', sentence: 'The few real images teach more than those made of them.', pairs: [['real', 'synthetic']] },
  { id: 'S2', sentence: 'The few and those made of them teach more than the few alone.', pairs: [['both', 'real']] },
  {
    id: 'S3',
    sentence: 'They do so too where images are augmented as usual.',
    pairs: [['both, augmented', 'real, augmented']],
  },
];

/** The claims judged, and the table of the arms. */
export function pairsReport(runs: readonly StoredRun[]): StudyReport {
  const sets = pairsSets(runs);
  const verdicts = PAIRS_CLAIMS.map((claim) => judged(claim, sets));
  const claims = PAIRS_CLAIMS.map((claim, k) => claimText(claim, verdicts[k]!));
  return {
    text: [...sets.map(setText), ...claims].join('\n\n'),
    tables: [claimsTable('synthetic-pairs', PAIRS_CLAIMS, verdicts), pairsTable(sets)],
  };
}

/** On one or two sets: confirmed where it holds on all, refuted where it is contradicted on one and holds on none. */
function judged(claim: PairsClaim, sets: readonly SetRuns[]): HypothesisVerdict {
  const found = judgePairs(claim, sets);
  const all = found.tasks.map(({ holds }) => holds);
  const decided = found.tasks.length > 0 && !found.tasks.some(({ pending }) => pending);
  const verdict = !decided
    ? 'not decided'
    : all.every((one) => one === 'holds')
      ? 'confirmed'
      : all.includes('contradicted') && !all.includes('holds')
        ? 'refuted'
        : 'not decided';
  return { ...found, verdict };
}

/** The runs by set of images, of the preset of which there are some. */
export function pairsSets(runs: readonly StoredRun[]): SetRuns[] {
  const sources = new Map(
    runs.map(({ recipe: { data } }) =>
      'set' in data ? [data.set, { task: data.task, set: data.set }] : [data.task, { task: data.task }],
    ),
  );
  const setsOf = (preset: PairsPreset) =>
    armRuns(
      [...sources.values()].flatMap((source) => pairsRecipes(preset, source)),
      runs,
    ).filter(({ arms }) => [...arms.values()].some((arm) => arm.runs.length > 0));
  const full = setsOf('full');
  return full.length > 0 ? full : setsOf('quick');
}

interface PairsRow extends Record<string, unknown> {
  set: string;
  arm: string;
  title: string;
  dice: number;
  collapsed: number;
  units: number;
  /** By which the pyramids miss their sources, root mean square on the scale from −1 to 1. */
  reconstructionError?: number;
  /** Of the made images to their nearest source, over that between sources. */
  nearestSource?: number;
}

/** A row an arm. */
export function pairsRows({ set, arms, synthetic }: SetRuns): PairsRow[] {
  return PAIRS_ARMS.flatMap(({ id, title }) => {
    const one = arms.get(id);
    if (!one || one.runs.length === 0) return [];
    const noted = (name: string) => {
      const values = one.runs.flatMap((run) => run.noted?.[name] ?? []);
      return values.length > 0 ? { [name]: meanOf(values) } : {};
    };
    return {
      set: synthetic ? `${set}, synthetic` : `${set}, real`,
      arm: id,
      title,
      dice: meanOf(one.units.map(({ dice }) => dice)),
      collapsed: one.collapsed,
      units: one.units.length,
      ...noted('reconstructionError'),
      ...noted('nearestSource'),
    };
  });
}

function setText(set: SetRuns): string {
  const rows = pairsRows(set);
  const number = (value: number | undefined) => value?.toFixed(3) ?? '';
  return [
    rows[0]?.set ?? set.set,
    ...align([
      ['learnt from', 'mean Dice', 'collapsed', 'pyramid misses by', 'nearest source'],
      ...rows.map(({ title, dice, collapsed, reconstructionError, nearestSource }) => [
        title,
        dice.toFixed(3),
        String(collapsed),
        number(reconstructionError),
        number(nearestSource),
      ]),
    ]),
  ].join('\n');
}

function pairsTable(sets: readonly SetRuns[]): ResultTable {
  return {
    id: 'synthetic-pairs',
    title: 'Pairs made of a few images: mean Dice, and how near the made images lie to their sources',
    caption:
      'Held-out images with a target, two folds, equal steps. A pyramid misses its source by a root mean square, on intensities from −1 to 1. Nearest source: mean distance of made images to ' +
      'the nearest real one they were made from, over that of each real one to its nearest other; 0 is a copy, 1 as far as real ones are apart. Real frames that look alike count as one patient’s.',
    columns: [
      { key: 'set', heading: 'images' },
      { key: 'title', heading: 'learnt from' },
      { key: 'dice', heading: 'mean Dice' },
      { key: 'reconstructionError', heading: 'pyramid misses by' },
      { key: 'nearestSource', heading: 'nearest source' },
      { key: 'collapsed', heading: 'collapsed runs', decimals: 0 },
      { key: 'units', heading: 'n', decimals: 0 },
    ],
    rows: sets.flatMap(pairsRows),
  };
}
