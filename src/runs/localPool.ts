import { availableParallelism } from 'node:os';
import { startEngine } from '../engine/index.js';
import { progress, type Progress } from '../progress.js';
import { refuseFewPatients } from '../tasks/index.js';
import { executeRun, type RunReport } from './executeRun.js';
import type { Recipe } from './recipe.js';
import { loadSource, type Folders } from './recipeData.js';
import { revisionsLike } from './revisions.js';
import { runKey } from './runKey.js';
import type { RunStore } from './runStore.js';
import { keyOf, storedRun, type StoredRun } from './storedRun.js';
import { startWorker, type Worker } from './worker.js';

export interface PoolOptions {
  store: RunStore;
  folders?: Folders;
  /** Training processes at once; 0 trains in this process. Default: one per core. */
  processes?: number;
  /** Runs that are known beside those of the store: such as a results file holds. */
  known?: readonly StoredRun[];
  /** Told of each run as it ends. */
  onDone?(run: StoredRun): void;
}

/** How often it is looked whether a run that another process does is done. */
const LOOK_MS = 2000;

interface Job {
  recipe: Recipe;
  data: string;
  key: string;
  /** The keys that it has with the revisions of the code that give the same. */
  same: string[];
  /** The key of the run it starts from. */
  start?: string;
}

/**
 * Does the runs that the store does not hold yet, several at once, and stores each as it ends: what is interrupted goes
 * on where it was. A run that another process on the same store is doing is waited for, not done twice. Shows how far it
 * is.
 *
 * @returns the results, in the order of the recipes
 */
export async function runAll(recipes: readonly Recipe[], options: PoolOptions): Promise<StoredRun[]> {
  const { store, folders = {}, processes = availableParallelism(), known = [], onDone } = options;
  const jobs = await jobsOf(recipes, folders);
  const results = new Map(known.map((run) => [run.key, run]));
  const look = (job: Job) => {
    // A revision of the code that was shown to give the same has done it as well.
    for (const key of [job.key, ...job.same]) {
      const run = results.get(key) ?? store.read(key);
      if (run) return results.set(job.key, run).get(job.key);
    }
    return undefined;
  };
  const pending = unique(jobs).filter((job) => !look(job));
  if (pending.length > 0) {
    const engine = await startEngine();
    const shown = showRuns(pending, unique(jobs).length);
    const workers: Worker[] = [];
    /** The next job that can be done, with its claim; 'wait' where all that are left are others' or wait for others. */
    const next = (): { job: Job; release: () => void } | 'wait' | undefined => {
      for (const job of pending) {
        if (look(job)) continue;
        if (job.start && !results.has(job.start) && pending.some((other) => other.key === job.start)) continue;
        const release = store.claim(job.key);
        if (!release) continue;
        // Done between the look and the claim.
        if (look(job)) release();
        else return { job, release };
      }
      return pending.every((job) => results.has(job.key)) ? undefined : 'wait';
    };
    const serve = async (run: Worker['run']) => {
      for (let found = next(); found; found = next()) {
        if (found === 'wait') {
          await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
          continue;
        }
        const { job, release } = found;
        try {
          const start =
            job.start === undefined ? undefined : store.parameters(results.get(job.start)?.key ?? job.start);
          const { run: trained, parameters } = await run(job.recipe, folders, start, (report) =>
            shown.report(job, report),
          );
          const stored = storedRun(job.recipe, job.data, `${engine.name} ${engine.version}`, trained);
          store.write(stored, parameters);
          results.set(job.key, stored);
          onDone?.(stored);
        } finally {
          release();
        }
      }
    };
    const serveFromProcess = async () => {
      const worker = await startWorker(engine.name);
      workers.push(worker);
      await serve(worker.run);
    };
    try {
      if (processes === 0)
        await serve((recipe, among, startParameters, onReport) =>
          executeRun(recipe, { folders: among, startParameters, onReport }),
        );
      else await Promise.all(Array.from({ length: Math.min(processes, pending.length) }, serveFromProcess));
    } finally {
      // Also where one run failed: the others are not waited for.
      workers.forEach((worker) => worker.end());
    }
    shown.end();
  }
  return jobs.map(({ key, recipe }) => ({ ...results.get(key)!, recipe }));
}

/** Keys need the images' hash, so each source of images is read once, one after another. */
async function jobsOf(recipes: readonly Recipe[], folders: Folders): Promise<Job[]> {
  const jobs: Job[] = [];
  const [, ...revisions] = revisionsLike();
  for (const recipe of recipes) {
    const { task, hash: data } = await loadSource(recipe.data, folders);
    // Before anything is claimed or trained.
    refuseFewPatients(new Set(task.samples.map(({ patient }) => patient)).size, recipe.split.folds);
    jobs.push({
      recipe,
      data,
      key: keyOf(recipe, data),
      same: revisions.map((code) => runKey(recipe, data, code)),
      ...(recipe.start && { start: keyOf(recipe.start, data) }),
    });
  }
  return jobs;
}

function unique(jobs: readonly Job[]): Job[] {
  return [...new Map(jobs.map((job) => [job.key, job])).values()];
}

/** Steps of a run, those of the run it starts from aside. */
export function stepsOf({ training }: Recipe): number {
  return training.phases.reduce((sum, phase) => sum + phase.steps, 0);
}

function showRuns(pending: readonly Job[], total: number) {
  const stored = total - pending.length;
  const label = `Training ${total} networks${stored > 0 ? `, ${stored} of them done before` : ''}`;
  const all = pending.reduce((sum, { recipe }) => sum + stepsOf(recipe), 0);
  let shown: Progress | undefined;
  const steps = new Map<string, number>();
  return {
    report({ key, recipe }: Job, { step, loss, heldOutDice }: RunReport) {
      // From the first report on: the start of the processes would spoil the estimate of the time left.
      shown ??= progress(label, all);
      steps.set(key, step);
      const done = [...steps.values()].reduce((sum, value) => sum + value, 0);
      const { arm, data, split } = recipe;
      shown.update(
        done,
        `${data.task} ${arm}, fold ${split.fold + 1}: loss ${loss.toFixed(3)}, held-out Dice ${heldOutDice.toFixed(3)}`,
      );
    },
    end: () => shown?.end(),
  };
}
