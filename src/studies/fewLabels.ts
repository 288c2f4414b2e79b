import { signedText } from '../decimalText.js';
import { ratioBootstrap } from '../evaluation/index.js';
import { DEFAULT_TRAINING, type LabelSettings, type Recipe, type StoredRun } from '../runs/index.js';
import { TASK_IDS, type TaskId } from '../tasks/index.js';
import { armRuns, claimText, judgePairs, type ArmRuns, type PairsClaim, type SetRuns } from './armRuns.js';
import { align } from './comparisonTable.js';
import { meanOf, unitDifferences } from './hypotheses/unitDifferences.js';
import { learningRateOf } from './learningRates.js';
import type { Study } from './study.js';
import type { ResultTable } from './tables/resultTable.js';

/** Cross-entropy and soft Dice of every image, smoothed by 1: as the authors of AIDE train. */
const LOSS = 'softDice:epsilon=1+crossEntropy';
/**
 * Of the authors' code: the trust in the other network rises over the first fifth (20 of 100 epochs), agreement weighs 10,
 * the worst quarter of labels is replaced. They replace after each of the first 20 epochs and then after every tenth; here
 * after every tenth of the training.
 */
const TEACHING = { warmUp: 0.2, agreement: 10, corrections: 9, replaced: 0.25 };
/** Of the masks with a target: a quarter of them each eroded, dilated, shifted, dropped. */
const NOISE = { share: 0.6, pixels: 3 };
/** Deals the patients: the first seed with which, in the full study, every single labelled patient has a target. */
const DEALT = 3;
const FEW = [1, 3, 10];
const TAUGHT = [1, 3];

const PRESETS = {
  quick: { patients: 12, steps: 40, folds: [0] },
  full: { patients: 36, steps: 120, folds: [0, 1] },
} as const;

/** An arm: what it is called, and how its recipe parts from that of all labels. */
interface Arm {
  id: string;
  title: string;
  patients?: number;
  labels?: LabelSettings;
  mutual?: true;
}

/** In the order in which they are trained: a network that labels images comes before those that learn from its labels. */
export const FEW_LABELS_ARMS: readonly Arm[] = [
  { id: 'all', title: 'all labels' },
  ...FEW.map((n): Arm => ({ id: `few ${n}`, title: `${patients(n)} only`, patients: n })),
  ...TAUGHT.flatMap((n): Arm[] => [
    { id: `pseudo ${n}`, title: `${patients(n)}, naive pseudo-labels`, labels: { labelled: n } },
    { id: `AIDE ${n}`, title: `${patients(n)}, AIDE`, labels: { labelled: n }, mutual: true },
  ]),
  { id: 'noisy', title: 'noisy labels', labels: { noise: NOISE } },
  { id: 'AIDE noisy', title: 'noisy labels, AIDE', labels: { noise: NOISE }, mutual: true },
];

function patients(n: number): string {
  return n === 1 ? '1 labelled patient' : `${n} labelled patients`;
}

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

/** Two networks that teach each other, where labels are few or wrong. */
export const fewLabels: Study = {
  id: 'few-labels',
  title: 'Few labels, and wrong ones',
  paper:
    'Wang, Li, Wang et al., "Annotation-efficient deep learning for automatic medical image segmentation" (AIDE), Nature ' +
    'Communications 2021, s41467-021-26216-9',
  question:
    'What share of the gap to all labels do two networks close that teach each other, where labels are few or wrong?',
  expectation:
    'Most where three patients already teach what a target looks like and the images without labels add its variety; little where one ' +
    'patient does not; and with wrong labels, for a small loss tells a right one.',
  notShown: [
    'Smaller than the comparison: 36 synthetic patients of two images of 64 × 64, two folds, 120 steps of 4 images, one seed.',
    'AIDE as published keeps the largest part of a prediction, trains 100 epochs with Adam (amsgrad) at 1e-4 and picks its best epoch; here every ' +
      'part of the prediction stays, the recipe is the workbook’s, and nothing is picked. Labels are corrected after each tenth of the training.',
    'The four copies are the flips of an image and the half turn, not random turns. Whether the agreement is a mean over classes is assumed.',
    'The noise is made up: real readers err otherwise. The first network of the two is the one that is tried.',
  ],
  tasks: TASK_IDS,
  presets: {
    quick: 'all arms on one task, twelve patients, one fold, 40 steps',
    full: `${FEW_LABELS_ARMS.length} arms on six synthetic tasks, two folds: 36 patients, 120 steps`,
  },
  recipes({ preset, tasks }) {
    return preset === 'quick' ? recipesOf('quick', tasks.slice(0, 1)) : recipesOf('full', tasks);
  },
  report(runs) {
    const sets = setsOf(runs);
    const claims = FEW_LABELS_CLAIMS.map((claim) => claimText(claim, judgePairs(claim, sets)));
    return {
      text: [...sets.map(setText), ...claims].join('\n\n'),
      tables: [fewLabelsTable(sets)],
    };
  },
};

function recipesOf(preset: keyof typeof PRESETS, tasks: readonly TaskId[]): Recipe[] {
  const { folds } = PRESETS[preset];
  return folds.flatMap((fold) =>
    tasks.flatMap((task) =>
      FEW_LABELS_ARMS.filter(({ patients: n = 0 }) => 2 * n < PRESETS[preset].patients).map((arm) =>
        recipeOf(arm, preset, task, fold),
      ),
    ),
  );
}

function recipeOf(arm: Arm, preset: keyof typeof PRESETS, task: TaskId, fold: number): Recipe {
  const { patients: all, steps } = PRESETS[preset];
  const { labels, mutual } = arm;
  const start =
    labels && 'labelled' in labels ? FEW_LABELS_ARMS.find(({ patients: n }) => n === labels.labelled) : undefined;
  const procedure =
    labels &&
    (mutual ? { id: 'mutualTeaching' as const, labels, teaching: TEACHING } : { id: 'givenLabels' as const, labels });
  return {
    study: 'few-labels',
    arm: arm.id,
    data: { task, multiClass: false, size: 64, synthetic: { seed: 1, patients: all, imagesPerPatient: 2 } },
    split: { folds: 2, fold, seed: DEALT, ...(arm.patients !== undefined && { patients: arm.patients }) },
    seed: 1,
    training: {
      ...DEFAULT_TRAINING,
      batch: 4,
      per: 'image',
      phases: [{ loss: LOSS, steps, learningRate: learningRateOf('softDice+crossEntropy') }],
      ...(procedure && { procedure }),
    },
    ...(start && { start: recipeOf(start, preset, task, fold) }),
  };
}

/** The runs by task, of the preset of which there are more. */
export function setsOf(runs: readonly StoredRun[]): SetRuns[] {
  const found = (['full', 'quick'] as const).map((preset) => {
    const recipes = recipesOf(preset, preset === 'quick' ? TASK_IDS : fewLabels.tasks);
    return armRuns(recipes, runs).filter(({ arms }) => [...arms.values()].some((arm) => arm.runs.length > 0));
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
  const n = /^(?:pseudo|AIDE) (\d+)$/.exec(one.arm)?.[1];
  const [low, high] = [
    arms.get(n === undefined ? (one.arm === 'AIDE noisy' ? 'noisy' : '') : `few ${n}`),
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
