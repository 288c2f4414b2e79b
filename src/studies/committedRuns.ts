import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readResults, type ReadResults, type StoredRun } from '../runs/index.js';
import { UserError } from '../userError.js';
import { onFrozenImages } from './frozenTasks.js';

const RESULTS = fileURLToPath(new URL('../../data/results', import.meta.url));

/** The committed runs of a study, of all its results files. */
export function committedRuns(study: string): ReadResults {
  const folder = join(RESULTS, study);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : [];
  const read = files.sort().map((name) => onFrozenImages(readResults(join(folder, name))));
  return { runs: read.flatMap(({ runs }) => runs), problems: read.flatMap(({ problems }) => problems) };
}

/** The studies that have committed runs. */
export function studiesWithRuns(): string[] {
  if (!existsSync(RESULTS)) return [];
  const entries = readdirSync(RESULTS, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** The committed run of a key. Throws a UserError where there is none. */
export function committedRun(key: string): StoredRun {
  for (const study of studiesWithRuns()) {
    const run = committedRuns(study).runs.find((one) => one.key === key);
    if (run) return run;
  }
  throw new UserError(
    `'${key}' is neither a file nor the key of a committed run. Keys stand in data/results/*/*.jsonl.`,
  );
}
