import { progress } from '../progress.js';
import { UserError } from '../userError.js';
import type { Problem, ReadOptions } from './layouts/case.js';
import { loadTask } from './loadTask.js';
import { checkSize, refuseTooLargeCases } from './loadLimits.js';
import { openTask, taskOf } from './openTask.js';
import type { LoadedTask, Sample, TaskId } from './sample.js';
import type { TaskStatistics } from './task.js';
import { taskStatistics } from './taskStatistics.js';

/** One case as it was found. */
export interface InspectedCase {
  id: string;
  patient: string;
  /** `720×576`, or a volume's voxels, spacing and origin. */
  grid: string;
  images: number;
  emptyImages: number;
  /** Mean share of foreground over its images. */
  foreground: number;
}

/** What lies in a folder, before anything is trained on it. */
export interface Inspection {
  task: TaskId;
  synthetic: boolean;
  provenance: string;
  cases: InspectedCase[];
  patients: number;
  problems: Problem[];
  /** Absent where no case could be read. */
  statistics?: TaskStatistics;
}

export interface InspectOptions {
  data?: string;
  size?: number;
  seed?: number;
  invert?: boolean;
}

/** A mask that marks more than this part of its image is likely inverted. */
const INVERTED_ABOVE = 0.5;

/**
 * Reads every case of a task's data one by one and reports what it found: cases, sizes, ratios, empty masks, and
 * problems file by file, where `loadTask` stops at the first. Without `data` it reports on the synthetic stand-in.
 */
export async function inspectTask(
  id: TaskId,
  { data, size, seed, invert = false }: InspectOptions = {},
): Promise<Inspection> {
  if (data === undefined) {
    const loaded = await loadTask(id, { size, seed, labelDraws: 0 });
    return report(
      loaded,
      loaded.samples.map((sample) => ({
        ...summary([sample]),
        id: sample.id,
        patient: sample.patient,
        grid: `${sample.width}×${sample.height}`,
      })),
      [],
    );
  }
  const task = taskOf(id);
  const options: ReadOptions = {
    size: size ?? task.defaultSize,
    slicesPerCase: 12,
    invert,
    multiClass: false,
    needsMask: true,
  };
  checkSize(options.size);
  const { cases, problems, layout } = await openTask(id, data);
  refuseTooLargeCases(task, cases, options.size, options.slicesPerCase);
  const shown = progress(`Inspecting ${id}`, cases.length);
  const inspected: InspectedCase[] = [];
  const samples: Sample[] = [];
  for (const [index, one] of cases.entries()) {
    const file = one.files.at(-1)!;
    try {
      const { samples: read, notes, grid } = await one.read(options);
      samples.push(...read);
      inspected.push({ id: one.id, patient: one.patient, grid, ...summary(read) });
      problems.push(...notes.map((message): Problem => ({ file: one.id, severity: 'warning', message })));
      if (inspected.at(-1)!.foreground > INVERTED_ABOVE) {
        problems.push({
          file,
          severity: 'warning',
          message: `marks ${Math.round(100 * inspected.at(-1)!.foreground)} % of its image: is the mask inverted? If all are, add \`invert\`.`,
        });
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push({
        file: one.files.find((path) => error.message.includes(path)) ?? file,
        severity: 'error',
        message: error.message,
      });
    }
    shown.update(index + 1, one.id);
  }
  shown.end();
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
  return report(
    { task: id, synthetic: false, classes: task.classes, samples, provenance: `${data}, layout ${layout}` },
    inspected,
    problems,
  );
}

function summary(samples: readonly Sample[]): Pick<InspectedCase, 'images' | 'emptyImages' | 'foreground'> {
  const shares = samples.map(({ mask }) => mask.reduce((sum, label) => sum + Number(label > 0), 0) / mask.length);
  return {
    images: samples.length,
    emptyImages: shares.filter((share) => share === 0).length,
    foreground: shares.reduce((a, b) => a + b, 0) / Math.max(1, shares.length),
  };
}

function report(loaded: LoadedTask, cases: InspectedCase[], problems: Problem[]): Inspection {
  const { task, synthetic, provenance, samples } = loaded;
  const statistics = samples.length > 0 ? taskStatistics(loaded) : undefined;
  return {
    task,
    synthetic,
    provenance,
    cases,
    patients: new Set(cases.map(({ patient }) => patient)).size,
    problems,
    ...(statistics && { statistics }),
  };
}
