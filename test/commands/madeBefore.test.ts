import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { madeBefore } from '../../src/commands/madeBefore.js';

const root = mkdtempSync(join(tmpdir(), 'dice-workbook-made-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const file = (name: string) => join(root, name);
const made = (settings = ['v20']) => madeBefore(file('record/made.json'), [file('code')], settings);

it('knows what the same inputs made, and nothing else', () => {
  mkdirSync(file('code/deep'), { recursive: true });
  writeFileSync(file('code/deep/a.js'), '1');
  writeFileSync(file('notebook'), 'outputs');
  expect(made().has(file('notebook'))).toBe(false);
  made().note(file('notebook'));
  expect(made().has(file('notebook'))).toBe(true);
  // Each alone: another setting, another product, another input.
  expect(made(['v22']).has(file('notebook'))).toBe(false);
  writeFileSync(file('notebook'), 'edited');
  expect(made().has(file('notebook'))).toBe(false);
  writeFileSync(file('notebook'), 'outputs');
  expect(made().has(file('notebook'))).toBe(true);
  writeFileSync(file('code/deep/b.js'), '');
  expect(made().has(file('notebook'))).toBe(false);
});

it('counts a product that is missing, and a record that cannot be read, as not made', () => {
  writeFileSync(file('figure'), '<svg>');
  made().note(file('figure'));
  rmSync(file('figure'));
  expect(made().has(file('figure'))).toBe(false);
  writeFileSync(file('figure'), '<svg>');
  expect(made().has(file('figure'))).toBe(true);
  writeFileSync(file('record/made.json'), '{"half');
  expect(made().has(file('figure'))).toBe(false);
});
