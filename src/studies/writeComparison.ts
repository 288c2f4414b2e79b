import { join } from 'node:path';
import { comparisonFigure, comparisonRows, renderFigure } from '../figures/index.js';
import { networkFile, networkSettings, type RunStore, type StoredRun } from '../runs/index.js';
import { writeWhole } from '../writeWhole.js';
import type { Comparison } from './comparison.js';
import { comparisonTitle } from './comparisonTable.js';
import type { TrainedComparison } from './compareLosses.js';

export interface WriteComparisonOptions {
  /** Where the trained networks are, to write them too, one file a run. */
  networks?: RunStore | undefined;
}

/**
 * Writes `comparison-<task>[-multi-class]-{synthetic|real}.json` (all results with their recipes), `.svg` (the figure) and,
 * if asked for, `networks/*.json`.
 *
 * @returns the paths written
 */
export async function writeComparison(
  { comparison, runs }: TrainedComparison,
  folder: string,
  { networks }: WriteComparisonOptions = {},
): Promise<string[]> {
  const name = comparisonName(comparison);
  const figure = comparisonFigure({
    id: name,
    heading: comparisonTitle(comparison),
    unit: comparison.unit,
    rows: () => comparisonRows(comparison),
  });
  const files: [path: string, content: string][] = [
    [`${name}.json`, `${JSON.stringify({ comparison, runs })}\n`],
    [`${name}.svg`, await renderFigure(figure, await figure.rows())],
  ];
  if (networks) for (const run of runs) files.push(savedNetwork(name, run, networks));
  return files.map(([path, content]) => writeWhole(join(folder, path), content));
}

/** The name of a comparison's files. */
function comparisonName({ task, synthetic, classes }: Comparison): string {
  return `comparison-${task}${classes.length > 2 ? '-multi-class' : ''}-${synthetic ? 'synthetic' : 'real'}`;
}

function savedNetwork(name: string, run: StoredRun, store: RunStore): [path: string, content: string] {
  const { data, split, seed, arm } = run.recipe;
  const content = networkFile({
    task: data.task,
    synthetic: run.synthetic,
    provenance: 'set' in data ? data.set : `synthetic ${data.task}, seed ${data.synthetic.seed}`,
    classes: run.classes,
    size: [data.size, data.size],
    loss: arm,
    fold: split.fold,
    seed,
    network: networkSettings(run),
    parameters: store.parameters(run.key)!,
  });
  return [join('networks', `${name}-${arm.replace(/[^\w.-]+/g, '_')}-fold${split.fold + 1}-seed${seed}.json`), content];
}
