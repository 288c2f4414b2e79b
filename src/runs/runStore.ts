import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../writeWhole.js';
import { claim } from './claim.js';
import { resultLine } from './resultLine.js';
import type { StoredRun } from './storedRun.js';

/** Where the runs of this machine are kept, two files a run: the result, and the network. */
export interface RunStore {
  /** The result of a run; undefined where it is not there whole. */
  read(key: string): StoredRun | undefined;
  /** The network of a run; undefined where it is not there. */
  parameters(key: string): Float32Array | undefined;
  write(run: StoredRun, parameters: Float32Array): void;
  /**
   * Takes a run for this process, so that two processes on one store do not do it twice.
   *
   * @returns how to give it back; undefined where a living process has it
   */
  claim(key: string): (() => void) | undefined;
  /** Notes that a run cannot be done, and why. */
  fail(key: string, sentence: string): void;
  /** Why a run could not be done, and the file that says so; undefined where nothing is noted. */
  failure(key: string): { sentence: string; path: string } | undefined;
  /** The keys of the results that are there. */
  keys(): string[];
}

/** A store in a folder, which is made when it is first written to. */
export function runStore(folder: string): RunStore {
  const result = (key: string) => join(folder, `${key}.json`);
  const network = (key: string) => join(folder, `${key}.f32`);
  const failure = (key: string) => join(folder, `${key}.failed`);
  return {
    read(key) {
      try {
        const run = JSON.parse(readFileSync(result(key), 'utf8')) as StoredRun;
        return run.key === key && Array.isArray(run.images) ? run : undefined;
      } catch {
        // Not there, or damaged: the run is done again and the file replaced.
        return undefined;
      }
    },
    parameters(key) {
      if (!existsSync(network(key))) return undefined;
      const bytes = new Uint8Array(readFileSync(network(key)));
      return bytes.byteLength % 4 === 0 ? new Float32Array(bytes.buffer) : undefined;
    },
    write(run, parameters) {
      // The network first: where the result is there, both are.
      writeWhole(network(run.key), new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength));
      writeWhole(result(run.key), resultLine(run));
    },
    claim: (key) => claim(folder, key),
    fail: (key, sentence) => void writeWhole(failure(key), `${sentence}\n`),
    failure(key) {
      const path = failure(key);
      return existsSync(path) ? { sentence: readFileSync(path, 'utf8').trim().replace(/\.$/, ''), path } : undefined;
    },
    keys: () =>
      existsSync(folder)
        ? readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []))
        : [],
  };
}
