import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The sources, which the package carries beside what is compiled of them. */
const SOURCE = fileURLToPath(new URL('../../src/', import.meta.url));

/** What data is made or read with decides the data, whose own hash stands in a key. */
const DECIDES_DATA = /^tasks\//;

let known: string | undefined;

/**
 * A fingerprint of the code that decides a run's result: of `executeRun` and of all that it imports of this package, with
 * the operations in C++ beside them, without comments and white space. Nobody has to remember to count anything up, and a
 * comment changes nothing.
 */
export function codeHash(): string {
  return (known ??= hashOf('runs/executeRun.ts', SOURCE));
}

/** The fingerprint of a module below `root` and all that it imports there. */
export function hashOf(entry: string, root: string): string {
  const files = closure(join(root, entry), root);
  const folders = [...new Set(files.map((file) => dirname(file)))];
  const operations = folders.flatMap((folder) =>
    readdirSync(folder).flatMap((name) => (/\.(cc|h)$/.test(name) ? [join(folder, name)] : [])),
  );
  const hash = createHash('sha256');
  for (const file of [...files, ...operations].sort())
    hash.update(`${relative(root, file)}\0${unformatted(readFileSync(file, 'utf8'))}\0`);
  return hash.digest('hex').slice(0, 16);
}

/** `import a from 'x'` and `export a from 'x'`; or `import 'x'` and `import('x')`, which ask for all there is. */
const IMPORT = /(?:import|export) (type )?([^;'"]*?) from '(\.[^']+)'|import ?\(?'(\.[^']+)'/g;

/** A file and all that it imports below `root`, types aside; of a folder's index only what is asked for. */
function closure(entry: string, root: string): string[] {
  const found = new Set<string>();
  const visit = (file: string, names: readonly string[]) => {
    const index = basename(file) === 'index.ts';
    if ((!index && found.has(file)) || DECIDES_DATA.test(relative(root, file))) return;
    if (!index) found.add(file);
    for (const [, types, list = '*', from, whole] of bare(readFileSync(file, 'utf8')).matchAll(IMPORT)) {
      const taken = namesOf(list);
      if (types || (index && !['*', ...taken].some((name) => names.includes(name)))) continue;
      visit(join(dirname(file), `${from ?? whole}`.replace(/\.js$/, '.ts')), index ? names : taken);
    }
  };
  visit(entry, []);
  return [...found];
}

/** The names of `{ a, type B, c as d }`, types left out. */
function namesOf(list: string): string[] {
  return list
    .replace(/[{}]/g, '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('type '))
    .map((part) => part.split(' as ')[0]!);
}

/** Code without comments and line breaks; rough on purpose: a piece of text taken for a comment only counts for less. */
function bare(code: string): string {
  return code
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/\s+/g, ' ');
}

/** What a formatter may not change: no white space, no comma before a closing bracket. */
function unformatted(code: string): string {
  return bare(code)
    .replace(/\s/g, '')
    .replace(/,(?=[)\]}])/g, '');
}
