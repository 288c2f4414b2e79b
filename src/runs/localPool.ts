import { availableParallelism } from 'node:os';
import { startEngine } from '../engine/index.js';
import { progress, type Progress } from '../progress.js';
import { UserError } from '../userError.js';
import { doRun } from './doRun.js';
import type { RunReport } from './executeRun.js';
import { planRuns, uniqueRuns, type PlannedRun } from './plannedRun.js';
import type { Recipe } from './recipe.js';
import type { Folders } from './recipeData.js';
import type { RunStore } from './runStore.js';
import { storedRun, type StoredRun } from './storedRun.js';
import { startWorker, WorkerEnded, type Worker } from './worker.js';

export interface PoolOptions {
  store: RunStore;
  folders?: Folders;
  /** Training processes at once; 0 trains in this process. Default: one per core. */
  processes?: number;
  /** Runs that are known beside those of the store: such as a results file holds. */
  known?: readonly StoredRun[];
  /** Told of each run as it ends. */
  onDone?(run: StoredRun): void;
  /**
   * Told once of each run that cannot be done, such as a training that diverges: which one and why, in a sentence. It is
   * left out then; without `onFailed` the sentences are thrown when all other runs are done.
   */
  onFailed?(sentence: string): void;
}

/** How often it is looked whether a run that another process does is done. */
const LOOK_MS = 2000;

/**
 * Does the runs that the store does not hold yet, several at once, and stores each as it ends: what is interrupted goes
 * on where it was. A run that another process on the same store is doing is waited for, not done twice. One that fails
 * does not end the others; the store notes it, so that it is not tried again and again. Shows how far it is.
 *
 * @returns the results, in the order of the recipes, without those that failed
 * @throws UserError where a run failed and `onFailed` is not given, or a training process was ended from outside
 */
export async function runAll(recipes: readonly Recipe[], options: PoolOptions): Promise<StoredRun[]> {
  const { store, folders = {}, processes = availableParallelism(), known = [], onDone, onFailed } = options;
  const jobs = await planRuns(recipes, folders);
  const results = new Map(known.map((run) => [run.key, run]));
  const look = (job: PlannedRun) => {
    // A revision of the code that was shown to give the same has done it as well.
    for (const key of [job.key, ...job.same]) {
      const run = results.get(key) ?? store.read(key);
      if (run) return results.set(job.key, run).get(job.key);
    }
    return undefined;
  };
  /** Why runs cannot be done, by their keys. */
  const failures = new Map<string, string>();
  const failed = (job: PlannedRun) => {
    const noted = store.failure(job.key);
    if (noted) failures.set(job.key, `${noted.sentence} (noted in ${noted.path}; without that file it is tried again)`);
    else if (job.start !== undefined && failures.has(job.start))
      failures.set(job.key, 'the run that it goes on from failed');
    return failures.has(job.key);
  };
  const pending = uniqueRuns(jobs).filter((job) => !look(job) && !failed(job));
  if (pending.length > 0) {
    const engine = await startEngine();
    const shown = showRuns(pending, uniqueRuns(jobs).length);
    const workers: Worker[] = [];
    /** The next job that can be done, with its claim; 'wait' where all that are left are others' or wait for others. */
    const next = (): { job: PlannedRun; release: () => void } | 'wait' | undefined => {
      for (const job of pending) {
        if (look(job) || failed(job)) continue;
        if (job.start && !results.has(job.start) && pending.some((other) => other.key === job.start)) continue;
        const release = store.claim(job.key);
        if (!release) continue;
        // Done between the look and the claim.
        if (look(job) || failed(job)) release();
        else return { job, release };
      }
      return pending.every(({ key }) => results.has(key) || failures.has(key)) ? undefined : 'wait';
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
          const done = await run(job.recipe, folders, start, (report) => shown.report(job, report)).catch(
            (error: unknown) => {
              // What ends a process says nothing of its run, and would end the next one too.
              if (!(error instanceof UserError) || error instanceof WorkerEnded) throw error;
              store.fail(job.key, error.message);
            },
          );
          if (!done) continue;
          const { run: trained, parameters } = done;
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
          doRun(recipe, { folders: among, startParameters, onReport }),
        );
      else await Promise.all(Array.from({ length: Math.min(processes, pending.length) }, serveFromProcess));
    } finally {
      // Also where one of them was ended: the others are not waited for.
      workers.forEach((worker) => worker.end());
    }
    shown.end();
  }
  const sentences = jobs.flatMap(({ key, recipe }) => {
    const why = failures.get(key);
    return why === undefined ? [] : [`${nameOf(recipe)} failed: ${why}`];
  });
  if (onFailed) sentences.forEach((sentence) => onFailed(sentence));
  else if (sentences.length > 0) {
    const kept = jobs.length > sentences.length ? ' The other runs are done and kept.' : '';
    throw new UserError(`${sentences.join('. ')}.${kept}`);
  }
  return jobs.flatMap(({ key, recipe }) => {
    const run = results.get(key);
    return run ? [{ ...run, recipe }] : [];
  });
}

/** Which run it is, for messages: `po18 softDice, fold 1`. */
function nameOf({ arm, data, split }: Recipe): string {
  return `${data.task} ${arm}, fold ${split.fold + 1}`;
}

/** Steps of a run, those of the run it starts from aside. */
export function stepsOf({ training }: Recipe): number {
  return training.phases.reduce((sum, phase) => sum + phase.steps, 0);
}

function showRuns(pending: readonly PlannedRun[], total: number) {
  const stored = total - pending.length;
  const label = `Training ${total} networks${stored > 0 ? `, ${stored} of them done before` : ''}`;
  const all = pending.reduce((sum, { recipe }) => sum + stepsOf(recipe), 0);
  let shown: Progress | undefined;
  const steps = new Map<string, number>();
  return {
    report({ key, recipe }: PlannedRun, { step, loss, heldOutDice }: RunReport) {
      // From the first report on: the start of the processes would spoil the estimate of the time left.
      shown ??= progress(label, all);
      steps.set(key, step);
      const done = [...steps.values()].reduce((sum, value) => sum + value, 0);
      shown.update(done, `${nameOf(recipe)}: loss ${loss.toFixed(3)}, held-out Dice ${heldOutDice.toFixed(3)}`);
    },
    end: () => shown?.end(),
  };
}
