import { startEngine } from '../engine/index.js';
import type { LoadedTask } from '../tasks/index.js';
import type { Comparison, RunRecord } from './comparison.js';
import { planRuns, type RunPlan } from './planRuns.js';
import { runAll, type RunAllOptions } from './runAll.js';
import { checkImageSize, checkSettings, DEFAULT_SETTINGS, type ComparisonSettings } from './settings.js';
import { refuseTooLarge } from './refuseTooLarge.js';
import { summarise } from './summarise.js';
import { version } from './version.js';

/** A comparison and the trained networks: `parameters[i]` belongs to `comparison.runs[i]`. */
export interface TrainedComparison {
  comparison: Comparison;
  plans: RunPlan[];
  parameters: Float32Array[];
}

/**
 * Trains every loss on every fold and compares the scores of the held-out images.
 *
 * @param settings - what differs from `DEFAULT_SETTINGS`
 * @throws UserError for settings or data that no comparison can be made of, before anything is trained
 */
export async function compareLosses(
  task: LoadedTask,
  settings: Partial<ComparisonSettings>,
  options: Omit<RunAllOptions, 'engine'>,
): Promise<TrainedComparison> {
  const full = { ...DEFAULT_SETTINGS, ...settings };
  checkSettings(full);
  const { height, width } = task.samples[0]!;
  checkImageSize(height, width);
  const sampleBytes = task.samples.reduce(
    (sum, { image, mask, valid }) => sum + image.byteLength + mask.byteLength + (valid?.byteLength ?? 0),
    0,
  );
  refuseTooLarge(full, height * width, options.processes, sampleBytes);
  const engine = await startEngine();
  const engineName = `${engine.name} ${engine.version}`;
  const plans = planRuns(task, full, engineName);
  const results = await runAll(task.samples, plans, { ...options, engine: engine.name });
  const runs = results.map(({ history, scores }, i): RunRecord => ({
    loss: plans[i]!.loss,
    fold: plans[i]!.fold,
    seed: plans[i]!.seed,
    history,
    scores,
  }));
  const comparison: Comparison = {
    task: task.task,
    synthetic: task.synthetic,
    provenance: task.provenance,
    classes: task.classes,
    size: [height, width],
    images: task.samples.length,
    patients: new Set(task.samples.map((sample) => sample.patient)).size,
    settings: full,
    engine: engineName,
    version: version(),
    ...(await summarise(runs, full.losses, full.seeds[0]!)),
    runs,
  };
  return { comparison, plans, parameters: results.map((result) => result.parameters) };
}
