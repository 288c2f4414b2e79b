import { UserError } from '../userError.js';
import type { FoundCases } from './layouts/case.js';
import { listFiles } from './readers/listFiles.js';
import type { TaskId } from './sample.js';
import type { Task } from './task.js';
import { TASKS } from './tasks.js';

/**
 * Finds the cases of a task in a folder without reading an image: the task's layout with the most complete cases. `cases[i].read(…)` then reads one case
 * at a time, and nothing is kept, so memory does not grow with the number of cases.
 *
 * @param needsMask - false when predicting: masks need not be there; default true
 * Throws a UserError where the folder is missing or empty, or holds no case in a layout of this task; if it is the layout of another task, it says which.
 */
export async function openTask(id: TaskId, folder: string, needsMask = true): Promise<FoundCases> {
  const task = taskOf(id);
  const files = await listFiles(folder);
  const found = bestOf(task, folder, files, needsMask);
  if (found && found.cases.length > 0) return found;
  for (const other of Object.values(TASKS)) {
    const match = other.id === id ? undefined : bestOf(other, folder, files, needsMask);
    if (match && match.cases.length > 0) {
      throw new UserError(`${folder} is not laid out as ${id} (${task.title}); it looks like ${match.layout}, ${match.cases.length} case(s): use --task ${other.id}.`);
    }
  }
  if (found) return found;
  const expected = task.layouts.map(({ name, shape }) => `  ${name}: ${shape}`).join('\n');
  throw new UserError(`${folder} is in no layout known for ${id}. Expected one of\n${expected}\nIt holds ${files.length} file(s), for example ${files.slice(0, 3).join(', ')}.`);
}

function bestOf(task: Task, folder: string, files: readonly string[], needsMask: boolean): FoundCases | undefined {
  const found = task.layouts.map((layout) => layout.find(folder, files, needsMask)).filter((match) => match !== undefined);
  return found.sort((a, b) => b.cases.length - a.cases.length || b.problems.length - a.problems.length)[0];
}

/** The task of an id. Throws a UserError that lists the ids where there is none of that name. */
export function taskOf(id: string): Task {
  const task = (TASKS as Record<string, Task | undefined>)[id];
  if (!task) throw new UserError(`unknown task '${id}'. Tasks: ${Object.keys(TASKS).join(', ')}.`);
  return task;
}
