import { existsSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { clearAtEnd } from '../clearAtEnd.js';
import { UserError } from '../userError.js';
import { makeFolder, placeNew, refuseUnwritable } from '../writeWhole.js';

/**
 * Files on their way into a folder that may hold files of its user: they are written beside it first, and put into
 * place when all are there. A file that is there already is never touched where it holds the same bytes, and is
 * refused otherwise, unless `force` says that it may go.
 */
export class StagedFolder {
  /** Where the files are to be written first: a folder of this process alone. */
  readonly path: string;
  readonly #out: string;
  readonly #force: boolean;
  /** The highest folder that had to be made. */
  readonly #made: string | undefined;
  readonly #ended: () => void;

  /**
   * @throws UserError where `out` cannot be written to, or holds one of `inputs`, links followed: what is written would
   * lie among what is read
   */
  constructor(out: string, inputs: readonly string[], { force = false } = {}) {
    refuseUnwritable(out);
    this.#out = resolve(out);
    this.#force = force;
    if (existsSync(out)) {
      const here = realpathSync(out);
      const own = inputs.find((file) => dirname(realpathOf(file)) === here || dirname(resolve(file)) === this.#out);
      if (own !== undefined)
        throw new UserError(
          `${out} holds ${basename(own)}, one of the files that are read: masks would lie among images, or in the place of masks. Give another \`out\`.`,
        );
    }
    this.#made = makeFolder(this.#out, out);
    this.path = mkdtempSync(join(this.#out, '.predict-'));
    this.#ended = clearAtEnd(() => this.#clear());
  }

  /** Throws a UserError where a staged file would take the place of another one. */
  refuseClash(file: string): void {
    const target = this.#target(file);
    if (this.#force || !existsSync(target) || same(file, target)) return;
    throw new UserError(
      `${target} is there already and holds something else. Give another \`out\`, take the file away, or replace it with \`force\`.`,
    );
  }

  /** Puts all staged files into place, none where one of them would take the place of another file. */
  place(files: readonly string[]): string[] {
    for (const file of files) this.refuseClash(file);
    return files.map((file) => {
      const target = this.#target(file);
      makeFolder(dirname(target));
      if (this.#force) renameSync(file, target);
      else if (!placeNew(file, target)) this.refuseClash(file);
      return target;
    });
  }

  /** Takes away what this object made and nobody uses; done by itself where the process is interrupted. */
  dispose(): void {
    this.#ended();
    this.#clear();
  }

  #clear(): void {
    rmSync(this.path, { recursive: true, force: true });
    if (this.#made === undefined) return;
    try {
      for (let folder = this.#out; folder.length >= this.#made.length; folder = dirname(folder)) rmdirSync(folder);
    } catch {
      // It holds something: the masks, or what another process put there.
    }
  }

  #target(file: string): string {
    return join(this.#out, relative(this.path, file));
  }
}

const same = (a: string, b: string) => {
  try {
    return readFileSync(a).equals(readFileSync(b));
  } catch {
    return false;
  }
};

const realpathOf = (file: string) => {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
};
