import { availableParallelism } from 'node:os';
import type { EngineName } from '../engine/index.js';
import { lossFromSpec } from '../losses/index.js';
import { progress, type Progress } from '../progress.js';
import type { Sample } from '../tasks/index.js';
import type { RunReport, RunResult } from '../training/index.js';
import { executeRun } from './executeRun.js';
import type { RunPlan } from './planRuns.js';
import type { RunStore } from './runStore.js';
import { startWorker, type Worker } from './worker.js';

export interface RunAllOptions {
  store: RunStore;
  engine: EngineName;
  /** Training processes at once; 0 trains in this process. Default: one per core. */
  processes?: number;
}

/**
 * Does the runs that the store does not hold yet, several at once, and stores each as it ends: a comparison that is
 * interrupted goes on where it was. Shows how far it is, with the loss and the validation Dice as they come.
 *
 * @returns the results, in the order of the plans
 */
export async function runAll(
  samples: Sample[],
  plans: RunPlan[],
  { store, engine, processes = availableParallelism() }: RunAllOptions,
): Promise<RunResult[]> {
  const results = new Map(
    plans.flatMap((plan) => [[plan.key, store.read(plan.key)] as const]).filter(([, result]) => result),
  );
  const pending = plans.filter((plan) => !results.has(plan.key));
  if (pending.length > 0) {
    const shown = showRuns(pending, plans.length);
    const workers: Worker[] = [];
    const queue = [...pending];
    const serve = async (run: Worker['run']) => {
      for (let plan = queue.shift(); plan; plan = queue.shift()) {
        const result = await run(plan, (report) => shown.report(plan!, report));
        store.write(plan.key, result);
        results.set(plan.key, result);
      }
    };
    const serveFromProcess = async () => {
      const worker = await startWorker(engine, samples);
      workers.push(worker);
      await serve(worker.run);
    };
    try {
      if (processes === 0) await serve((plan, onReport) => executeRun(samples, plan, onReport));
      else await Promise.all(Array.from({ length: Math.min(processes, pending.length) }, serveFromProcess));
    } finally {
      // Also where one run failed: the others are not waited for.
      workers.forEach((worker) => worker.end());
    }
    shown.end();
  }
  return plans.map((plan) => results.get(plan.key)!);
}

function showRuns(pending: RunPlan[], total: number) {
  const stored = total - pending.length;
  const label = `Training ${total} networks${stored > 0 ? `, ${stored} of them done before` : ''}`;
  let shown: Progress | undefined;
  const steps = new Map<string, number>();
  return {
    report(plan: RunPlan, { step, loss, validationDice }: RunReport) {
      // From the first report on: the start of the processes would spoil the estimate of the time left.
      shown ??= progress(
        label,
        pending.reduce((sum, one) => sum + one.steps, 0),
      );
      steps.set(plan.key, step);
      const done = [...steps.values()].reduce((sum, value) => sum + value, 0);
      shown.update(
        done,
        `${lossFromSpec(plan.loss).title}, fold ${plan.fold + 1}: loss ${loss.toFixed(3)}, validation Dice ${validationDice.toFixed(3)}`,
      );
    },
    end: () => shown?.end(),
  };
}
