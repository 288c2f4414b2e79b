import { quantile } from '../evaluation/index.js';
import type { Case, CaseImages, NativeMask, Problem, ReadOptions } from './layouts/case.js';
import type { PatientsFrom } from './layouts/patients.js';
import { loadTask, maskOptions, type LoadOptions } from './loadTask.js';
import { checkSize, refuseTooLargeCases } from './loadLimits.js';
import { isOwn, openTask, taskOf } from './openTask.js';
import { readCases } from './readCases.js';
import { unexplainedLabels, type MaskLabels } from './readers/labelMap.js';
import type { TaskId, LoadedTask, Sample } from './sample.js';
import type { TaskStatistics } from './task.js';
import { taskStatistics } from './taskStatistics.js';

/** One case as it was found. */
export interface InspectedCase {
  id: string;
  patient: string;
  /** `720×576`, or a volume's voxels, spacing and origin. */
  grid: string;
  images: number;
  /** At the masks' own size, as all numbers here; of a volume, in the slices that are taken. */
  emptyImages: number;
  /** Mean share of foreground over its images. */
  foreground: number;
}

/** What the masks hold at their own size, before anything is cut out or resized. Empty ones are left out of the means. */
export interface NativeStatistics {
  images: number;
  emptyShare: number;
  foregroundMean: number;
  foregroundMedian: number;
  partsMean: number;
  partsMost: number;
}

/** What lies in a folder, before anything is trained on it. */
export interface Inspection {
  task: TaskId;
  synthetic: boolean;
  provenance: string;
  /** Class names, background first. */
  classes: string[];
  cases: InspectedCase[];
  /** Different patients; where `patientsFrom` is `unknown`, the number of cases. */
  patients: number;
  patientsFrom?: PatientsFrom;
  problems: Problem[];
  /** Absent where no case could be read, and for phantoms, which have no other size. */
  native?: NativeStatistics;
  /** Of the samples that a network would be given, resized. Absent where no case could be read. */
  statistics?: TaskStatistics;
}

export type InspectOptions = Pick<
  LoadOptions,
  'data' | 'size' | 'seed' | 'invert' | 'labels' | 'colours' | 'threshold' | 'patientRule' | 'resampleMasks'
>;

/** A mask that marks more than this part of its image is likely inverted. */
const INVERTED_ABOVE = 0.5;

/**
 * Reads every case of a task's data one by one and reports what it found: cases, sizes, ratios, empty masks, and
 * problems file by file, where `loadTask` stops at the first. Without `data` it reports on the synthetic stand-in.
 */
export async function inspectTask(id: TaskId, options: InspectOptions = {}): Promise<Inspection> {
  const { data, size, seed, invert = false } = options;
  if (data === undefined) {
    const loaded = await loadTask(id, { size, seed, labelDraws: 0 });
    return report(
      loaded,
      loaded.samples.map((sample) => ({
        ...summary([shareOf(sample)]),
        id: sample.id,
        patient: sample.patient,
        grid: `${sample.width}×${sample.height}`,
      })),
      [],
    );
  }
  const task = taskOf(id);
  const read: ReadOptions = {
    size: size ?? task.defaultSize,
    slicesPerCase: 12,
    invert,
    multiClass: false,
    needsMask: true,
    ...maskOptions(options, isOwn(id)),
  };
  checkSize(read.size);
  const found = await openTask(id, data, true, { patients: options.patientRule, labels: options.labels });
  const { cases, layout, patientsFrom, own } = found;
  const problems = [...found.problems];
  refuseTooLargeCases(own?.channels ?? task.inputs.length, cases, read.size, read.slicesPerCase);
  const inspected: InspectedCase[] = [];
  const samples: Sample[] = [];
  const native: NativeMask[] = [];
  const labels: MaskLabels[] = [];
  const { damaged, untried } = await readCases(`Inspecting ${id}`, cases, read, (one, images) => {
    samples.push(...images.samples);
    native.push(...images.native);
    if (images.labels) labels.push(images.labels);
    inspected.push({
      id: one.id,
      patient: one.patient,
      grid: images.grid,
      ...summary(images.native.map(({ foreground }) => foreground)),
    });
    problems.push(...notesOf(one, images, inspected.at(-1)!));
  });
  problems.push(...damaged.map(({ file, message }): Problem => ({ file, severity: 'error', message })));
  if (untried > 0)
    problems.push({
      file: data,
      severity: 'error',
      message: `the first ${damaged.length} cases all fail, so the other ${untried} were not tried.`,
    });
  const unexplained = unexplainedLabels(labels);
  if (unexplained !== undefined) problems.push({ file: data, severity: 'unexplained', message: unexplained });
  if (samples.length === 0 && inspected.length > 0)
    problems.push({
      file: data,
      severity: 'error',
      message: 'no slice shows the body, so there is nothing to learn from.',
    });
  if (samples.length > 0 && samples.every(({ mask }) => mask.every((label) => label === 0))) {
    problems.push({
      file: data,
      severity: 'error',
      message: 'every mask is empty at this size, so there is nothing to learn.',
    });
  }
  return {
    ...report(
      {
        task: id,
        synthetic: false,
        classes: own?.classes ?? task.classes,
        samples,
        provenance: `${data}, layout ${layout}`,
      },
      inspected,
      problems,
    ),
    patientsFrom,
    ...(native.length > 0 && { native: nativeStatistics(native) }),
  };
}

function notesOf(one: Case, images: CaseImages, { foreground }: InspectedCase): Problem[] {
  const problems = images.notes.map((message): Problem => ({ file: one.id, severity: 'warning', message }));
  if (foreground > INVERTED_ABOVE)
    problems.push({
      file: one.files.at(-1)!,
      severity: 'warning',
      message: `marks ${Math.round(100 * foreground)} % of its image: is the mask inverted? If all are, add \`invert\`.`,
    });
  return problems;
}

function nativeStatistics(native: readonly NativeMask[]): NativeStatistics {
  const shown = native.filter(({ foreground }) => foreground > 0);
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const shares = shown.map(({ foreground }) => foreground).sort((a, b) => a - b);
  return {
    images: native.length,
    emptyShare: 1 - shown.length / native.length,
    foregroundMean: mean(shares),
    foregroundMedian: shares.length > 0 ? quantile(shares, 0.5) : NaN,
    partsMean: mean(shown.map(({ parts }) => parts)),
    partsMost: shown.reduce((most, { parts }) => Math.max(most, parts), 0),
  };
}

const shareOf = ({ mask }: Sample) => mask.reduce((sum, label) => sum + Number(label > 0), 0) / mask.length;

function summary(shares: readonly number[]): Pick<InspectedCase, 'images' | 'emptyImages' | 'foreground'> {
  return {
    images: shares.length,
    emptyImages: shares.filter((share) => share === 0).length,
    foreground: shares.reduce((a, b) => a + b, 0) / Math.max(1, shares.length),
  };
}

function report(loaded: LoadedTask, cases: InspectedCase[], problems: Problem[]): Inspection {
  const { task, synthetic, provenance, classes, samples } = loaded;
  const statistics = samples.length > 0 ? taskStatistics(loaded) : undefined;
  return {
    task,
    synthetic,
    provenance,
    classes,
    cases,
    patients: new Set(cases.map(({ patient }) => patient)).size,
    problems,
    ...(statistics && { statistics }),
  };
}
