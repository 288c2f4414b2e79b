import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));

/** From the bottom up: a folder imports from folders of lower layers, or of its own. */
const LAYERS = [
  ['rigor', 'overlap'],
  ['theory'],
  ['losses', 'engine'],
  ['evaluation', 'tasks'],
  ['training', 'figures'],
  ['runs'],
  ['studies'],
  ['replication'],
  ['page'],
  ['cli', 'commands', 'notebook', 'bench', 'lab'],
];
const WITHOUT_TENSORFLOW = ['overlap', 'rigor', 'theory', 'evaluation', 'figures'];
/** Allowed beside the layers: within one layer, and files at the root of src that everyone may use. */
const SIDEWAYS = [
  'tasks > evaluation',
  'overlap > rigor',
  'losses > engine',
  'cli > commands',
  'commands > notebook',
  'commands > bench',
  'commands > lab',
  'notebook > lab',
];
const ROOT_FILES = ['decimalText', 'distancePasses', 'userError', 'printable', 'progress', 'random', 'writeWhole'];

/** What is wrong with the imports of one file: `file > imported: reason`. */
function violations(file: string, text: string): string[] {
  const folder = file.includes('/') ? file.split('/')[0]! : 'cli';
  const layerOf = (name: string) => LAYERS.findIndex((names) => names.includes(name));
  const found: string[] = [];
  // Types vanish when compiled, but a type from a higher layer is a dependency of thought all the same: they count too.
  // Examples in doc comments import the package by its name, as a user does.
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '');
  for (const [, imported] of code.matchAll(/(?:from|import\(|import) ?\(?['"]([^'"]+)['"]/g)) {
    const wrong = (reason: string) => found.push(`${file} > ${imported}: ${reason}`);
    if (!imported!.startsWith('.')) {
      if (WITHOUT_TENSORFLOW.includes(folder) && /tensorflow|danfojs/.test(imported!)) wrong('TensorFlow.js');
      if (folder === 'rigor') wrong('rigor imports nothing');
      continue;
    }
    const target = relative(SOURCE, join(SOURCE, dirname(file), imported!));
    const other = target.includes('/') ? target.split('/')[0]! : target.replace(/\.js$/, '');
    if (other === folder) continue;
    if (ROOT_FILES.includes(other)) {
      if (folder === 'rigor' || folder === 'overlap') wrong(`${folder} stands on nothing but itself and rigor`);
    } else if (folder === 'figures' && other === 'training') wrong('figures never import training');
    else if (layerOf(other) >= layerOf(folder) && !SIDEWAYS.includes(`${folder} > ${other}`))
      wrong('upwards or sideways');
  }
  return found;
}

/** Files that import each other in a circle, types included: the first circle met, or none. */
function circle(texts: ReadonlyMap<string, string>): string[] | undefined {
  const importsOf = ([file, text]: [string, string]) =>
    [...text.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/(?:from|import\(|import) ?\(?['"](\.[^'"]+)\.js['"]/g)].map(
      ([, imported]) => join(dirname(file), `${imported}.ts`),
    );
  const imports = new Map([...texts].map((entry) => [entry[0], importsOf(entry)]));
  const done = new Set<string>();
  const from = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const imported of imports.get(file) ?? []) {
      const found = from(imported, [...path, file]);
      if (found) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of texts.keys()) {
    const found = from(file, []);
    if (found) return found;
  }
  return undefined;
}

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
// The package's front door and the root files stand outside the layers.
const layered = files.filter((name) => name.includes('/') || name === 'cli.ts');

describe('the architecture', () => {
  it('has folders that import downwards only', () => {
    expect(layered.flatMap((name) => violations(name, readFileSync(join(SOURCE, name), 'utf8')))).toEqual([]);
  });

  it('knows every folder of src', () => {
    const folders = new Set(layered.filter((name) => name.includes('/')).map((name) => name.split('/')[0]!));
    expect([...folders].sort()).toEqual(
      LAYERS.flat()
        .filter((name) => name !== 'cli')
        .sort(),
    );
  });

  it.each([
    ['theory/x.ts', "import { y } from '../losses/y.js';"],
    ['figures/x.ts', "import { y } from '../training/y.js';"],
    ['overlap/x.ts', "import * as tf from '@tensorflow/tfjs';"],
    ['rigor/x.ts', "import { z } from 'mathjs';"],
    ['evaluation/x.ts', "const tf = await import('@tensorflow/tfjs-node');"],
  ])('would see a forbidden import in %s', (file, text) => {
    expect(violations(file, text)).toHaveLength(1);
  });

  it('has no files that import each other in a circle, types included', () => {
    const texts = files.map((name) => [name, readFileSync(join(SOURCE, name), 'utf8')] as const);
    expect(circle(new Map(texts))).toBeUndefined();
  });

  it('would see a circle, also one of types and one through two folders', () => {
    const texts = new Map([
      ['d.ts', "import { a } from './x/a.js';"],
      ['x/a.ts', "import type { B } from './b.js';"],
      ['x/b.ts', "export { c } from '../y/c.js';"],
      ['y/c.ts', "const a = await import('../x/a.js');"],
    ]);
    expect(circle(texts)).toEqual(['x/a.ts', 'x/b.ts', 'y/c.ts', 'x/a.ts']);
    texts.delete('x/b.ts');
    expect(circle(texts)).toBeUndefined();
  });

  it('keeps every file small enough to be read at once', () => {
    const long = layered
      .map((name) => [name, readFileSync(join(SOURCE, name), 'utf8').split('\n').length] as const)
      .filter(([, lines]) => lines > 260);
    expect(long).toEqual([]);
  });
});
