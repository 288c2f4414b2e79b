import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { EngineName } from '../engine/index.js';
import { UserError } from '../userError.js';
import type { DoneRun, RunReport } from './executeRun.js';
import type { Recipe } from './recipe.js';
import type { Folders } from './recipeData.js';
import type { FromTrainProcess, ToTrainProcess } from './trainProcess.js';

/** A training process has ended before its run was done. */
export class WorkerEnded extends UserError {}

/** A process that trains, one run at a time. */
export interface Worker {
  run(
    recipe: Recipe,
    folders: Folders,
    start: Float32Array | undefined,
    onReport: (report: RunReport) => void,
  ): Promise<DoneRun>;
  end(): void;
}

/** What is said of images while they are read: who has planned the runs has read the same before, and has said it. */
const OF_IMAGES = /^(warning: |Reading )/;

/**
 * Starts a process that trains with one thread; it loads the images of its recipes itself.
 *
 * One process per core with one thread each: small convolutions gain little from a second thread (measured on two
 * cores: a step of 8 images of 64×64 took 48 ms with one thread and 38 ms with two), so two runs side by side end
 * sooner than one after the other. One thread also makes a result independent of the number of cores.
 */
export async function startWorker(engine: EngineName): Promise<Worker> {
  const child = fork(fileURLToPath(new URL('./trainProcess.js', import.meta.url)), {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['inherit', 'inherit', 'pipe', 'ipc'],
    env: { ...process.env, TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1', OMP_NUM_THREADS: '1' },
  });
  createInterface({ input: child.stderr! }).on('line', (line) => {
    if (!OF_IMAGES.test(line)) process.stderr.write(`${line}\n`);
  });
  await send(child, { engine }).catch(() => undefined);
  return {
    run: (recipe, folders, startParameters, onReport) =>
      new Promise((resolve, reject) => {
        const settle = (done: () => void) => {
          child.off('message', onMessage).off('close', onExit);
          done();
        };
        const onMessage = (message: FromTrainProcess) => {
          if ('report' in message) onReport(message.report);
          else if ('done' in message) settle(() => resolve(message.done));
          else settle(() => reject(message.user ? new UserError(message.error) : new Error(message.error)));
        };
        const onExit = (code: number | null, signal: string | null) => settle(() => reject(endedEarly(code, signal)));
        child.on('message', onMessage).on('close', onExit);
        // Why nothing could be sent is that the process has ended, and its end is what is told.
        if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode, child.signalCode);
        else send(child, { recipe, folders, startParameters }).catch(() => undefined);
      }),
    end: () => void child.kill('SIGKILL'),
  };
}

function send(child: ChildProcess, message: ToTrainProcess): Promise<void> {
  return new Promise((resolve, reject) => child.send(message, (error) => (error ? reject(error) : resolve())));
}

function endedEarly(code: number | null, signal: string | null): WorkerEnded {
  const kept = 'What was done is kept: the same command goes on from there';
  return new WorkerEnded(
    signal === null
      ? `a training process ended with code ${code} before its run was done; what it said stands above. ${kept}.`
      : `a training process was ended by ${signal} before its run was done, most likely for want of memory. ${kept}; a smaller \`size\`, \`batch\` or \`features\` takes less memory.`,
  );
}
