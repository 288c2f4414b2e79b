import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeWhole } from '../writeWhole.js';
import { codeHash } from './codeHash.js';

/** Beside the committed results: which revisions of the code were shown to give the same results. */
const REVISIONS = fileURLToPath(new URL('../../data/results/revisions.json', import.meta.url));

/** A revision of the code that gave, bit for bit, what another had given. */
export interface EqualRevision {
  /** By `codeHash`. */
  code: string;
  sameAs: string;
  /** Keys of the runs that were trained again with it, and came out the same. */
  runs: string[];
  engine: string;
}

/** What is noted beside the committed results. */
export function equalRevisions(path = REVISIONS): EqualRevision[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as EqualRevision[]) : [];
}

/**
 * Notes that today's code gave again what `sameAs` had given; one line a pair, with the runs of the last time.
 *
 * @param code - by `codeOf` of the recipes; default that of runs without a procedure
 */
export function noteEqualRevision(
  sameAs: string,
  runs: readonly string[],
  engine: string,
  path = REVISIONS,
  code = codeHash(),
): void {
  if (code === sameAs) return;
  const others = equalRevisions(path).filter((one) => one.code !== code || one.sameAs !== sameAs);
  const noted: EqualRevision[] = [...others, { code, sameAs, runs: [...runs].sort(), engine }];
  writeWhole(path, `[\n${noted.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`);
}

/** The revisions that give what `code` gives, itself first. */
export function revisionsLike(code = codeHash(), known: readonly EqualRevision[] = equalRevisions()): string[] {
  const like = [code];
  for (const one of like)
    for (const { code: a, sameAs: b } of known)
      for (const [from, to] of [
        [a, b],
        [b, a],
      ])
        if (from === one && to !== undefined && !like.includes(to)) like.push(to);
  return like;
}
