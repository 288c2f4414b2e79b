import { basename, resolve } from 'node:path';
import { printable } from '../printable.js';
import { UserError } from '../userError.js';
import { refuseFewPatients } from './foldsOf.js';
import type { ReadOptions } from './layouts/case.js';
import { lookAlikes } from './lookAlikes.js';
import { checkSize, checkWhole, pixelBytes, refuseTooLarge, refuseTooLargeCases } from './loadLimits.js';
import { isOwn, openTask, refuseProblems, taskOf } from './openTask.js';
import { damageError, readCases } from './readCases.js';
import type { ColourMap } from './readers/brightest.js';
import { unexplainedLabels, type LabelMap, type MaskLabels } from './readers/labelMap.js';
import { TASK_IDS, type LoadedTask, type Sample, type TaskId } from './sample.js';
import { synthesise } from './synthesise.js';
import type { RealTask } from './task.js';
import { TASKS } from './tasks.js';

/** What to load and how; everything has a default. */
export interface LoadOptions {
  /** Folder of real data in its publisher's layout, or of one's own; absent: the synthetic stand-in. */
  data?: string;
  /** Rows and columns of every sample in pixels, 16 to 1024; default the task's. */
  size?: number;
  /** Of the synthetic stand-in; default 1. */
  seed?: number;
  /** Synthetic patients; default the task's. */
  patients?: number;
  /** Images of one synthetic patient; default as the task has it, 2 to 6. */
  imagesPerPatient?: number;
  /**
   * Makes volumes of so many slices, one a synthetic patient, of a frame of 272×272×164 mm: 136×136×82 voxels are of 2 mm.
   * Absent: images.
   */
  depth?: number | undefined;
  /** Labels drawn for each synthetic image, for the oracle; default 32, 0 saves their memory. */
  labelDraws?: number;
  /** Slices taken of each volume, evenly spaced over the body whatever the mask holds; default 12. */
  slicesPerCase?: number;
  /** True where the masks' target is dark; default false. */
  invert?: boolean;
  /** All classes of a task that has several; default false, target against background. */
  multiClass?: boolean;
  /** Which labels of image masks are the target: `any`, or the class of each; default: masks of one label. */
  labels?: LabelMap;
  /** Label of each colour `0xRRGGBB`, for image masks in colour. */
  colours?: ColourMap;
  /** Cuts masks of probabilities, on the files' own scale; absent: they are refused. */
  threshold?: number;
  /**
   * Who the patients are: a pattern of the images' names with one group, or a file of lines `name,patient`; or `look-alike`,
   * and images that look alike count as one patient's.
   */
  patientRule?: string;
  /** Leaves out what is damaged or unpaired, and counts it, in place of refusing the set; default false. */
  skipBad?: boolean;
  /** Brings mask volumes on another grid onto the first input's, in place of refusing them; default false. */
  resampleMasks?: boolean;
  /** Fewer patients than this are refused before any image is read; default: any number will do. */
  folds?: number;
}

const multiClassTasks = TASK_IDS.filter((id) => TASKS[id].multiClasses);

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
  const stand = isOwn(id) ? undefined : TASKS[id];
  const {
    data,
    size = task.defaultSize,
    seed = 1,
    patients = stand?.patients ?? 1,
    depth,
    imagesPerPatient = depth === undefined ? (stand?.phantom.imagesPerPatient ?? 1) : 1,
    labelDraws = 32,
  } = options;
  checkSize(size);
  if (options.multiClass && !task.multiClasses)
    throw new UserError(
      isOwn(id)
        ? 'a folder of your own is read with the classes that it names: leave `multiClass` out, and name one with `labels`.'
        : `${id} has one target, ${task.classes[1]}; only ${multiClassTasks.join(', ')} has several classes. Leave \`multiClass\` out.`,
    );
  if (options.multiClass && options.invert)
    throw new UserError('inverted masks tell target from background alone: leave `invert` or `multiClass` out.');
  checkWhole('patients', patients, 1, 100_000);
  checkWhole('imagesPerPatient', imagesPerPatient, 1, 1000);
  checkWhole('labelDraws', labelDraws, 0, 1000);
  checkWhole('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  if (depth !== undefined) checkDepth(task, depth, imagesPerPatient, data);
  if (options.slicesPerCase !== Infinity) checkWhole('slicesPerCase', options.slicesPerCase ?? 12, 1, 10_000);
  if (data === undefined) {
    if (!stand) throw new UserError(OWN_NEEDS_DATA);
    refuseTooLarge(patients * imagesPerPatient * (depth ?? 1), size, pixelBytes(task.inputs.length) + 4 + labelDraws);
    return synthesise(stand, {
      size,
      seed,
      patients,
      imagesPerPatient,
      depth,
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
    ...maskOptions(options, isOwn(id)),
  };
  const { labels: told } = options;
  const found = await openTask(id, data, true, { patients: options.patientRule, labels: told });
  const { cases, problems, layout, patientsFrom, own } = found;
  if (!options.skipBad) refuseProblems(problems, id, data);
  refuseFewPatients(new Set(cases.map(({ patient }) => patient)).size, options.folds ?? 1);
  refuseTooLargeCases(own?.channels ?? task.inputs.length, cases, size, read.slicesPerCase);
  const samples: Sample[] = [];
  const warnings: string[] = [];
  const labels: MaskLabels[] = [];
  const { damaged, untried } = await readCases(`Reading ${id}`, cases, read, (one, images) => {
    samples.push(...images.samples);
    warnings.push(...images.notes.map((note) => `${one.id}: ${note}`));
    if (images.labels) labels.push(images.labels);
  });
  if (damaged.length > 0 && (!options.skipBad || samples.length === 0))
    throw damageError(damaged, cases.length - untried, id, data);
  const unpaired = problems.filter(({ severity }) => severity === 'error').length;
  const left = unpaired + damaged.length;
  const unexplained = unexplainedLabels(labels);
  if (unexplained !== undefined) throw new UserError(`${data}: ${unexplained}`);
  if (left > 0)
    warnings.unshift(`${left} of ${cases.length + unpaired} cases are damaged or unpaired and were left out`);
  if (patientsFrom === 'unknown' && cases.length > 1) warnings.unshift(UNKNOWN_PATIENTS);
  if (patientsFrom === 'look-alike') {
    const groups = lookAlikes(samples);
    samples.forEach((sample, i) => (sample.patient = groups[i]!));
    warnings.unshift(
      `${samples.length} images are ${new Set(groups).size} groups that look alike; each counts as a patient`,
    );
  }
  tell(warnings, id, data);
  refuseUseless(samples, data, read.invert);
  return {
    task: own?.dimensions === 3 ? 'own3d' : id,
    synthetic: false,
    classes: own?.classes ?? (read.multiClass && task.multiClasses ? task.multiClasses : task.classes),
    samples,
    patientsFrom,
    provenance: `${basename(resolve(data))}: ${cases.length - damaged.length} cases, ${samples.length} images, ${layout}${left > 0 ? `, ${left} left out` : ''}`,
  };
}

/** Refuses volumes where there are none. */
function checkDepth(task: RealTask, depth: number, imagesPerPatient: number, data: string | undefined): void {
  checkWhole('depth', depth, 1, 1024);
  checkWhole('imagesPerPatient', imagesPerPatient, 1, 1);
  if (isOwn(task.id) || !TASKS[task.id].volumePhantom)
    throw new UserError(
      `${task.id} has no volumes, only ${TASK_IDS.filter((id) => TASKS[id].volumePhantom).join(', ')}. Leave \`depth\` out.`,
    );
  if (data !== undefined)
    throw new UserError('`depth` makes synthetic volumes; real cases are read as slices. Leave `depth` or `data` out.');
}

/** What a folder of one's own has to be given. */
export const OWN_NEEDS_DATA = 'own has no synthetic stand-in: it reads a folder of yours. Give `data` a folder.';

/**
 * What is passed on to the reading of masks. Throws a UserError where labels are given other classes than the target, unless
 * there may be `several`.
 */
export function maskOptions(
  {
    labels,
    colours,
    threshold,
    resampleMasks,
  }: Pick<LoadOptions, 'labels' | 'colours' | 'threshold' | 'resampleMasks'>,
  several = false,
): Partial<ReadOptions> {
  if (!several && labels !== undefined && labels !== 'any' && [...labels.values()].some((one) => one > 1))
    throw new UserError('tasks of images have one target: name its labels, as in `labels` 1,2 or `labels` 1=1,2=0.');
  return {
    ...(labels !== undefined && { labels }),
    ...(colours && { colours }),
    ...(threshold !== undefined && { threshold }),
    ...(resampleMasks && { resampleMasks }),
  };
}

const UNKNOWN_PATIENTS =
  'which images are of one patient is not known, so each counts as a patient of its own, and folds may part those of one. Name the patients with --patients, patientRule in code';

function tell(warnings: readonly string[], id: TaskId, data: string): void {
  for (const warning of warnings.slice(0, SHOWN_WARNINGS)) process.stderr.write(`warning: ${printable(warning)}\n`);
  if (warnings.length > SHOWN_WARNINGS)
    process.stderr.write(
      printable(
        `warning: ${warnings.length - SHOWN_WARNINGS} more; all by: npx dice-workbook inspect --task ${id} --data ${data}\n`,
      ),
    );
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
      `warning: the median mask of ${data} marks ${Math.round(100 * median)} % of its image; are the masks inverted? ${invert ? 'Leave invert out.' : 'If so, add --invert, invert in code.'}\n`,
    );
  }
}
