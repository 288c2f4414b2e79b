import { isOwn, TASKS, type TaskId } from '../tasks/index.js';

/**
 * A sentence where the cross-entropy networks of a comparison stay below what typical networks reach on such images, of
 * one class; undefined where they do not, and of images of one's own, of which nothing is known.
 *
 * @param dice - mean over units with a target
 */
export function belowLiterature(task: TaskId, dice: number, name: string = task): string | undefined {
  if (isOwn(task)) return undefined;
  const { least, known } = TASKS[task].networkDice;
  return dice < least
    ? `On ${name} cross-entropy reaches ${dice.toFixed(3)}, less than ${known}: differences there are of networks that have not learnt the task as those have.`
    : undefined;
}
