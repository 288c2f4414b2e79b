import { startEngine, type EngineName } from '../engine/index.js';
import type { Sample } from '../tasks/index.js';
import type { RunReport, RunResult } from '../training/index.js';
import { UserError } from '../userError.js';
import { executeRun } from './executeRun.js';
import type { RunPlan } from './planRuns.js';

/** What a training process is told, in this order: the engine, every sample, then one plan after another. */
export type ToTrainProcess = { engine: EngineName } | { sample: Sample } | { plan: RunPlan };

/** What a training process tells. */
export type FromTrainProcess = { report: RunReport } | { result: RunResult } | { error: string; user: boolean };

// This file is the main module of a forked process; others import its types alone.
const samples: Sample[] = [];
let engine: Promise<unknown>;
const tell = (message: FromTrainProcess) => new Promise<void>((resolve) => process.send!(message, () => resolve()));

process.on('disconnect', () => process.exit());
process.on('message', async (message: ToTrainProcess) => {
  if ('engine' in message) engine = startEngine({ only: message.engine });
  else if ('sample' in message) samples.push(message.sample);
  else {
    try {
      await engine;
      await tell({ result: await executeRun(samples, message.plan, (report) => tell({ report })) });
    } catch (error) {
      const user = error instanceof UserError;
      await tell({ error: user ? error.message : String((error as Error).stack ?? error), user });
    }
  }
});
