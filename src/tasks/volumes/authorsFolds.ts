import { readFileSync } from 'node:fs';
import { UserError } from '../../userError.js';
import type { Fold } from '../foldsOf.js';
import type { Sample, TaskId } from '../sample.js';

/** The lists, with their source. */
const LISTS = new URL('../../../data/authors-folds.json', import.meta.url);

let lists: Partial<Record<TaskId, string[][]>> | undefined;

/**
 * The cases that the paper's authors held out in each of their folds, by the names of the data's publisher.
 *
 * Throws a UserError for a task of which they published none.
 * @example
 * ```ts
 * import { authorsCases } from 'dice-workbook/tasks';
 * authorsCases('is18').map((cases) => cases.length) // => [19, 19, 19, 19, 18]
 * ```
 * Source: data/authors-folds.json names the files it was taken from
 */
export function authorsCases(task: TaskId): readonly (readonly string[])[] {
  lists ??= (JSON.parse(readFileSync(LISTS, 'utf8')) as { folds: Partial<Record<TaskId, string[][]>> }).folds;
  const folds = lists[task];
  if (!folds)
    throw new UserError(
      `the authors published no folds for ${task}, only for ${Object.keys(lists).join(', ')}. Give \`folds\` a number.`,
    );
  return folds;
}

/** How the cases of a folder stand to the authors' lists. */
export interface AuthorsMatch {
  /** The fold that holds each case out, from 0, by the case's id. */
  foldOf: Map<string, number>;
  /** Cases of the folder that are in no list. */
  unknown: string[];
  /** Listed cases that the folder lacks. */
  missing: string[];
}

/**
 * Finds cases in the authors' lists. Names match that are equal, or whose end is: the sites of WMH 2017 stand before the
 * authors' numbers, `Utrecht_17`.
 *
 * Throws a UserError where none is listed, or two are taken for one.
 */
export function matchAuthors(task: TaskId, ids: readonly string[]): AuthorsMatch {
  const listed = new Map(authorsCases(task).flatMap((cases, fold) => cases.map((name) => [name, fold] as const)));
  const taken = new Map<string, string>();
  const match: AuthorsMatch = { foldOf: new Map(), unknown: [], missing: [] };
  for (const id of ids) {
    const name = [...listed.keys()].find((one) => one === id || id.endsWith(`_${one}`));
    const fold = name === undefined ? undefined : listed.get(name);
    if (name === undefined || fold === undefined) match.unknown.push(id);
    else {
      const other = taken.get(name);
      if (other !== undefined && other !== id)
        throw new UserError(`${other} and ${id} are both taken for the authors' ${name}. Leave one of them out.`);
      taken.set(name, id);
      match.foldOf.set(id, fold);
    }
  }
  if (match.foldOf.size === 0)
    throw new UserError(
      `none of the ${ids.length} cases is in the authors' folds of ${task}, which name them ${[...listed.keys()].slice(0, 3).join(', ')}, …; here is ${ids[0] ?? 'nothing'}. They are of ${SETS[task] ?? 'another set'}.`,
    );
  match.missing = [...listed.keys()].filter((name) => !taken.has(name));
  return match;
}

const SETS: Partial<Record<TaskId, string>> = {
  br18: 'BraTS 2018',
  is17: 'ISLES 2017',
  is18: 'ISLES 2018',
  wm17: 'WMH 2017',
};

/** What a user should know of a match, in sentences; nothing where every case is listed, and every listed one there. */
export function matchNotes({ unknown, missing }: Pick<AuthorsMatch, 'unknown' | 'missing'>): string[] {
  const some = (names: readonly string[]) => `${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`;
  return [
    ...(missing.length > 0
      ? [`${missing.length} case(s) of the authors' folds are missing here: ${some(missing)}`]
      : []),
    ...(unknown.length > 0
      ? [`${unknown.length} case(s) stand in none of the authors' folds and are left out: ${some(unknown)}`]
      : []),
  ];
}

/** What `matchNotes` says of a task's samples, and where a fold has none of them. */
export function authorsNotes(task: TaskId, samples: readonly Pick<Sample, 'patient'>[]): string[] {
  const match = matchAuthors(task, [...new Set(samples.map(({ patient }) => patient))]);
  const empty = authorsCases(task).flatMap((_, fold) => ([...match.foldOf.values()].includes(fold) ? [] : [fold]));
  if (empty.length > 0)
    throw new UserError(
      `none of the cases is of the authors' fold ${empty.join(', ')}, and every fold is held out once. Add cases, or give \`folds\` a number.`,
    );
  return matchNotes(match);
}

/**
 * The authors' folds of a task's samples. Samples of cases that they do not list are on neither side.
 *
 * Throws a UserError as `matchAuthors` does.
 */
export function authorsFolds(task: TaskId, samples: readonly Pick<Sample, 'patient'>[]): Fold[] {
  const { foldOf } = matchAuthors(task, [...new Set(samples.map(({ patient }) => patient))]);
  const folds = samples.map(({ patient }) => foldOf.get(patient));
  return authorsCases(task).map((_, held) => ({
    validation: folds.flatMap((fold, i) => (fold === held ? [i] : [])),
    train: folds.flatMap((fold, i) => (fold !== undefined && fold !== held ? [i] : [])),
  }));
}
