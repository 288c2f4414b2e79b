import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { UserError } from '../userError.js';
import { replaceWhole } from '../writeWhole.js';
import { checkRecipe } from './checkRecipe.js';
import { claim } from './claim.js';
import { fileLines } from './fileLines.js';
import { lineStack } from './lineStack.js';
import { canonicalJson, decisive } from './recipe.js';
import { resultLine } from './resultLine.js';
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
  const problems: string[] = [];
  const isKept = (kept: StoredRun, run: StoredRun) => whatItGave(kept) === whatItGave(run);
  const runs = [...soundRuns(path, problems, { keep: (run) => run, isKept }).values()];
  // Every procedure has a fingerprint of its own.
  const procedureOf = ({ recipe }: StoredRun) => recipe.training.procedure?.id;
  const current = [...new Set(runs.map(procedureOf))].flatMap((id) =>
    ofOneRevision(
      runs.filter((run) => procedureOf(run) === id),
      path,
      problems,
    ),
  );
  return { runs: ofOneSetOfImages(current, path, problems), problems };
}

/** The keys of the sound lines of a results file, of whatever revision of the code; no more than a line is in memory. */
export function resultKeys(path: string): Set<string> {
  return new Set(soundRuns(path, [], { keep: () => true, isKept: () => true }).keys());
}

/**
 * Goes through the sound lines of a results file, of whatever revision of the code.
 *
 * @param keep - what is kept of a run
 * @param isKept - whether a run of a key that is there is the one that was kept
 */
function soundRuns<Kept>(
  path: string,
  problems: string[],
  { keep, isKept }: { keep(run: StoredRun): Kept; isKept(kept: Kept, run: StoredRun): boolean },
): Map<string, Kept> {
  const runs = new Map<string, Kept>();
  if (!existsSync(path)) return runs;
  const refused = new Set<string>();
  let number = 0;
  for (const text of fileLines(path)) {
    number++;
    if (text === '') continue;
    const place = `${path}, line ${number}`;
    const run = parse(text);
    if (typeof run === 'string') {
      problems.push(`${place} is left out: ${run}.`);
      continue;
    }
    const before = runs.get(run.key);
    if (refused.has(run.key)) problems.push(`${place} is left out: it contradicts another line of its key.`);
    else if (before === undefined) runs.set(run.key, keep(run));
    else if (isKept(before, run)) problems.push(`${place} stands twice and counts once.`);
    else {
      problems.push(`${place} contradicts another line of the key ${run.key}; both are left out.`);
      runs.delete(run.key);
      refused.add(run.key);
    }
  }
  return runs;
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

/** A run without what tells no more than by which name, version and engine it came to the same. */
function whatItGave({ recipe, version: _, engine: __, ...rest }: StoredRun): string {
  return canonicalJson({ ...rest, recipe: decisive(recipe) });
}

/** Runs, or what gives them when it is told which keys the file holds. */
type AddedRuns = Iterable<StoredRun> | ((isThere: (key: string) => boolean) => Iterable<StoredRun>);

/**
 * Adds runs to a results file, which is written whole: what is there stays, a run that is there already is not added, and
 * lines stand in the order of arm, fold, seed and key. Merging the same runs in any order and number of sittings gives the
 * same bytes. Runs are taken one at a time, and neither they nor the file are held in memory. Of several processes one
 * merges at a time, so that none loses another's lines.
 *
 * @throws UserError where the file cannot be written, or another process does not give it free within a minute
 */
export function mergeResults(path: string, runs: AddedRuns): void {
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

/** A merge takes a fraction of a second, of a hundred thousand runs ten. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 50;

function mergeAlone(path: string, runs: AddedRuns): void {
  replaceWhole(path, (partial) => {
    const stack = lineStack(`${partial}.lines`);
    try {
      const keep = (run: StoredRun) => ({ order: orderOf(run), place: stack.put(resultLine(run)) });
      const isKept = ({ place }: ReturnType<typeof keep>, run: StoredRun) =>
        whatItGave(JSON.parse(stack.at(place)) as StoredRun) === whatItGave(run);
      const all = soundRuns(path, [], { keep, isKept });
      const added = typeof runs === 'function' ? runs((key) => all.has(key)) : runs;
      for (const run of added) if (!all.has(run.key)) all.set(run.key, keep(run));
      const sorted = [...all.values()].sort((a, b) => (a.order < b.order ? -1 : 1));
      stack.writeTo(
        partial,
        sorted.map(({ place }) => place),
      );
    } finally {
      stack.end();
    }
  });
}

function orderOf({ recipe, key }: StoredRun): string {
  return [recipe.arm, pad(recipe.split.patients ?? 0), pad(recipe.split.fold), pad(recipe.seed), key].join(' ');
}

const pad = (n: number) => String(n).padStart(6, '0');
