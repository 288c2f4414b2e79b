import { signedText } from '../decimalText.js';
import { ratioBootstrap } from '../evaluation/index.js';
import type { StoredRun } from '../runs/index.js';
import { TASK_IDS } from '../tasks/index.js';
import { armRuns, claimsTable, claimText, judgePairs, type ArmRuns, type PairsClaim, type SetRuns } from './armRuns.js';
import { align } from './comparisonTable.js';
import { FEW_LABELS_ARMS, fewLabelsRecipes } from './fewLabelsArms.js';
import { meanOf, unitDifferences } from './hypotheses/unitDifferences.js';
import type { StudyReport } from './study.js';
import type { ResultTable } from './tables/resultTable.js';

/** What is asked of the runs, written before the first of them. */
export const FEW_LABELS_CLAIMS: readonly PairsClaim[] = [
  {
    id: 'A1',
    sentence: 'With three labelled patients AIDE beats both those labels alone and naive pseudo-labels.',
    pairs: [
      ['AIDE 3', 'few 3'],
      ['AIDE 3', 'pseudo 3'],
    ],
  },
  {
    id: 'A2',
    sentence: 'With one labelled patient AIDE beats both that patient alone and naive pseudo-labels.',
    pairs: [
      ['AIDE 1', 'few 1'],
      ['AIDE 1', 'pseudo 1'],
    ],
  },
  {
    id: 'A3',
    sentence: 'With noisy labels AIDE beats one network that believes them.',
    pairs: [['AIDE noisy', 'noisy']],
  },
];

/** The claims judged, and the table of the arms. */
export function fewLabelsReport(runs: readonly StoredRun[]): StudyReport {
  const sets = setsOf(runs);
  const verdicts = FEW_LABELS_CLAIMS.map((claim) => judgePairs(claim, sets));
  const claims = FEW_LABELS_CLAIMS.map((claim, k) => claimText(claim, verdicts[k]!));
  return {
    text: [...sets.map(setText), ...claims].join('\n\n'),
    tables: [claimsTable('few-labels', FEW_LABELS_CLAIMS, verdicts), fewLabelsTable(sets)],
  };
}

/** The runs by task, of the preset of which there are more. */
export function setsOf(runs: readonly StoredRun[]): SetRuns[] {
  const found = (['full', 'quick'] as const).map((preset) => {
    return armRuns(fewLabelsRecipes(preset, TASK_IDS), runs).filter(({ arms }) =>
      [...arms.values()].some((arm) => arm.runs.length > 0),
    );
  });
  return found.find((sets) => sets.length > 0) ?? [];
}

/** What an arm reaches on a task, and what share of the gap between few labels (or noisy ones) and all it closes. */
export interface FewLabelsRow {
  task: string;
  arm: string;
  title: string;
  dice: number;
  collapsed: number;
  units: number;
  /** Of the arms that have something to close, where the gap is greater by the project's rule. */
  closed?: number;
  closedLower?: number;
  closedUpper?: number;
  /** Mean Dice of the labels that were learnt from against the data's, at the start and at the end. */
  labelDice?: number;
  correctedLabelDice?: number;
}

/** A row an arm. */
export function fewLabelsRows({ set, arms }: SetRuns): FewLabelsRow[] {
  return [...arms.values()].flatMap((one) => {
    if (one.runs.length === 0) return [];
    const { id, title } = FEW_LABELS_ARMS.find((arm) => arm.id === one.arm)!;
    const noted = (name: string) => {
      const values = one.runs.flatMap((run) => run.noted?.[name] ?? []);
      return values.length > 0 ? { [name]: meanOf(values) } : {};
    };
    return {
      task: set,
      arm: id,
      title,
      dice: meanOf(one.units.map(({ dice }) => dice)),
      collapsed: one.collapsed,
      units: one.units.length,
      ...closedBy(one, arms),
      ...noted('labelDice'),
      ...noted('correctedLabelDice'),
    };
  });
}

/** The share of the gap that an arm closes: from what it has to begin with to all labels. */
function closedBy(one: ArmRuns, arms: SetRuns['arms']): Partial<FewLabelsRow> {
  const n = /^(?:pseudo|AIDE) (\d+)/.exec(one.arm)?.[1];
  const [low, high] = [
    arms.get(n === undefined ? (one.arm.startsWith('AIDE noisy') ? 'noisy' : '') : `few ${n}`),
    arms.get('all'),
  ];
  if (!low || !high || [one, low, high].some(({ collapsed, units }) => collapsed > 0 || units.length === 0)) return {};
  const [gap] = unitDifferences([[high.units, low.units]]);
  if (gap?.verdict !== 'greater') return {};
  // All arms score the same units of the same folds, in the same order.
  const dice = (arm: ArmRuns) => arm.units.map((unit) => unit.dice);
  const { ratio, lower, upper } = ratioBootstrap({
    low: dice(low),
    some: dice(one),
    high: dice(high),
    patients: one.units.map(({ patient }) => patient),
  });
  return { closed: ratio, closedLower: lower, closedUpper: upper };
}

function setText(set: SetRuns): string {
  const share = ({ closed, closedLower, closedUpper }: FewLabelsRow) =>
    closed === undefined
      ? ''
      : `${signedText(closed, 2)} [${signedText(closedLower!, 2)}, ${signedText(closedUpper!, 2)}]`;
  return [
    `${set.set.toUpperCase()}, synthetic images`,
    ...align([
      ['arm', 'mean Dice', 'collapsed', 'share of the gap closed', 'Dice of the labels, corrected'],
      ...fewLabelsRows(set).map((row) => [
        row.title,
        row.dice.toFixed(3),
        String(row.collapsed),
        share(row),
        [row.labelDice, row.correctedLabelDice].flatMap((value) => value?.toFixed(3) ?? []).join(', '),
      ]),
    ]),
  ].join('\n');
}

/** All arms on all tasks. */
export function fewLabelsTable(sets: readonly SetRuns[]): ResultTable {
  return {
    id: 'few-labels-synthetic',
    title: 'Few and wrong labels: mean Dice, and the share of the gap to all labels that is closed',
    caption:
      'Synthetic images, held-out units with a target, all folds. The gap is from the labelled patients alone (or noisy labels) to all labels; shares with 95 % intervals ' +
      '(bootstrap of patients, 10 000 resamples), only where the gap itself is decided. Dice of the labels that were learnt from, against the data’s, at the start and after correction.',
    columns: [
      { key: 'task', heading: 'task' },
      { key: 'title', heading: 'arm' },
      { key: 'dice', heading: 'mean Dice' },
      { key: 'closed', heading: 'gap closed', decimals: 2, signed: true },
      { key: 'closedLower', heading: '2.5 %', decimals: 2, signed: true },
      { key: 'closedUpper', heading: '97.5 %', decimals: 2, signed: true },
      { key: 'labelDice', heading: 'Dice of the labels' },
      { key: 'correctedLabelDice', heading: 'corrected' },
      { key: 'collapsed', heading: 'collapsed runs', decimals: 0 },
      { key: 'units', heading: 'n', decimals: 0 },
    ],
    rows: sets.flatMap((set) => fewLabelsRows(set).map((row) => ({ ...row }))),
  };
}
