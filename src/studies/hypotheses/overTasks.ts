import type { HypothesisVerdict, TaskVerdict, Verdict } from './hypothesis.js';

/**
 * The verdict over six tasks: confirmed where the hypothesis holds on at least four and is contradicted on none; refuted
 * where it is contradicted on at least four, or holds on none and is contradicted on one; else not decided. A verdict that
 * the tasks still to be trained could overturn is not decided either.
 */
export function overTasks(id: string, tasks: TaskVerdict[]): HypothesisVerdict {
  const count = (holds: TaskVerdict['holds']) => tasks.filter((one) => one.holds === holds).length;
  const [holding, against, none] = [count('holds'), count('contradicted'), count('no results')];
  const pending = tasks.filter((one) => one.pending);
  const verdict: Verdict =
    against >= 4
      ? 'refuted'
      : pending.length > 0
        ? 'not decided'
        : holding >= 4 && against === 0
          ? 'confirmed'
          : holding === 0 && against > 0
            ? 'refuted'
            : 'not decided';
  return {
    id,
    verdict,
    tasks,
    summary: [
      `holds on ${holding} of ${tasks.length} tasks, contradicted on ${against}, neither on ${count('neither')}`,
      ...(none > 0 ? [`no results on ${none}`] : []),
      ...(pending.length > 0 ? [`runs are missing on ${pending.map(({ task }) => task).join(', ')}`] : []),
    ].join('; '),
  };
}
