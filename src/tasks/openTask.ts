import { UserError } from '../userError.js';
import type { Case, FoundCases, Problem } from './layouts/case.js';
import { patientsOfRule } from './layouts/patients.js';
import { LOOK_ALIKE } from './lookAlikes.js';
import { listFiles } from './readers/listFiles.js';
import { findOwn, type FindOwnOptions } from './own/findOwn.js';
import { OWN_IDS, TASK_IDS, type OwnTaskId, type StudyTaskId, type TaskId } from './sample.js';
import type { RealTask, Task } from './task.js';
import { TASKS } from './tasks.js';

/** Of a folder of one's own (`own`): which labels are which class, its description, channels as a network takes them. */
export interface OpenOptions extends Omit<FindOwnOptions, 'needsMask'> {
  /** Who the patients are: a pattern of the cases' names with one group, or a file of lines `name,patient`. */
  patients?: string;
}

/**
 * Finds the cases of a task in a folder without reading an image: the task's layout with the most complete cases.
 * `cases[i].read(…)` then reads one case at a time, and nothing is kept, so memory does not grow with the number of
 * cases.
 *
 * Its `patientsFrom` tells whether patients are known: they are never made up of numbers that follow each other.
 *
 * @param needsMask - false when predicting: masks need not be there; default true
 * Throws a UserError where the folder is missing or empty, or holds no case in a layout of this task; if it is the
 * layout of another task, it says which.
 */
export async function openTask(
  id: TaskId,
  folder: string,
  needsMask = true,
  { patients, ...own }: OpenOptions = {},
): Promise<FoundCases> {
  const task = taskOf(id);
  const files = await listFiles(folder);
  const found = isOwn(id) ? findOwn(folder, files, { ...own, needsMask }) : bestOf(TASKS[id], folder, files, needsMask);
  if (found && found.cases.length > 0) return patients === undefined ? found : withPatients(found, patients);
  const other = isOwn(id) ? undefined : await otherTask(id, folder, files, needsMask);
  if (other)
    throw new UserError(
      `${folder} is not laid out as ${id} (${task.title}); it looks like ${other.found.layout}, ${other.found.cases.length} case(s): use \`task\` ${other.id}.`,
    );
  if (found) return found;
  const foreign = files.filter((file) => FOREIGN.test(file));
  if (foreign.length > files.length / 2)
    throw new UserError(
      `${folder} holds ${foreign.length} file(s) such as ${foreign[0]}, a format that is not read. ${FOREIGN_IMAGE.test(foreign[0]!) ? 'Save them as PNG' : 'Convert them to NIfTI (.nii.gz), for example in 3D Slicer or with SimpleITK'}.`,
    );
  const expected = task.layouts.map(({ name, shape }) => `  ${name}: ${shape}`).join('\n');
  throw new UserError(
    `${folder} is in no layout known for ${id}. Expected one of\n${expected}\nIt holds ${files.length} file(s), for example ${files.slice(0, 3).join(', ')}.${ownHint(id, folder, files, needsMask)}`,
  );
}

function ownHint(id: TaskId, folder: string, files: readonly string[], needsMask: boolean): string {
  if (isOwn(id)) return '';
  const own = findOwn(folder, files, { needsMask });
  return own && own.cases.length > 0 ? ` ${own.cases.length} case(s) are found in it by \`task\` own.` : '';
}

/**
 * The other task that the files fit best: with the most complete cases, and where several have as many, the first whose
 * images it can read.
 */
async function otherTask(
  id: StudyTaskId,
  folder: string,
  files: readonly string[],
  needsMask: boolean,
): Promise<{ id: StudyTaskId; found: FoundCases } | undefined> {
  const others = TASK_IDS.filter((other) => other !== id).flatMap((other) => {
    const found = bestOf(TASKS[other], folder, files, needsMask);
    return found && found.cases.length > 0 ? [{ id: other, found }] : [];
  });
  const most = Math.max(...others.map(({ found }) => found.cases.length));
  const best = others.filter(({ found }) => found.cases.length === most);
  if (best.length > 1) for (const other of best) if (await readable(other.found, needsMask)) return other;
  return best[0];
}

async function readable({ cases }: FoundCases, needsMask: boolean): Promise<boolean> {
  const reading = cases[0]!.read({ size: 16, slicesPerCase: 1, invert: false, multiClass: false, needsMask });
  return reading.then(
    () => true,
    () => false,
  );
}

/** Formats of medical images that other programs read. */
const FOREIGN = /\.(mha|mhd|raw|zraw|nrrd|nhdr|dcm|ima|mgh|mgz|mnc|bmp|gif|webp|jp2|svs)$/i;

const FOREIGN_IMAGE = /\.(bmp|gif|webp|jp2|svs)$/i;

function withPatients(found: FoundCases, rule: string): FoundCases {
  // Whose patients somebody tells keeps them; groups are told when the images are loaded.
  if (rule === LOOK_ALIKE) return found.patientsFrom === 'unknown' ? { ...found, patientsFrom: 'look-alike' } : found;
  const { from, of } = patientsOfRule(
    rule,
    found.cases.map(({ id }) => id),
  );
  const cases = found.cases.map((one, index): Case => {
    const patient = of[index]!;
    return {
      ...one,
      patient,
      read: async (options) => {
        const images = await one.read(options);
        return { ...images, samples: images.samples.map((sample) => ({ ...sample, patient })) };
      },
    };
  });
  return { ...found, cases, patientsFrom: from };
}

function bestOf(task: Task, folder: string, files: readonly string[], needsMask: boolean): FoundCases | undefined {
  const found = task.layouts
    .map((layout) => layout.find(folder, files, needsMask))
    .filter((match) => match !== undefined);
  return found.sort((a, b) => b.cases.length - a.cases.length || b.problems.length - a.problems.length)[0];
}

/** The task of an id. Throws a UserError that lists the ids where there is none of that name. */
export function taskOf(id: string): RealTask {
  const task = (TASKS as Record<string, RealTask | undefined>)[id];
  if (!task) throw new UserError(`unknown task '${id}'. Tasks: ${[...TASK_IDS, 'own'].join(', ')}.`);
  return task;
}

/** True for a folder of one's own. */
export const isOwn = (id: TaskId): id is OwnTaskId => (OWN_IDS as readonly string[]).includes(id);

/**
 * Refuses a folder in which something does not fit together; warnings pass.
 *
 * @throws UserError naming the first three files
 */
export function refuseProblems(problems: readonly Problem[], id: TaskId, data: string): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const shown = errors
    .slice(0, 3)
    .map(({ file, message }) => `${file} ${message}`)
    .join(' ');
  throw new UserError(
    `${errors.length} file(s) of ${data} do not fit together: ${shown}${errors.length > 3 ? ' …' : ''} See: npx dice-workbook inspect --task ${id} --data ${data}`,
  );
}
