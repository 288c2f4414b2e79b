import { cpus } from 'node:os';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { startEngine } from '../engine/index.js';
import { executeRun, loadSource, type MeasuredCosts, type SourceCost } from '../runs/index.js';
import { COMPARED_LOSSES, coreRecipe, frozenTasks, taskData } from '../studies/index.js';
import type { StudyTaskId } from '../tasks/index.js';

/** Updates of the runs that are measured: the first half warms up, the second half counts. */
const STEPS = 40;

/** Measures what a run costs on each synthetic task, with each loss, each task in a process of its own: some minutes. */
export async function measureCosts(onTask: (done: number, of: number) => void): Promise<MeasuredCosts> {
  const { tasks } = frozenTasks();
  const sources: SourceCost[] = [];
  let engine = '';
  for (const [i, { task, multiClass }] of tasks.entries()) {
    onTask(i, tasks.length);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [fileURLToPath(import.meta.url), task, String(multiClass)],
      { env: { ...process.env, TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1', OMP_NUM_THREADS: '1' } },
    );
    const measured = JSON.parse(stdout) as { engine: string; source: SourceCost };
    engine = measured.engine;
    sources.push(measured.source);
  }
  return { engine, machine: cpus()[0]?.model ?? 'unknown', sources };
}

/** One task, in this process. Seconds of the processor, not of the clock: other work on the machine does not count. */
async function measureSource(task: StudyTaskId, multiClass: boolean): Promise<{ engine: string; source: SourceCost }> {
  const seconds = () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;
  const engine = await startEngine();
  // The process that waits for the training one has started the engine as well.
  const startS = 2 * seconds();
  const data = taskData(task, multiClass);
  const before = seconds();
  const { task: loaded } = await loadSource(data);
  const makeS = seconds() - before;
  const stepMs: Record<string, number> = {};
  let tryS = 0;
  for (const { loss } of COMPARED_LOSSES) {
    const recipe = coreRecipe(loss, data, 0);
    const phases = recipe.training.phases.map((phase) => ({ ...phase, steps: STEPS }));
    const reports: { step: number; at: number }[] = [];
    await executeRun(
      { ...recipe, training: { ...recipe.training, phases } },
      { onReport: ({ step }) => void reports.push({ step, at: seconds() }) },
    );
    const [from, to] = [reports.at(-2), reports.at(-1)];
    if (!from || !to) throw new Error('a run reports more than once');
    stepMs[loss] = (1000 * (to.at - from.at)) / (to.step - from.step);
    tryS = Math.max(tryS, seconds() - to.at);
  }
  const source: SourceCost = {
    task,
    multiClass,
    size: data.size,
    images: loaded.samples.length,
    startS: round(startS, 2),
    makeS: round(makeS, 2),
    tryS: round(tryS, 2),
    memoryMb: Math.ceil(process.resourceUsage().maxRSS / 1024),
    stepMs: Object.fromEntries(Object.entries(stepMs).map(([loss, ms]) => [loss, round(ms, 1)])),
  };
  return { engine: `${engine.name} ${engine.version}`, source };
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [task, multiClass] = process.argv.slice(2);
  process.stdout.write(JSON.stringify(await measureSource(task as StudyTaskId, multiClass === 'true')));
}
