import { basename, resolve } from 'node:path';
import { progress } from '../progress.js';
import { UserError } from '../userError.js';
import { refuseFewPatients } from './foldsOf.js';
import type { Case, ReadOptions } from './layouts/case.js';
import { checkSize, checkWhole, pixelBytes, refuseTooLarge, refuseTooLargeCases } from './loadLimits.js';
import { openTask, refuseProblems, taskOf } from './openTask.js';
import type { LoadedTask, Sample, TaskId } from './sample.js';
import { synthesise } from './synthesise.js';
import { TASKS } from './tasks.js';

/** What to load and how; everything has a default. */
export interface LoadOptions {
  /** Folder of real data in its publisher's layout; absent: the synthetic stand-in. */
  data?: string;
  /** Rows and columns of every sample in pixels, 16 to 1024; default the task's. */
  size?: number;
  /** Of the synthetic stand-in; default 1. */
  seed?: number;
  /** Synthetic patients; default the task's. */
  patients?: number;
  /** Images of one synthetic patient; default as the task has it, 2 to 6. */
  imagesPerPatient?: number;
  /** Labels drawn for each synthetic image, for the oracle; default 32, 0 saves their memory. */
  labelDraws?: number;
  /** Slices taken of each volume, evenly spaced over the body whatever the mask holds; default 12. */
  slicesPerCase?: number;
  /** True where the masks' target is dark; default false. */
  invert?: boolean;
  /** All classes of a task that has several; default false, target against background. */
  multiClass?: boolean;
  /** Fewer patients than this are refused before any image is read; default: any number will do. */
  folds?: number;
}

const multiClassTasks = Object.values(TASKS).flatMap(({ id, multiClasses }) => (multiClasses ? [id] : []));

/**
 * Warned above this share of foreground: no target fills half of the median image, so the masks are likely inverted.
 */
const INVERTED_ABOVE = 0.5;
/** A resampled modality is one in every case: the first few tell. */
const SHOWN_WARNINGS = 3;

/**
 * Loads a task: from `data` one case at a time, of which only the resized samples are kept (12 slices of four channels
 * at 64×64 take 0.8 MB a case, so 285 cases stay below 300 MB), or its synthetic stand-in.
 *
 * Throws a UserError for anything wrong with the data, with the file's name: see `openTask`; a case whose files are
 * damaged or do not fit together; masks that are all empty; more memory needed than is free, before any of it is taken.
 * What is odd and can be read is told on standard error.
 * @example
 * ```ts
 * import { loadTask } from 'dice-workbook/tasks';
 * const { samples, provenance } = await loadTask('po18', { patients: 2, imagesPerPatient: 3, size: 32 });
 * [samples.length, samples[0].channels, provenance] // => [6, 3, 'synthetic stand-in for po18, 2 patients with 3 images of 32×32, seed 1']
 * ```
 */
export async function loadTask(id: TaskId, options: LoadOptions = {}): Promise<LoadedTask> {
  const task = taskOf(id);
  const {
    data,
    size = task.defaultSize,
    seed = 1,
    patients = task.patients,
    imagesPerPatient = task.phantom.imagesPerPatient,
    labelDraws = 32,
  } = options;
  checkSize(size);
  if (options.multiClass && !task.multiClasses)
    throw new UserError(
      `${id} has one target, ${task.classes[1]}; only ${multiClassTasks.join(', ')} has several classes. Leave \`multiClass\` out.`,
    );
  if (options.multiClass && options.invert)
    throw new UserError('inverted masks tell target from background alone: leave `invert` or `multiClass` out.');
  checkWhole('patients', patients, 1, 100_000);
  checkWhole('imagesPerPatient', imagesPerPatient, 1, 1000);
  checkWhole('labelDraws', labelDraws, 0, 1000);
  checkWhole('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  if (options.slicesPerCase !== Infinity) checkWhole('slicesPerCase', options.slicesPerCase ?? 12, 1, 10_000);
  if (data === undefined) {
    refuseTooLarge(patients * imagesPerPatient, size, pixelBytes(task) + 4 + labelDraws);
    return synthesise(task, {
      size,
      seed,
      patients,
      imagesPerPatient,
      labelDraws,
      multiClass: options.multiClass ?? false,
    });
  }
  const read: ReadOptions = {
    size,
    slicesPerCase: options.slicesPerCase ?? 12,
    invert: options.invert ?? false,
    multiClass: options.multiClass ?? false,
    needsMask: true,
  };
  const { cases, problems, layout } = await openTask(id, data);
  refuseProblems(problems, id, data);
  refuseFewPatients(new Set(cases.map(({ patient }) => patient)).size, options.folds ?? 1);
  refuseTooLargeCases(task, cases, size, read.slicesPerCase);
  const samples = await readCases(id, cases, read, data);
  refuseUseless(samples, data, read.invert);
  return {
    task: id,
    synthetic: false,
    classes: read.multiClass && task.multiClasses ? task.multiClasses : task.classes,
    samples,
    provenance: `${basename(resolve(data))}: ${cases.length} cases, ${samples.length} images, ${layout}`,
  };
}

async function readCases(id: TaskId, cases: readonly Case[], options: ReadOptions, data: string): Promise<Sample[]> {
  const shown = progress(`Reading ${id}`, cases.length);
  const samples: Sample[] = [];
  const warnings: string[] = [];
  for (const [index, one] of cases.entries()) {
    const { samples: read, notes } = await one.read(options);
    samples.push(...read);
    warnings.push(...notes.map((note) => `warning: ${one.id}: ${note}\n`));
    shown.update(index + 1, one.id);
  }
  shown.end(`${samples.length} images of ${cases.length} cases`);
  process.stderr.write(warnings.slice(0, SHOWN_WARNINGS).join(''));
  if (warnings.length > SHOWN_WARNINGS)
    process.stderr.write(
      `warning: ${warnings.length - SHOWN_WARNINGS} more; all by: npx dice-workbook inspect --task ${id} --data ${data}\n`,
    );
  return samples;
}

function refuseUseless(samples: readonly Sample[], data: string, invert: boolean): void {
  if (samples.length === 0)
    throw new UserError(
      `${data}: no slice shows the body, so there is nothing to learn from. Check the images with: npx dice-workbook inspect.`,
    );
  const fractions = samples
    .map(({ mask }) => mask.reduce((sum, label) => sum + Number(label > 0), 0) / mask.length)
    .sort((a, b) => a - b);
  if (fractions.at(-1) === 0)
    throw new UserError(
      `${data}: every mask is empty at this size, so there is nothing to learn. Check the mask values with inspect, or take a larger \`size\`.`,
    );
  const median = fractions[Math.floor(fractions.length / 2)]!;
  if (median > INVERTED_ABOVE) {
    process.stderr.write(
      `warning: the median mask of ${data} marks ${Math.round(100 * median)} % of its image; are the masks inverted? ${invert ? 'Leave \`invert\` out.' : 'If so, add \`invert\`.'}\n`,
    );
  }
}
