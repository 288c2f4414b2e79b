import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runKey, type PlannedRun } from '../../../src/runs/index.js';
import { gridTable, studyOf } from '../../../src/studies/index.js';
import { workflowPlan } from '../../../src/studies/workflow/workflowPlan.js';

const WORKERS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000];

it('data/cluster.md holds the simulation of the full comparison on 1 to 1000 workers', () => {
  const study = studyOf('dice-losses');
  const runs = study.recipes({ preset: 'full', tasks: study.tasks, sets: [] }).map((recipe): PlannedRun => ({
    recipe,
    data: 'any',
    key: runKey(recipe, 'any', 'any'),
    same: [],
    ...(recipe.start && { start: runKey(recipe.start, 'any', 'any') }),
  }));
  const { plan } = workflowPlan(
    runs,
    () => 'all.jsonl',
    () => false,
  );
  const text = readFileSync(new URL('../../../data/cluster.md', import.meta.url), 'utf8');
  const told = /<!-- grid[^>]*-->\n([\s\S]*?)\n<!-- \/grid -->/.exec(text)?.[1];
  expect(told).toBe(gridTable(plan.files['all.jsonl'] ?? {}, WORKERS));
  expect(text).toContain(`plans ${runs.length} runs`);
});
