import type { TaskId } from '../tasks/index.js';
import { nearestName } from '../losses/nearestName.js';
import { UserError } from '../userError.js';

/** Earlier editions of a challenge, in the layout and with the labels of the task's own. */
const EDITIONS: Record<string, TaskId> = { br15: 'br18' };

/** The task that `--task` names. Throws a UserError that lists the tasks where there is none of that name. */
export async function taskOption(value: string | boolean | (string | boolean)[] | undefined): Promise<TaskId> {
  const { taskOf, TASK_IDS } = await import('../tasks/index.js');
  if (typeof value !== 'string') throw new UserError(`--task is missing; it is one of ${TASK_IDS.join(', ')}.`);
  const id = EDITIONS[value] ?? value;
  const known = (TASK_IDS as readonly string[]).includes(id);
  const nearest = known ? undefined : nearestName(id, TASK_IDS);
  if (nearest !== undefined)
    throw new UserError(`unknown task '${value}'. Did you mean ${nearest}? The tasks are ${TASK_IDS.join(', ')}.`);
  return taskOf(id).id;
}
