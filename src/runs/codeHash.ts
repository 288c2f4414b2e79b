import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProcedureId } from './procedures/settings.js';

/** The sources, which the package carries beside what is compiled of them. */
const SOURCE = fileURLToPath(new URL('../../src/', import.meta.url));

/** What images are made or read with decides the images alone, whose own hash stands in a key; folds decide more. */
const MAKES_DATA = /^tasks\/(?!index\.ts$|foldsOf\.ts$|volumes\/authorsFolds\.ts$)/;

const known = new Map<string, string>();

/**
 * A fingerprint of the code that decides a run's result: of `executeRun`, or of the file of a procedure, and of all that it
 * imports of this package, with the operations in C++ beside them, without comments and white space. Nobody has to
 * remember to count anything up, and a comment changes nothing. A new procedure leaves the runs of all others as they are.
 *
 * @param procedure - the id in the recipe; absent: of runs without one
 */
export function codeHash(procedure?: ProcedureId): string {
  const entry = procedure === undefined ? 'runs/executeRun.ts' : `runs/procedures/${procedure}.ts`;
  const hash = known.get(entry) ?? hashOf(entry, SOURCE);
  known.set(entry, hash);
  return hash;
}

/** The fingerprint of a module below `root` and all that it imports there. */
export function hashOf(entry: string, root: string): string {
  const files = closure(join(root, entry), root);
  const folders = [...new Set(files.map((file) => dirname(file)))];
  const beside = folders.flatMap((folder) =>
    readdirSync(folder).flatMap((name) => (/\.(cc|h)$/.test(name) ? [join(folder, name)] : [])),
  );
  const operations = new Set([...beside, ...beside.flatMap(included)]);
  const hash = createHash('sha256');
  for (const file of [...files, ...operations].sort())
    hash.update(`${relative(root, file)}\0${unformatted(readFileSync(file, 'utf8'))}\0`);
  return hash.digest('hex').slice(0, 16);
}

/** What a file in C++ includes of this package. */
function included(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/#include "([^"]+)"/g)].map(([, path]) => join(dirname(file), path!));
}

/** `import a from 'x'` and `export a from 'x'`; or `import 'x'` and `import('x')`, which ask for all there is. */
const IMPORT = /(?:import|export) (type )?([^;'"]*?) from '(\.[^']+)'|import ?\(?'(\.[^']+)'/g;

/** A file and all that it imports below `root`, types aside; of a folder's index only what is asked for. */
function closure(entry: string, root: string): string[] {
  const found = new Set<string>();
  const visit = (file: string, names: readonly string[]) => {
    const index = basename(file) === 'index.ts';
    if ((!index && found.has(file)) || MAKES_DATA.test(relative(root, file))) return;
    if (!index) found.add(file);
    for (const [, types, list = '*', from, whole] of bare(readFileSync(file, 'utf8')).matchAll(IMPORT)) {
      const taken = namesOf(list).filter(
        ({ known }) => !index || known === '*' || ['*', known].some((name) => names.includes(name)),
      );
      if (types || taken.length === 0) continue;
      visit(
        join(dirname(file), `${from ?? whole}`.replace(/\.js$/, '.ts')),
        taken.map(({ name }) => name),
      );
    }
  };
  visit(entry, []);
  return [...found];
}

/** The names of `{ a, type B, c as d }` in the module they come from, and those they are given; types left out. */
function namesOf(list: string): { name: string; known: string }[] {
  return list
    .replace(/[{}]/g, '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('type '))
    .map((part) => {
      const [name = part, known = name] = part.split(' as ');
      return { name, known };
    });
}

/** Code without comments and line breaks; rough on purpose: a piece of text taken for a comment only counts for less. */
function bare(code: string): string {
  return code
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1')
    .replace(/\s+/g, ' ');
}

/** What decides: no imports of types; and no white space or comma before a closing bracket, which a formatter sets. */
function unformatted(code: string): string {
  return bare(code)
    .replace(/(import|export) type [^;'"]*? from '[^']+';/g, '')
    .replace(/(?:import|export) \{[^}]*\} from '[^']+';/g, withoutTypes)
    .replace(/\s/g, '')
    .replace(/,(?=[)\]}])/g, '');
}

/** The statement without the types in its list; nothing where it lists no more than types. */
function withoutTypes(statement: string): string {
  const values = statement.replace(/\btype \w+( as \w+)?,? ?/g, '');
  return /\{[\s,]*\}/.test(values) ? '' : values;
}
