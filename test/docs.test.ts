import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import * as engine from 'dice-workbook/engine';
import * as evaluation from 'dice-workbook/evaluation';
import * as figures from 'dice-workbook/figures';
import * as losses from 'dice-workbook/losses';
import * as overlap from 'dice-workbook/overlap';
import * as rigor from 'dice-workbook/rigor';
import * as runs from 'dice-workbook/runs';
import * as studies from 'dice-workbook/studies';
import * as tasks from 'dice-workbook/tasks';
import * as theory from 'dice-workbook/theory';
import * as training from 'dice-workbook/training';
import { readNotebook, sourceText } from '../src/notebook/notebookFile.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const modules: Record<string, unknown> = {
  engine,
  evaluation,
  runs,
  studies,
  figures,
  losses,
  overlap,
  rigor,
  tasks,
  theory,
  training,
};
const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort();

/** The fenced examples of a file's doc comments, without the comment's stars. */
function examples(text: string): string[] {
  const comments = text.match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  return comments.flatMap((comment) =>
    [...comment.replace(/^\s*\* ?/gm, '').matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]!),
  );
}

/** Runs an example; a line `expression; // => value` is an assertion. */
async function runExample(code: string): Promise<number> {
  let checked = 0;
  const body = code
    .split('\n')
    .map((line) => {
      const imported = line.match(/^import \{(.*)\} from 'dice-workbook\/(\w+)';/);
      if (imported) return `const {${imported[1]!.replace(/ as /g, ': ')}} = modules['${imported[2]}'];`;
      if (line.startsWith("import * as tf from '@tensorflow/tfjs'")) return '';
      const asserted = line.match(/^(?:(const|let) (\w+) = )?(.*?);?\s*\/\/ => (.*)$/);
      if (!asserted) return line;
      const [, keyword, name, expression, value] = asserted;
      const subject = name ?? expression;
      return `${keyword ? `${keyword} ${name} = ${expression};` : ''} check(await (${subject}), ${JSON.stringify(value)}, ${JSON.stringify(line.trim())});`;
    })
    .join('\n');
  const check = (actual: unknown, written: string, line: string) => {
    checked++;
    let value: unknown;
    try {
      value = new Function(`return (${written.replace(/…/g, '')});`)();
    } catch {
      value = written;
    }
    if (typeof value === 'number') expect(Number(actual), line).toBeCloseTo(value, 6);
    else if (typeof value === 'string') expect(String(actual), line).toBe(value);
    else expect(JSON.parse(JSON.stringify(actual, rounded)), line).toEqual(JSON.parse(JSON.stringify(value, rounded)));
  };
  const AsyncFunction = (async () => {}).constructor as new (
    ...args: string[]
  ) => (...values: unknown[]) => Promise<void>;
  await new AsyncFunction('modules', 'check', 'tf', body)(modules, check, tf);
  return checked;
}

/** Numbers of an example are written with six decimals at most; typed arrays are compared as arrays. */
function rounded(_: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array, (v) => Math.round(v * 1e6) / 1e6);
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value;
}

describe('the examples in doc comments', () => {
  const found = sources.flatMap((name) =>
    examples(readFileSync(join(ROOT, 'src', name), 'utf8')).map((code, i) => [`${name} #${i + 1}`, code] as const),
  );
  it.each(found)('%s', async (_, code) => {
    await engine.startEngine();
    expect(await runExample(code), 'an example asserts at least one value').toBeGreaterThan(0);
  });

  it('are checked: a wrong value fails', async () => {
    await expect(runExample('1 + 1; // => 3')).rejects.toThrow();
    await expect(runExample('[1, 2]; // => [1, 3]')).rejects.toThrow();
  });
});

/** The name that GitHub gives a heading, to be linked to. */
const slug = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

const textOf = (path: string) =>
  path.endsWith('.ipynb')
    ? readNotebook(path)
        .cells.filter(({ cell_type }) => cell_type === 'markdown')
        .map(sourceText)
        .join('\n\n')
    : readFileSync(path, 'utf8');

/** The places in a file that a link may name behind a `#`; undefined where it has none, as in a source. */
function anchorsOf(path: string, text = textOf(path)): Set<string> | undefined {
  if (path.endsWith('.html')) return new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id));
  if (path.endsWith('.md')) return new Set([...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => slug(heading)));
  // JupyterLab's anchors: the heading itself, with dashes between its words.
  if (path.endsWith('.ipynb'))
    return new Set([...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading.trim().replace(/\s/g, '-')));
  return undefined;
}

/** The links of a document that lead nowhere. Nothing is asked of the network: of an address the form is looked at. */
function brokenLinks(path: string, text = textOf(path)): string[] {
  const prose = path.endsWith('.html')
    ? text.replace(/<script[\s\S]*?<\/script>/g, '')
    : text.replace(/```[\s\S]*?```/g, '');
  const targets = path.endsWith('.html')
    ? [...prose.matchAll(/ (?:href|src)="([^"]*)"/g)]
    : [...prose.replace(/`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g), ...prose.matchAll(/ (?:href|src)="([^"]*)"/g)];
  return targets
    .map(([, target = '']) => target)
    .filter((target) => {
      if (target.startsWith('data:')) return false;
      if (/^[a-z]+:/.test(target)) return !URL.canParse(target) || !/^https?:\/\/[\w-]+(\.[\w-]+)+/.test(target);
      const [file = '', anchor] = target.split('#');
      const there = file === '' ? path : join(dirname(path), decodeURIComponent(file));
      if (file !== '' && !existsSync(there)) return true;
      return (
        anchor !== undefined && !anchorsOf(there, there === path ? text : undefined)?.has(decodeURIComponent(anchor))
      );
    });
}

describe('the links', () => {
  const inFolder = (folder: string, ending: string) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith(ending))
      .map((name) => join(folder, name));
  it.each([
    ...inFolder('.', '.md'),
    ...inFolder('data', '.md'),
    ...inFolder('notebooks', '.ipynb'),
    'figures/index.html',
  ])('of %s lead to files and headings that are there', (name) => {
    expect(brokenLinks(join(ROOT, name))).toEqual([]);
  });

  it('are checked: a file, a heading and an address that are not there are found', () => {
    const text =
      '# One heading\n[a](no.md) [b](#one-heading) [c](#other) [d](README.md#more) [e](README.md#less) [f](https:/x) `[g](no.md)`';
    expect(brokenLinks(join(ROOT, 'text.md'), text)).toEqual(['no.md', '#other', 'README.md#less', 'https:/x']);
    const page = '<h2 id="a"></h2><a href="#a"></a><a href="#b"></a><img src="no.svg">';
    expect(brokenLinks(join(ROOT, 'page.html'), page)).toEqual(['#b', 'no.svg']);
  });
});

it('the API reference (npm run api) holds every entry point of the package', () => {
  const { exports, typedocOptions } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    exports: Record<string, unknown>;
    typedocOptions: { entryPoints: string[] };
  };
  const folders = Object.keys(exports).flatMap((name) => /^\.\/(\w+)$/.exec(name)?.[1] ?? []);
  expect(typedocOptions.entryPoints).toEqual(folders.map((name) => `src/${name}/index.ts`));
});
