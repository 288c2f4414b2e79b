import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { theorems } from 'dice-workbook/theory';
import { coqModule, statementsOf } from '../src/theory/coqFiles.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const README = readFileSync(`${ROOT}README.md`, 'utf8');
const rows = README.split('<!-- theorems')[1]!
  .split('<!-- /theorems -->')[0]!
  .split('\n')
  .filter((line) => line.startsWith('| ['))
  .map((line) => line.slice(2, -2).split(' | '));

describe("the README's table of theorems", () => {
  it('lists every theorem in order, by its name', () => {
    expect(rows.map(([name]) => name!.match(/\[(.*?)\]/)![1])).toEqual(theorems.map(({ name }) => name));
  });

  it.each(theorems.map((theorem, i) => [theorem.id, theorem, rows[i]] as const))(
    'states the constant and the evidence of %s as its check does',
    async (_, theorem, row) => {
      const { evidence } = await theorem.check();
      expect(row![1]).toBe(theorem.constant.closedForm.replaceAll('|', '\\|').replaceAll('*', '\\*'));
      expect(row![2]).toBe([...new Set(evidence.map(({ kind }) => kind))].sort().join(', '));
      const statements = statementsOf(theorem);
      if (statements === 0) expect(row![3]).toMatch(/^no: /);
      else expect(row![3]).toBe(`[${statements} statements](src/theory/proofs/${coqModule(theorem)}.v)`);
    },
  );
});

it("the README's list of notebooks is complete", () => {
  const linked = [...README.split('## Notebooks')[1]!.matchAll(/\]\((notebooks\/[\w-]+\.ipynb)\) \|/g)].map(
    (match) => match[1]!,
  );
  const present = readdirSync(`${ROOT}notebooks`)
    .filter((name) => name.endsWith('.ipynb'))
    .map((name) => `notebooks/${name}`)
    .sort();
  expect(linked).toEqual(present);
});

it("the README's open questions name every file with an ASSUMPTION", () => {
  const files = readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && readFileSync(`${ROOT}src/${name}`, 'utf8').includes('ASSUMPTION:'),
  );
  for (const name of files) expect(README).toContain(`(src/${name})`);
});

it("the README's first commands are scripts of the package", () => {
  const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
  expect(scripts.start && scripts.test).toBeTruthy();
  expect(existsSync(`${ROOT}src/setup.mjs`)).toBe(true);
});
