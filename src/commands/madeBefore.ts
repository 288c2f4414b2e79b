import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../writeWhole.js';

/** What an earlier start made, and whether the same inputs would make the same again. */
export interface MadeBefore {
  /** Whether it was made from the same inputs, and still lies there as it was made. */
  has(path: string): boolean;
  /** Notes that it has just been made. */
  note(path: string): void;
}

/**
 * Keeps in a file what was made from which inputs, so that a later start need not make it again. An input or a product that
 * has changed by a byte, or is missing, counts as not made.
 *
 * @param record - the file; one that cannot be read counts as empty
 * @param inputs - files and folders that decide what is made
 * @param settings - what decides it beside files
 */
export function madeBefore(record: string, inputs: readonly string[], settings: readonly string[] = []): MadeBefore {
  const from = fingerprint(inputs, settings);
  const made = readRecord(record);
  return {
    has: (path) => made[path] !== undefined && made[path] === fingerprint([path], [from]),
    note: (path) => {
      made[path] = fingerprint([path], [from]);
      writeWhole(record, `${JSON.stringify(made, null, 1)}\n`);
    },
  };
}

function fingerprint(paths: readonly string[], settings: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(settings));
  for (const path of paths) add(hash, path);
  return hash.digest('hex').slice(0, 16);
}

function add(hash: Hash, path: string): void {
  if (!existsSync(path)) hash.update(`${path} is missing\0`);
  else if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(hash, join(path, name));
  else hash.update(`${path}\0`).update(readFileSync(path));
}

function readRecord(path: string): Record<string, string | undefined> {
  try {
    return { ...(JSON.parse(readFileSync(path, 'utf8')) as object) };
  } catch {
    return {};
  }
}
