import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { comparisonFigure, comparisonRows, renderFigure } from '../figures/index.js';
import {
  canonicalJson,
  networkFile,
  networkSettings,
  type RunStore,
  type SavedNetwork,
  type StoredRun,
} from '../runs/index.js';
import type { OwnDescription } from '../tasks/index.js';
import { UserError } from '../userError.js';
import { placeNew, writeWhole } from '../writeWhole.js';
import type { Comparison } from './comparison.js';
import { comparisonTitle } from './comparisonTable.js';
import type { TrainedComparison } from './compareLosses.js';

export interface WriteComparisonOptions {
  /** Where the trained networks are, to write them too, one file a run. */
  networks?: RunStore | undefined;
  /** How a folder of one's own is described, for the networks' files. */
  own?: OwnDescription | undefined;
}

/**
 * Writes `comparison-<task>[-multi-class][-volumes]-{synthetic|real}.json` (all results with their recipes), `.svg` (the figure) and,
 * if asked for, `networks/*.json`. Where files of that name are another comparison's, or somebody's own, they stay as they
 * are, and the names of these end in a fingerprint of its runs.
 *
 * @returns the paths written
 */
export async function writeComparison(
  { comparison, runs }: TrainedComparison,
  folder: string,
  { networks, own }: WriteComparisonOptions = {},
): Promise<string[]> {
  const figure = figureOfComparison(comparison);
  const drawn = await renderFigure(figure, await figure.rows());
  const { name, isNew } = claimName(folder, comparisonName(comparison), runs);
  const table = join(folder, `${name}.json`);
  const made = isNew ? [table] : [];
  const write = (path: string, content: string) => {
    if (!existsSync(path)) made.push(path);
    return writeWhole(path, content);
  };
  try {
    const files: [path: string, content: string][] = [[`${name}.svg`, drawn]];
    if (networks) for (const run of runs) files.push(savedNetwork(name, run, runs, networks, own));
    const written = files.map(([path, content]) => write(join(folder, path), content));
    return [write(table, `${canonicalJson({ comparison, runs })}\n`), ...written];
  } catch (error) {
    // On a full disk, say: no table is left without its networks, and no figure that would take its name.
    for (const path of made) rmSync(path, { force: true });
    throw error;
  }
}

/** A name that no other comparison has in the folder; its table is then there, so that no other process takes it. */
function claimName(folder: string, plain: string, runs: readonly StoredRun[]): { name: string; isNew: boolean } {
  const keys = runs.map(({ key }) => key).sort();
  const fingerprint = createHash('sha256').update(keys.join()).digest('hex').slice(0, 8);
  const claim = writeWhole(
    join(folder, `.${fingerprint}-${process.pid}`),
    JSON.stringify({ runs: keys.map((key) => ({ key })) }),
  );
  try {
    for (const name of [plain, `${plain}-${fingerprint}`]) {
      const table = join(folder, `${name}.json`);
      if (!existsSync(table) && existsSync(join(folder, `${name}.svg`))) continue;
      if (placeNew(claim, table)) return { name, isNew: true };
      if (String(keysIn(table)) === String(keys)) return { name, isNew: false };
    }
  } finally {
    rmSync(claim, { force: true });
  }
  throw new UserError(
    `${join(folder, plain)}.json and ${plain}-${fingerprint}.json are there already and hold something else. Give another \`out\`.`,
  );
}

/** The keys of the runs of a table, in order; none where it is something else. */
function keysIn(table: string): string[] {
  try {
    const { runs } = JSON.parse(readFileSync(table, 'utf8')) as { runs: StoredRun[] };
    return runs.map(({ key }) => key).sort();
  } catch {
    return [];
  }
}

/** A comparison as its figure. */
export function figureOfComparison(comparison: Comparison): ReturnType<typeof comparisonFigure> {
  return comparisonFigure({
    id: comparisonName(comparison),
    heading: comparisonTitle(comparison),
    unit: comparison.unit,
    rows: () => comparisonRows(comparison),
  });
}

/** The name of a comparison's files. */
function comparisonName({ task, synthetic, classes, volumes }: Comparison): string {
  return `comparison-${task}${classes.length > 2 ? '-multi-class' : ''}${volumes ? '-volumes' : ''}-${synthetic ? 'synthetic' : 'real'}`;
}

function savedNetwork(
  name: string,
  run: StoredRun,
  runs: readonly StoredRun[],
  store: RunStore,
  own: OwnDescription | undefined,
): [path: string, content: string] {
  const { data, split, seed, arm } = run.recipe;
  const patientRule = 'set' in data ? data.reading?.patients : undefined;
  const content = networkFile({
    task: data.task,
    synthetic: run.synthetic,
    provenance: 'set' in data ? data.set : `synthetic ${data.task}, seed ${data.synthetic.seed}`,
    classes: run.classes,
    size: [data.size, data.size],
    loss: arm,
    fold: split.fold,
    seed,
    ...('set' in data && { patients: patientsOf(run, runs) }),
    ...(patientRule !== undefined && { patientRule }),
    ...(run.thresholds && { tuned: run.thresholds.tuned }),
    ...(own && { own }),
    network: networkSettings(run),
    parameters: store.parameters(run.key)!,
  });
  return [join('networks', `${name}-${arm.replace(/[^\w.-]+/g, '_')}-fold${split.fold + 1}-seed${seed}.json`), content];
}

/** Whom a network of a comparison learned from and whom not: what its fold holds out, the other folds taught. */
function patientsOf(run: StoredRun, runs: readonly StoredRun[]): SavedNetwork['patients'] {
  const patients = (some: readonly StoredRun[]) =>
    new Set(some.flatMap(({ images }) => images.map((one) => one.patient)));
  const heldOut = patients([run]);
  return { trainedOn: [...patients(runs)].filter((name) => !heldOut.has(name)), heldOut: [...heldOut] };
}
