import { printable } from '../printable.js';
import { progress } from '../progress.js';
import { UserError } from '../userError.js';
import type { Case, CaseImages, ReadOptions } from './layouts/case.js';

/** A case that could not be read, and why. */
export interface DamagedCase {
  one: Case;
  /** Which of its files the message names. */
  file: string;
  message: string;
}

/** Where so many cases fail and none is read, the set is of another kind, and the rest will fail too. */
const HOPELESS = 25;

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
    try {
      use(one, await one.read(options));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { message } = error;
      damaged.push({
        one,
        file: one.files.find((path) => message.includes(printable(path))) ?? one.files.at(-1)!,
        message,
      });
      if (damaged.length === HOPELESS && index + 1 === HOPELESS) {
        untried = cases.length - HOPELESS;
        break;
      }
    }
    shown.update(index + 1, one.id);
  }
  shown.end(`${cases.length - damaged.length - untried} of ${cases.length} cases`);
  return { damaged, untried };
}
