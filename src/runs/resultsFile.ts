import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { UserError } from '../userError.js';
import { writeWhole } from '../writeWhole.js';
import { checkRecipe } from './checkRecipe.js';
import { claim } from './claim.js';
import { canonicalJson, decisive } from './recipe.js';
import { revisionsLike } from './revisions.js';
import { runKey } from './runKey.js';
import type { StoredRun } from './storedRun.js';

/** The runs of a results file that can be used, and what was found wrong with the others, a sentence each. */
export interface ReadResults {
  runs: StoredRun[];
  problems: string[];
}

/**
 * Reads a file of one run a line. A line that is cut or damaged, whose key is not the hash of what it says it comes from,
 * or that contradicts another of the same key is left out and told; a line that stands twice, be it under the name of
 * another arm or version, counts once and is told. Where the file holds runs of several revisions of the code, or of
 * images that changed, those of all but the most frequent are left out and told.
 */
export function readResults(path: string): ReadResults {
  const { runs, problems } = readLines(path);
  return { runs: ofOneSetOfImages(ofOneRevision(runs, path, problems), path, problems), problems };
}

/** The sound lines of a results file, of whatever revision of the code. */
function readLines(path: string): ReadResults {
  if (!existsSync(path)) return { runs: [], problems: [] };
  const problems: string[] = [];
  const lines = readFileSync(path, 'utf8').split('\n');
  const runs = new Map<string, StoredRun>();
  const refused = new Set<string>();
  lines.forEach((text, i) => {
    if (text === '') return;
    const place = `${path}, line ${i + 1}`;
    const run = parse(text);
    if (typeof run === 'string') {
      problems.push(`${place} is left out: ${run}.`);
      return;
    }
    const before = runs.get(run.key);
    if (refused.has(run.key)) problems.push(`${place} is left out: it contradicts another line of its key.`);
    else if (!before) runs.set(run.key, run);
    else if (whatItGave(before) === whatItGave(run)) problems.push(`${place} stands twice and counts once.`);
    else {
      problems.push(`${place} contradicts another line of the key ${run.key}; both are left out.`);
      runs.delete(run.key);
      refused.add(run.key);
    }
  });
  return { runs: [...runs.values()], problems };
}

/** A run, or what is wrong with the line. */
function parse(text: string): StoredRun | string {
  let run: StoredRun;
  try {
    run = JSON.parse(text) as StoredRun;
  } catch {
    return 'it is cut off or damaged';
  }
  if (typeof run !== 'object' || run === null) return 'it is no run';
  try {
    checkRecipe(run.recipe);
  } catch (error) {
    return `its recipe is none (${(error as Error).message})`;
  }
  if (run.key !== runKey(run.recipe, run.data, run.code)) return 'its key is not that of its recipe, data and code';
  const whole = [run.images, run.history, run.collapsed, run.classes].every(Array.isArray);
  return whole && run.images.every((image) => image?.counts?.length === run.classes.length - 1)
    ? run
    : 'it lacks images, history, classes or counts';
}

function ofOneRevision(runs: StoredRun[], path: string, problems: string[]): StoredRun[] {
  const groups: { codes: string[]; runs: StoredRun[] }[] = [];
  for (const run of runs) {
    const group = groups.find(({ codes }) => codes.includes(run.code));
    if (group) group.runs.push(run);
    else groups.push({ codes: revisionsLike(run.code), runs: [run] });
  }
  const [most, ...others] = groups.sort((a, b) => b.runs.length - a.runs.length || (a.codes < b.codes ? -1 : 1));
  for (const { codes, runs: left } of others)
    problems.push(
      `${path}: ${left.length} runs of another revision of the code (${codes[0]}; the ${most?.runs.length} others are of ${most?.codes[0]}) are left out.`,
    );
  return most?.runs ?? [];
}

/** The runs of one source of images, of which all must have been made on the same. */
function ofOneSetOfImages(runs: StoredRun[], path: string, problems: string[]): StoredRun[] {
  const sources = new Map<string, Map<string, StoredRun[]>>();
  for (const run of runs) {
    const source = canonicalJson(run.recipe.data);
    const byHash = sources.get(source) ?? new Map<string, StoredRun[]>();
    sources.set(source, byHash.set(run.data, [...(byHash.get(run.data) ?? []), run]));
  }
  const left = new Set<StoredRun>();
  for (const byHash of sources.values()) {
    const [most, ...others] = [...byHash].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
    for (const [hash, of] of others) {
      problems.push(
        `${path}: ${of.length} runs on other images of the same name (${hash}; the ${most?.[1].length} others are on ${most?.[0]}) are left out.`,
      );
      of.forEach((run) => left.add(run));
    }
  }
  return runs.filter((run) => !left.has(run));
}

/** One run as a line: the same run, the same bytes. */
function resultLine(run: StoredRun): string {
  return canonicalJson(run);
}

/** A run without what tells no more than by which name, version and engine it came to the same. */
function whatItGave({ recipe, version: _, engine: __, ...rest }: StoredRun): string {
  return canonicalJson({ ...rest, recipe: decisive(recipe) });
}

/**
 * Adds runs to a results file, which is written whole: what is there stays, a run that is there already is not added, and
 * lines stand in the order of arm, fold, seed and key. Merging the same runs in any order and number of sittings gives the
 * same bytes. Of several processes one merges at a time, so that none loses another's lines.
 *
 * @throws UserError where the file cannot be written, or another process does not give it free within a minute
 */
export function mergeResults(path: string, runs: readonly StoredRun[]): void {
  const release = turnOf(path);
  try {
    mergeAlone(path, runs);
  } finally {
    release();
  }
}

/** Waits until this process alone has the file. */
function turnOf(path: string): () => void {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    const release = claim(dirname(path), basename(path));
    if (release) return release;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS);
  }
  throw new UserError(
    `${path} is being written by another process for more than a minute. Run the same command again when that has ended.`,
  );
}

/** A merge takes a fraction of a second. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 50;

function mergeAlone(path: string, runs: readonly StoredRun[]): void {
  const all = new Map(readLines(path).runs.map((run) => [run.key, run]));
  for (const run of runs) if (!all.has(run.key)) all.set(run.key, run);
  const place = ({ recipe, key }: StoredRun) =>
    [recipe.arm, pad(recipe.split.patients ?? 0), pad(recipe.split.fold), pad(recipe.seed), key].join(' ');
  const lines = [...all.values()]
    .map((run) => [place(run), resultLine(run)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => line);
  writeWhole(path, `${lines.join('\n')}\n`);
}

const pad = (n: number) => String(n).padStart(6, '0');
