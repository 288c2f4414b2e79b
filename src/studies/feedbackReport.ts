import type { StoredRun } from '../runs/index.js';
import type { TaskId } from '../tasks/index.js';
import { isAlive, scored } from './comparison.js';
import { overTasks } from './hypotheses/overTasks.js';
import type { HypothesisVerdict, TaskVerdict } from './hypotheses/hypothesis.js';
import { told, unitDifferences, type Unit, type UnitDifference } from './hypotheses/unitDifferences.js';
import { SMALL_WORDS } from './smallTasks.js';
import type { StudyReport } from './study.js';
import type { ResultTable } from './tables/resultTable.js';
import { tableText } from './tables/writeTable.js';

/** The arms in the order of tables: the loop's two passes are of one training. */
export const FEEDBACK_ARMS = [
  { id: 'equal parameters', title: 'U-Net of equal parameters' },
  { id: 'trained as long', title: 'U-Net trained as long' },
  { id: 'first pass', title: 'feedback loop, first pass' },
  { id: 'second pass', title: 'feedback loop, second pass' },
] as const;
type ArmId = (typeof FEEDBACK_ARMS)[number]['id'];

/** What the second pass is compared with. */
export const FEEDBACK_BASELINES: readonly ArmId[] = ['first pass', 'equal parameters', 'trained as long'];

/** The second pass less another arm on one task. */
export interface FeedbackEffect extends UnitDifference {
  task: TaskId;
  baseline: ArmId;
}

/** The runs of an arm: those of the loop, with the counts of the pass. */
function armRuns(runs: readonly StoredRun[], arm: ArmId): StoredRun[] {
  const loop = runs.filter(({ recipe }) => recipe.arm === 'feedback');
  if (arm === 'second pass') return loop;
  if (arm !== 'first pass') return runs.filter(({ recipe }) => recipe.arm === arm);
  return loop.map((run) => {
    const pixels = new Map(run.images.map((image) => [image.id, image.pixels]));
    const images = (run.otherwise?.firstPass ?? []).map((image) => ({ ...image, pixels: pixels.get(image.id) ?? 0 }));
    return { ...run, images };
  });
}

/** Every patient with a target, scored by the network that has not seen it. */
const patientsOf = (runs: readonly StoredRun[]): Unit[] => runs.flatMap((run) => scored(run, 'patient'));

const tasksOf = (runs: readonly StoredRun[]): TaskId[] => [...new Set(runs.map(({ recipe }) => recipe.data.task))];
const ofTask = (runs: readonly StoredRun[], task: TaskId) => runs.filter(({ recipe }) => recipe.data.task === task);

/** Why a task has no results; nothing where it has. */
function obstacle(runs: readonly StoredRun[]): string | undefined {
  const dead = runs.filter((run) => !isAlive(run)).map(({ recipe }) => `${recipe.arm} (fold ${recipe.split.fold + 1})`);
  if (dead.length > 0) return `collapsed: ${dead.join('; ')}`;
  const names = FEEDBACK_ARMS.map(({ id }) => ({
    id,
    patients: patientsOf(armRuns(runs, id))
      .map(({ patient }) => patient)
      .sort()
      .join(),
  }));
  const lacking = names.filter(({ patients }) => patients === '' || patients !== names[0]!.patients);
  return lacking.length > 0 ? `missing: ${lacking.map(({ id }) => id).join('; ')}` : undefined;
}

/** The differences of each task, Holm's correction over its three. */
export function feedbackEffects(runs: readonly StoredRun[]): FeedbackEffect[] {
  return tasksOf(runs).flatMap((task) => {
    const own = ofTask(runs, task);
    if (obstacle(own) !== undefined) return [];
    const second = patientsOf(armRuns(own, 'second pass'));
    return unitDifferences(FEEDBACK_BASELINES.map((arm) => [second, patientsOf(armRuns(own, arm))])).map((one, k) => ({
      ...one,
      task,
      baseline: FEEDBACK_BASELINES[k]!,
    }));
  });
}

/** Written before the first run. */
const RULE =
  'Rule, written before the first run: on a task the loop wins over an arm where the mean Dice per patient of its second pass is decidedly greater (p of the paired bootstrap over patients at ' +
  'most .05 after Holm over the three differences of the task, and more than .01), and loses where it is decidedly less. Confirmed: wins on four tasks or more, loses on none. Refuted: loses on four or ' +
  'more, or on one while it wins on none. Else not decided.';

/** What the rule says of the second pass beside each other arm. */
export function feedbackVerdicts(runs: readonly StoredRun[]): HypothesisVerdict[] {
  const effects = feedbackEffects(runs);
  return FEEDBACK_BASELINES.map((baseline) =>
    overTasks(
      FEEDBACK_ARMS.find(({ id }) => id === baseline)!.title,
      tasksOf(runs).map((task): TaskVerdict => {
        const effect = effects.find((one) => one.task === task && one.baseline === baseline);
        if (!effect) {
          const why = obstacle(ofTask(runs, task)) ?? '';
          return { task, holds: 'no results', numbers: why, pending: why.startsWith('missing') };
        }
        const { verdict } = effect;
        return {
          task,
          holds: verdict === 'greater' ? 'holds' : verdict === 'less' ? 'contradicted' : 'neither',
          numbers: told(effect),
          pending: false,
        };
      }),
    ),
  );
}

/** The tables of the study: the arms, what the second pass corrects, the differences, the verdicts. */
export function feedbackReport(runs: readonly StoredRun[]): StudyReport {
  const tables = [
    armTable(runs),
    correctionTable(runs),
    effectTable(feedbackEffects(runs)),
    verdictTable(feedbackVerdicts(runs)),
  ];
  return { text: [...tables.map(tableText), RULE].join('\n\n'), tables };
}

function armTable(runs: readonly StoredRun[]): ResultTable {
  return {
    id: 'feedback-arms',
    title: 'Dice per patient',
    caption: `Means over patients with a target of ${SMALL_WORDS}; collapsed runs are in no mean.`,
    columns: [
      { key: 'task', heading: 'task' },
      { key: 'arm', heading: 'arm' },
      { key: 'patients', heading: 'patients', decimals: 0 },
      { key: 'dice', heading: 'mean Dice' },
      { key: 'collapsed', heading: 'collapsed' },
    ],
    rows: tasksOf(runs).flatMap((task) =>
      FEEDBACK_ARMS.flatMap(({ id, title }) => {
        const all = armRuns(ofTask(runs, task), id);
        const patients = patientsOf(all.filter(isAlive));
        const dice = patients.reduce((sum, one) => sum + one.dice, 0) / patients.length;
        const collapsed = `${all.filter((run) => !isAlive(run)).length} of ${all.length}`;
        return all.length === 0 ? [] : [{ task, arm: title, patients: patients.length, dice, collapsed }];
      }),
    ),
  };
}

/** Pixels of all held-out images by pass. */
function correctionTable(runs: readonly StoredRun[]): ResultTable {
  const sum = (list: readonly StoredRun[], of: 'tp' | 'fp' | 'fn') =>
    list.reduce((all, { images }) => all + images.reduce((n, { counts }) => n + counts[0]![of], 0), 0);
  return {
    id: 'feedback-corrections',
    title: 'What the second pass corrects',
    caption: 'Pixels of all held-out images, second pass less first: found of the target, falsely marked, missed.',
    columns: [
      { key: 'task', heading: 'task' },
      { key: 'tp', heading: 'true positives', decimals: 0, signed: true },
      { key: 'fp', heading: 'false positives', decimals: 0, signed: true },
      { key: 'fn', heading: 'false negatives', decimals: 0, signed: true },
      { key: 'target', heading: 'target', decimals: 0 },
    ],
    rows: tasksOf(runs).flatMap((task) => {
      const [first, second] = (['first pass', 'second pass'] as const).map((arm) => armRuns(ofTask(runs, task), arm));
      if (!second?.length) return [];
      const change = (of: 'tp' | 'fp' | 'fn') => sum(second, of) - sum(first!, of);
      return [
        { task, tp: change('tp'), fp: change('fp'), fn: change('fn'), target: sum(second, 'tp') + sum(second, 'fn') },
      ];
    }),
  };
}

function effectTable(effects: readonly FeedbackEffect[]): ResultTable {
  return {
    id: 'feedback-effects',
    title: 'The second pass less each other arm',
    caption: 'Mean paired difference in Dice per patient with its 95 % interval.',
    columns: [
      { key: 'task', heading: 'task' },
      { key: 'baseline', heading: 'less' },
      { key: 'mean', heading: 'difference', signed: true },
      { key: 'lower', heading: 'from', signed: true },
      { key: 'upper', heading: 'to', signed: true },
      { key: 'verdict', heading: 'verdict' },
    ],
    rows: effects.map((one) => ({ ...one })),
  };
}

function verdictTable(verdicts: readonly HypothesisVerdict[]): ResultTable {
  return {
    id: 'feedback-verdicts',
    title: 'Does feeding back raise Dice per patient?',
    caption: 'The second pass beside each other arm, by the rule that was written before the first run.',
    columns: [
      { key: 'id', heading: 'second pass beside' },
      { key: 'verdict', heading: 'verdict' },
      { key: 'summary', heading: 'tasks' },
    ],
    rows: verdicts.map(({ id, verdict, summary }) => ({ id, verdict, summary })),
  };
}
