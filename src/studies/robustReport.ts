import { signedText } from '../decimalText.js';
import {
  bootstrapStatistics,
  differenceVerdict,
  holm,
  lowestMean,
  type DifferenceVerdict,
} from '../evaluation/index.js';
import type { StoredRun } from '../runs/index.js';
import type { TaskId } from '../tasks/index.js';
import { isAlive, scored } from './comparison.js';
import { overTasks } from './hypotheses/overTasks.js';
import type { HypothesisVerdict, TaskVerdict } from './hypotheses/hypothesis.js';
import { armName, FACTORS, ROBUST_ARMS, type RobustArm } from './robustArms.js';
import { SMALL_WORDS } from './smallTasks.js';
import type { ResultTable } from './tables/resultTable.js';
import { tableText } from './tables/writeTable.js';
import type { StudyReport } from './study.js';

/** The shares of patients whose mean Dice is the outcome; the second decides, the first must not speak against it. */
const SHARES = [0.05, 0.25] as const;
export const OUTCOMES = ['lowest 5 %', 'lowest 25 %', 'mean'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What of one task is compared, by id: each factor over all settings of the others, and all three against none. */
export const CONTRASTS = [
  ...FACTORS.map(({ id, title }) => ({ id, title })),
  { id: 'all', title: 'all three' },
] as const;

/** What a factor does to an outcome on one task. */
export interface RobustEffect {
  task: TaskId;
  contrast: (typeof CONTRASTS)[number]['id'];
  outcome: Outcome;
  value: number;
  lower: number;
  upper: number;
  verdict: DifferenceVerdict;
}

/** The Dice of each patient with a target, arm by arm, of a task on which every arm is whole and lives. */
interface TaskScores {
  task: TaskId;
  patients: number;
  /** In the order of the arms, then of the patients. */
  dice: number[][];
}

/**
 * What each factor does, task by task: the mean over the settings of the two others of outcome with less outcome without,
 * with a bootstrap over patients; Holm's correction over the twelve of a task, smallest difference that counts .01.
 */
export function robustEffects(runs: readonly StoredRun[]): RobustEffect[] {
  return tasksOf(runs).flatMap((task) => {
    const scores = scoresOf(runs, task);
    if (typeof scores === 'string') return [];
    const found = bootstrapStatistics(scores.patients, (drawn) => {
      const byArm = scores.dice.map((dice) => outcomesOf(drawn.map((k) => dice[k]!)));
      return CONTRASTS.flatMap(({ id }) => OUTCOMES.map((_, o) => contrast(id, (arm) => byArm[arm]![o]!)));
    });
    const corrected = holm(found.map(({ pTwoSided }) => pTwoSided));
    return CONTRASTS.flatMap(({ id }, c) =>
      OUTCOMES.map((outcome, o): RobustEffect => {
        const k = c * OUTCOMES.length + o;
        const { value, lower, upper } = found[k]!;
        const verdict = differenceVerdict({ mean: value, lower, upper, p: corrected[k]! });
        return { task, contrast: id, outcome, value, lower, upper, verdict };
      }),
    );
  });
}

function outcomesOf(dice: readonly number[]): number[] {
  return [...SHARES.map((share) => lowestMean(dice, share)), mean(dice)];
}

/** The mean difference of the pairs of arms that differ in the factor alone; of `all` of the last arm and the first. */
function contrast(id: RobustEffect['contrast'], outcome: (arm: number) => number): number {
  if (id === 'all') return outcome(ROBUST_ARMS.length - 1) - outcome(0);
  const factor = FACTORS.findIndex((one) => one.id === id);
  const signs = ROBUST_ARMS.map((arm, k) => (arm[factor] ? outcome(k) : -outcome(k)));
  return (2 * signs.reduce((a, b) => a + b, 0)) / ROBUST_ARMS.length;
}

/** The scores of a task, or why there are none. */
function scoresOf(runs: readonly StoredRun[], task: TaskId): TaskScores | string {
  const ofTask = runs.filter(({ recipe }) => recipe.data.task === task);
  const arms = ROBUST_ARMS.map((arm) => ({ name: armName(arm), units: diceByPatient(runsOf(ofTask, arm)) }));
  const dead = ofTask
    .filter((run) => !isAlive(run))
    .map(({ recipe }) => `${recipe.arm} (fold ${recipe.split.fold + 1})`);
  if (dead.length > 0) return `collapsed: ${dead.join('; ')}`;
  const first = [...(arms[0]?.units.keys() ?? [])].sort();
  const lacking = arms.filter(
    ({ units }) => units.size !== first.length || first.some((patient) => !units.has(patient)),
  );
  if (first.length < 2 || lacking.length > 0)
    return `missing: ${lacking.map(({ name }) => name).join('; ') || 'all runs'}`;
  return { task, patients: first.length, dice: arms.map(({ units }) => first.map((patient) => units.get(patient)!)) };
}

const runsOf = (runs: readonly StoredRun[], arm: RobustArm) => runs.filter(({ recipe }) => recipe.arm === armName(arm));

/** A patient is scored by the network that has not seen it; one without a target has no score. */
function diceByPatient(runs: readonly StoredRun[]): Map<string, number> {
  return new Map(runs.flatMap((run) => scored(run, 'patient').map(({ patient, dice }) => [patient, dice] as const)));
}

const tasksOf = (runs: readonly StoredRun[]): TaskId[] => [...new Set(runs.map(({ recipe }) => recipe.data.task))];
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Written before the first run. */
const RULE =
  'Rule, written before the first run: on a task a contrast holds where the lowest 25 % are decidedly greater (p of 5 000 bootstrap samples of patients at most .05 after Holm over ' +
  'the twelve numbers of the task, and more than .01) and the lowest 5 % not decidedly less; it is contradicted where either is decidedly less. Confirmed: holds on four tasks or more, ' +
  'contradicted on none. Refuted: contradicted on four or more, or on one while it holds on none. Else not decided.';

/** What the rule says of each contrast. */
export function robustVerdicts(runs: readonly StoredRun[]): HypothesisVerdict[] {
  const effects = robustEffects(runs);
  return CONTRASTS.map(({ id, title }) =>
    overTasks(
      title,
      tasksOf(runs).map((task): TaskVerdict => {
        const scores = scoresOf(runs, task);
        if (typeof scores === 'string')
          return { task, holds: 'no results', numbers: scores, pending: scores.startsWith('missing') };
        const of = (outcome: Outcome) =>
          effects.find((one) => one.task === task && one.contrast === id && one.outcome === outcome)!;
        const [least, quarter] = [of('lowest 5 %'), of('lowest 25 %')];
        const against = [least, quarter].some(({ verdict }) => verdict === 'less');
        return {
          task,
          holds: against ? 'contradicted' : quarter.verdict === 'greater' ? 'holds' : 'neither',
          numbers: [quarter, least, of('mean')].map((one) => `${one.outcome} ${told(one)}`).join('; '),
          pending: false,
        };
      }),
    ),
  );
}

const told = ({ value, lower, upper }: RobustEffect) =>
  `${signedText(value)} [${signedText(lower)}, ${signedText(upper)}]`;

/** The tables of the study: the arms, the effects, the verdicts. */
export function robustReport(runs: readonly StoredRun[]): StudyReport {
  const verdicts = robustVerdicts(runs);
  const tables = [armTable(runs), effectTable(robustEffects(runs)), verdictTable(verdicts)];
  return { text: [...tables.map(tableText), RULE].join('\n\n'), tables };
}

function armTable(runs: readonly StoredRun[]): ResultTable {
  return {
    id: 'robust-arms',
    title: 'Dice of the patients who fare worst, and of all',
    caption: `Means over patients with a target of ${SMALL_WORDS}; the lowest 5 % are two or three patients.`,
    columns: [
      { key: 'task', heading: 'task' },
      { key: 'arm', heading: 'loss, sampler, optimiser' },
      { key: 'patients', heading: 'patients', decimals: 0 },
      ...OUTCOMES.map((outcome) => ({ key: outcome, heading: outcome })),
      { key: 'collapsed', heading: 'collapsed' },
    ],
    rows: tasksOf(runs).flatMap((task) =>
      ROBUST_ARMS.flatMap((arm) => {
        const of = runsOf(
          runs.filter(({ recipe }) => recipe.data.task === task),
          arm,
        );
        if (of.length === 0) return [];
        const dice = [...diceByPatient(of).values()];
        const dead = of.filter((run) => !isAlive(run)).length;
        const values = dead > 0 || dice.length === 0 ? [] : outcomesOf(dice);
        return {
          task,
          arm: armName(arm),
          patients: dice.length,
          ...Object.fromEntries(OUTCOMES.map((outcome, o) => [outcome, values[o]])),
          collapsed: `${dead} of ${of.length}`,
        };
      }),
    ),
  };
}

function effectTable(effects: readonly RobustEffect[]): ResultTable {
  return {
    id: 'robust-effects',
    title: 'What each factor does',
    caption:
      'Outcome with the factor less outcome without, mean over the settings of the other two; all three: the last arm less the first. With 95 % intervals over patients.',
    columns: [
      { key: 'task', heading: 'task' },
      { key: 'contrast', heading: 'factor' },
      { key: 'outcome', heading: 'Dice of' },
      { key: 'value', heading: 'difference', signed: true },
      { key: 'lower', heading: 'from', signed: true },
      { key: 'upper', heading: 'to', signed: true },
      { key: 'verdict', heading: 'verdict' },
    ],
    rows: effects.map((one) => ({ ...one, contrast: CONTRASTS.find(({ id }) => id === one.contrast)?.title })),
  };
}

function verdictTable(verdicts: readonly HypothesisVerdict[]): ResultTable {
  return {
    id: 'robust-verdicts',
    title: 'Does it raise the patients who fare worst?',
    caption: 'By the rule that was written before the first run.',
    columns: [
      { key: 'id', heading: 'what is changed' },
      { key: 'verdict', heading: 'verdict' },
      { key: 'summary', heading: 'tasks' },
    ],
    rows: verdicts.map(({ id, verdict, summary }) => ({ id, verdict, summary })),
  };
}
