import { endWithParent } from '../endWithParent.js';
import { startEngine, type EngineName } from '../engine/index.js';
import { UserError } from '../userError.js';
import { doRun } from './doRun.js';
import type { DoneRun } from './executeRun.js';
import type { Recipe } from './recipe.js';
import type { Folders } from './recipeData.js';
import type { RunReport } from './executeRun.js';

/** What a training process is told: the engine first, then one run after another. */
export type ToTrainProcess =
  { engine: EngineName } | { recipe: Recipe; folders: Folders; startParameters?: Float32Array | undefined };

/** What a training process tells. */
export type FromTrainProcess = { report: RunReport } | { done: DoneRun } | { error: string; user: boolean };

// This file is the main module of a forked process; others import its types alone.
let engine: Promise<unknown>;
const tell = (message: FromTrainProcess) =>
  new Promise<void>((resolve) => process.send!(message, undefined, undefined, () => resolve()));

// The parent has gone: nobody will hear of the result.
process.on('disconnect', () => process.exit());
endWithParent();
// Ctrl-C reaches every process of a terminal; the parent decides what becomes of the run.
process.on('SIGINT', () => undefined);
process.on('message', async (message: ToTrainProcess) => {
  if ('engine' in message) {
    engine = startEngine({ only: message.engine });
    return;
  }
  try {
    await engine;
    const { recipe, folders, startParameters } = message;
    const done = await doRun(recipe, { folders, startParameters, onReport: (report) => tell({ report }) });
    await tell({ done });
  } catch (error) {
    const user = error instanceof UserError;
    await tell({ error: user ? error.message : String((error as Error).stack ?? error), user });
  }
});
