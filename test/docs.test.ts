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

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const modules: Record<string, unknown> = {
  engine,
  evaluation,
  figures,
  losses,
  overlap,
  rigor,
  runs,
  studies,
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

describe('the links in the documents', () => {
  const documents = readdirSync(ROOT)
    .filter((name) => name.endsWith('.md'))
    .concat(existsSync(join(ROOT, 'data/README.md')) ? ['data/README.md'] : []);
  it.each(documents)('%s points to files that exist', (name) => {
    const links = [...readFileSync(join(ROOT, name), 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(
      (match) => match[1]!,
    );
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(name), link)))).toEqual([]);
  });
});
