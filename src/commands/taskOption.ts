import type { TaskId } from '../tasks/index.js';
import { UserError } from '../userError.js';

/** Earlier editions of a challenge, in the layout and with the labels of the task's own. */
const EDITIONS: Record<string, TaskId> = { br15: 'br18' };

/** The task that `--task` names. Throws a UserError that lists the tasks where there is none of that name. */
export async function taskOption(value: string | boolean | (string | boolean)[] | undefined): Promise<TaskId> {
  const { taskOf, TASK_IDS } = await import('../tasks/index.js');
  if (typeof value !== 'string') throw new UserError(`--task is missing; it is one of ${TASK_IDS.join(', ')}.`);
  return taskOf(EDITIONS[value] ?? value).id;
}
