import type { WorkflowRun } from './workflowPlan.js';

/** How long a plan takes on so many workers. */
export interface SimulatedGrid {
  workers: number;
  /** From the first start to the last end. */
  makespanS: number;
  /** Share of the workers' time in which they work: `Σ seconds / (workers · makespan)`. */
  efficiency: number;
  /** Of the makespan, the end in which some worker has nothing left to begin. */
  tailS: number;
}

/**
 * Simulates a plan on workers that take the first run of the plan that can begin: one that starts from another waits for
 * that. Starts cost what is counted in the runs' seconds; queues of a cluster cost nothing here.
 */
export function simulateGrid(
  runs: Readonly<Record<string, Pick<WorkflowRun, 'seconds' | 'start'>>>,
  workers: number,
): SimulatedGrid {
  const ends = new Map<string, number>();
  const free = new Array<number>(workers).fill(0);
  const waiting = new Map(Object.entries(runs));
  let lastBegin = 0;
  while (waiting.size > 0) {
    // The worker that is free first, and the first moment at which some run can begin.
    free.sort((a, b) => a - b);
    const now = free[0] ?? 0;
    let chosen: { key: string; begin: number } | undefined;
    for (const [key, { start }] of waiting) {
      const ready = start === undefined || !(start in runs) ? 0 : (ends.get(start) ?? Infinity);
      if (ready < (chosen?.begin ?? Infinity) || chosen === undefined) chosen = { key, begin: Math.max(now, ready) };
      if (ready <= now) break;
    }
    const run = chosen && waiting.get(chosen.key);
    if (!chosen || !run || chosen.begin === Infinity) throw new Error('runs of the plan wait for each other');
    free[0] = chosen.begin + run.seconds;
    ends.set(chosen.key, free[0]);
    waiting.delete(chosen.key);
    lastBegin = Math.max(lastBegin, chosen.begin);
  }
  const makespanS = Math.max(...ends.values());
  const total = Object.values(runs).reduce((sum, { seconds }) => sum + seconds, 0);
  // Where nothing is left to begin, workers fall idle as they end.
  return {
    workers,
    makespanS,
    efficiency: total / (workers * makespanS),
    tailS: makespanS - Math.max(lastBegin, Math.min(...free)),
  };
}

/** As a table in Markdown: how long a plan takes, where its cores are used, and how long its tail is. */
export function gridTable(runs: Parameters<typeof simulateGrid>[0], workers: readonly number[]): string {
  const rows = workers
    .map((count) => simulateGrid(runs, count))
    .map(
      ({ workers: count, makespanS, efficiency, tailS }) =>
        `| ${count} | ${minutes(makespanS)} | ${Math.round(100 * efficiency)} % | ${minutes(tailS)} |`,
    );
  return ['| workers | minutes | efficiency | tail, minutes |', '|---|---|---|---|', ...rows].join('\n');
}

const minutes = (seconds: number) => (seconds / 60).toFixed(seconds < 600 ? 1 : 0);
