import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '../training/index.js';
import { writeWhole } from '../writeWhole.js';
import { fromBase64, toBase64 } from './base64.js';

/** Where the results of runs are kept, one file per run. */
export interface RunStore {
  /** The result of a run; undefined where it is not there whole. */
  read(key: string): RunResult | undefined;
  write(key: string, result: RunResult): void;
}

/** A store in a folder, which is made when it is first written to. */
export function runStore(folder: string): RunStore {
  const path = (key: string) => join(folder, `${key}.json`);
  return {
    read(key) {
      try {
        const { key: stored, history, scores, parameters } = JSON.parse(readFileSync(path(key), 'utf8'));
        return stored === key ? { history, scores, parameters: fromBase64(parameters) } : undefined;
      } catch {
        // Not there, or damaged: the run is done again and the file replaced.
        return undefined;
      }
    },
    write(key, { history, scores, parameters }) {
      writeWhole(path(key), JSON.stringify({ key, history, scores, parameters: toBase64(parameters) }));
    },
  };
}
