import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCost, type PlannedRun } from '../../runs/index.js';
import { UserError } from '../../userError.js';

/** What a workflow folder says of a run, beside its recipe: `plan.json`, which the Snakefile reads. */
export interface WorkflowRun {
  arm: string;
  /** The run it starts from, where that is one of the plan. */
  start?: string;
  /** Estimated, of one processor. */
  seconds: number;
  /** Asked of the cluster. */
  minutes: number;
  memoryMb: number;
  /** Of runs of one group, several may go into one job: they use the same images, and none waits for another. */
  group: string;
}

/** A study's runs by the results file that they go to, whose path is below the workflow folder or absolute. */
export interface WorkflowPlan {
  study: string;
  files: Record<string, Record<string, WorkflowRun>>;
}

/** Slower machines than the one on which the costs were measured, shared discs and the start of a job. */
const TIME_RESERVE = 4;
const LEAST_MINUTES = 5;
const MEMORY_RESERVE = 1.5;

/**
 * The plan of runs, and the recipe of each key. A run that is known under the key of a revision that was shown to give the
 * same keeps that key.
 *
 * @param runs - each key once
 * @param fileOf - the results file of a run
 * @param isKnown - whether a result of that key is there
 */
export function workflowPlan(
  runs: readonly PlannedRun[],
  fileOf: (run: PlannedRun) => string,
  isKnown: (key: string) => boolean,
): { plan: WorkflowPlan; recipes: Map<string, PlannedRun> } {
  const keys = new Map(runs.map(({ key, same }) => [key, [key, ...same].find(isKnown) ?? key]));
  const plan: WorkflowPlan = { study: runs[0]?.recipe.study ?? '', files: {} };
  const recipes = new Map<string, PlannedRun>();
  for (const run of runs) {
    const file = fileOf(run);
    const key = keys.get(run.key) ?? run.key;
    const start = run.start === undefined ? undefined : keys.get(run.start);
    const cost = runCost(run.recipe);
    // Where the network to start from is not there, the run trains it first.
    const before = run.recipe.start && start === undefined ? runCost(run.recipe.start).seconds : 0;
    const seconds = Math.round(cost.seconds + before);
    (plan.files[file] ??= {})[key] = {
      arm: run.recipe.arm,
      ...(start !== undefined && { start }),
      seconds,
      minutes: Math.max(LEAST_MINUTES, Math.ceil((TIME_RESERVE * seconds) / 60)),
      memoryMb: Math.ceil((MEMORY_RESERVE * cost.memoryMb) / 100) * 100,
      group: `${nameOf(file)}${start === undefined ? '' : '-continued'}`,
    };
    recipes.set(key, run);
  }
  return { plan, recipes };
}

const nameOf = (file: string) => /([^/\\]*)\.jsonl$/.exec(file)?.[1] ?? file;

/** The groups of a plan. */
export function groupsOf({ files }: WorkflowPlan): string[] {
  return [...new Set(Object.values(files).flatMap((runs) => Object.values(runs).map(({ group }) => group)))];
}

/** The plan of a workflow folder. */
export function readWorkflowPlan(folder: string): WorkflowPlan {
  try {
    const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as Partial<WorkflowPlan> | null;
    if (typeof plan?.files === 'object') return plan as WorkflowPlan;
  } catch {
    // Told below.
  }
  throw new UserError(
    `${folder} holds no plan.json of a workflow. Name the folder that 'study <id> --workflow <folder>' has written.`,
  );
}
