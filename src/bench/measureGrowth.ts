import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TrainedRun } from '../evaluation/index.js';
import { keyOf, runStore, storedRun, type PlannedRun } from '../runs/index.js';
import {
  type Growth,
  coreRecipe,
  mergeWorkflow,
  readWorkflowPlan,
  studyOf,
  taskData,
  writePlanned,
} from '../studies/index.js';
import type { TaskId } from '../tasks/index.js';

/** Of a made-up run: as large as those of the study `sanity`, 4.8 kB a line. */
const IMAGES = 32;

/** Measures every step for every number of runs, each in a process of its own, as memory is that of a process. */
export async function measureGrowth(counts: readonly number[], onStep: (note: string) => void): Promise<Growth[]> {
  const rows: Growth[] = [];
  for (const runs of counts) {
    const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-growth-'));
    try {
      const apart = async (step: string) => {
        onStep(`${step} of ${runs} runs`);
        const words = [fileURLToPath(import.meta.url), step, String(runs), folder];
        return JSON.parse((await promisify(execFile)(process.execPath, words)).stdout) as Growth;
      };
      rows.push(await apart('plan'));
      await apart('fill');
      for (const step of ['scan', 'merge', 'merge again'] as const) rows.push(await apart(step));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
}

/** The runs of a made-up plan: seeds and losses of one task, under a fingerprint of images that stands for itself. */
function madeUpPlan(runs: number): PlannedRun[] {
  const losses = ['crossEntropy', 'softDice', 'softJaccard', 'softTversky'];
  const data = taskData('po18');
  const hash = '0'.repeat(24);
  return Array.from({ length: runs }, (_, i) => {
    const fold = Math.floor(i / losses.length) % 5;
    const recipe = { ...coreRecipe(losses[i % losses.length] ?? '', data, fold), seed: Math.floor(i / 20) };
    return { recipe, data: hash, key: keyOf(recipe, hash), same: [] };
  });
}

function write(runs: number, folder: string): void {
  const options = { preset: 'full', tasks: ['po18'] satisfies TaskId[], sets: [], folders: {}, folder, runsPerJob: 1 };
  writePlanned(studyOf('dice-losses'), madeUpPlan(runs), join(folder, 'results'), options);
}

/** Results as training would leave them, without their networks' weights. */
function fill(runs: number, folder: string): void {
  const store = runStore(join(folder, 'store'));
  for (const { recipe, data } of madeUpPlan(runs)) {
    const trained: TrainedRun = {
      classes: ['background', 'target'],
      synthetic: true,
      channels: 3,
      unit: 'image',
      history: Array.from({ length: 20 }, (_, i) => ({ step: 20 * i, loss: Math.sqrt(i), heldOutDice: i / 21 })),
      images: Array.from({ length: IMAGES }, (_, i) => ({
        id: `image${i}`,
        patient: `patient${i}`,
        pixels: 4096,
        counts: [{ tp: 123, fp: 45, fn: 67 }],
        tuned: { tp: 132, fp: 54, fn: 58 },
      })),
      trainingDice: 0.5,
      collapsed: [],
    };
    store.write(storedRun(recipe, data, 'none 0', trained), new Float32Array(1));
  }
}

/** Which runs of the plan are done: what planning again asks of the store. */
function scan(folder: string): number {
  const stored = new Set(runStore(join(folder, 'store')).keys());
  const planned = Object.values(readWorkflowPlan(folder).files).flatMap((runs) => Object.keys(runs));
  return planned.filter((key) => stored.has(key)).length;
}

const STEPS: Record<string, (runs: number, folder: string) => unknown> = {
  plan: write,
  fill,
  scan: (_, folder) => scan(folder),
  merge: (_, folder) => mergeWorkflow(folder),
  'merge again': (_, folder) => mergeWorkflow(folder),
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [step = '', runs, folder = ''] = process.argv.slice(2);
  const [start, used] = [performance.now(), process.cpuUsage()];
  STEPS[step]?.(Number(runs), folder);
  const { user, system } = process.cpuUsage(used);
  const row = {
    step,
    runs: Number(runs),
    seconds: Math.round(performance.now() - start) / 1000,
    processorS: Math.round((user + system) / 1000) / 1000,
    memoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.stdout.write(JSON.stringify(row));
}
