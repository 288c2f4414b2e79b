import type { StudyTaskId, TaskId } from '../tasks/index.js';
import { nearestName } from '../losses/nearestName.js';
import { UserError } from '../userError.js';

/** Earlier editions of a challenge, in the layout and with the labels of the task's own. */
const EDITIONS: Record<string, TaskId> = { br15: 'br18' };

/** The task that `--task` names. Throws a UserError that lists the tasks where there is none of that name. */
export async function taskOption(value: string | boolean | (string | boolean)[] | undefined): Promise<TaskId> {
  const { taskOf, TASK_IDS: known } = await import('../tasks/index.js');
  const ids = [...known, 'own'];
  if (typeof value !== 'string')
    throw new UserError(`--task is missing; it is one of ${ids.join(', ')} (images of your own).`);
  const id = EDITIONS[value] ?? value;
  const nearest = ids.includes(id) ? undefined : nearestName(id, ids);
  if (nearest !== undefined)
    throw new UserError(`unknown task '${value}'. Did you mean ${nearest}? The tasks are ${ids.join(', ')}.`);
  return taskOf(id).id;
}

/** One of the six tasks. Throws a UserError for a folder of one's own, of which no study knows anything. */
export async function studyTaskOption(value: string | undefined): Promise<StudyTaskId> {
  const { isOwn } = await import('../tasks/index.js');
  const id = await taskOption(value);
  if (isOwn(id)) throw new UserError('a study is made of the six tasks. For images of your own take `compare`.');
  return id;
}
