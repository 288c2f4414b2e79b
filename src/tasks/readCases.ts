import { printable } from '../printable.js';
import { progress } from '../progress.js';
import { UserError } from '../userError.js';
import type { Case, CaseImages, ReadOptions } from './layouts/case.js';
import type { TaskId } from './sample.js';

/** A case that could not be read, and why. */
export interface DamagedCase {
  one: Case;
  /** Which of its files the message names. */
  file: string;
  message: string;
}

/** Where so many cases fail and none is read, the set is of another kind, and the rest will fail too. */
const HOPELESS = 25;

/** The images of a case; nothing where it is damaged, which is collected. */
export async function readOrCollect(
  one: Case,
  damaged: DamagedCase[],
  options: ReadOptions,
): Promise<CaseImages | undefined> {
  try {
    return await one.read(options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message } = error;
    const file = one.files.find((path) => message.includes(printable(path))) ?? one.files.at(-1)!;
    damaged.push({ one, file, message });
    return undefined;
  }
}

/** How many damaged cases a refusal lists. */
const SHOWN_DAMAGE = 20;

/** Of damaged cases: one in its own words, several as a list. */
export function damageError(damaged: readonly DamagedCase[], all: number, id: TaskId, data: string): UserError {
  if (damaged.length === 1) return new UserError(damaged[0]!.message);
  const lines = damaged.slice(0, SHOWN_DAMAGE).map(({ message }) => `  ${message}`);
  const more = damaged.length - lines.length;
  return new UserError(
    `${damaged.length} of ${all} cases of ${data} cannot be read:\n${lines.join('\n')}${more > 0 ? `\n  and ${more} more: npx dice-workbook inspect --task ${id} --data ${data}` : ''}\nMend them, or leave them out with --skip-bad.`,
  );
}

/**
 * Reads cases one by one and gives each to `use`; those that are damaged are collected, so that all of them can be told
 * at once. Where the first 25 all fail, the others are left untried.
 */
export async function readCases(
  label: string,
  cases: readonly Case[],
  options: ReadOptions,
  use: (one: Case, images: CaseImages) => void,
): Promise<{ damaged: DamagedCase[]; untried: number }> {
  const shown = progress(label, cases.length);
  const damaged: DamagedCase[] = [];
  let untried = 0;
  for (const [index, one] of cases.entries()) {
    const images = await readOrCollect(one, damaged, options);
    if (images) use(one, images);
    else if (damaged.length === HOPELESS && index + 1 === HOPELESS) {
      untried = cases.length - HOPELESS;
      break;
    }
    shown.update(index + 1, one.id);
  }
  shown.end(`${cases.length - damaged.length - untried} of ${cases.length} cases`);
  return { damaged, untried };
}
