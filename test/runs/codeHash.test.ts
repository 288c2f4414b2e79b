import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { codeHash, hashOf } from '../../src/runs/index.js';

const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-code-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TREE: Record<string, string> = {
  'runs/entry.ts': [
    "import { step } from '../training/index.js';",
    "import { near } from './near.js';",
    "import type { Shape } from './shape.js';",
    "import { images } from '../tasks/index.js';",
    'export const result = (shape: Shape) => step(near, images, shape);',
  ].join('\n'),
  'runs/near.ts': 'export const near = 1;',
  'runs/shape.ts': 'export interface Shape { size: number }',
  'runs/unused.ts': 'export const unused = 1;',
  'training/index.ts': [
    "export { step } from './step.js';",
    "export { other, type Other } from './other.js';",
    "export { inner as outer } from './renamed.js';",
  ].join('\n'),
  'training/renamed.ts': 'export const inner = 1;',
  'training/step.ts':
    "import { rate as factor } from '../rate.js';\nexport const step = (...all: unknown[]) => [factor, all];",
  'training/other.ts': 'export const other = 1;\nexport type Other = number;',
  'training/operations.cc': '#include "../engine/shared.h"\nfloat one() { return 1; }',
  'training/operation.h': '#define ONE 1',
  'engine/shared.h': '#define TWO 2',
  'losses/unused.cc': 'float two() { return 2; }',
  'rate.ts': 'export const rate = 0.1;',
  'tasks/index.ts': "export { images } from './images.js';\nexport { foldsOf } from './foldsOf.js';",
  'tasks/foldsOf.ts': 'export const foldsOf = (patients: number) => patients % 5;',
  'tasks/images.ts': 'export const images = 3;',
};

let trees = 0;
/** The hash of the tree with some files changed, added, or (undefined) taken away. */
function hash(changes: Record<string, string | undefined> = {}): string {
  const root = join(folder, String(trees++));
  for (const [name, text] of Object.entries({ ...TREE, ...changes })) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return hashOf('runs/entry.ts', root);
}
const with_ = (name: string, change: (text: string) => string) => hash({ [name]: change(TREE[name]!) });

describe('hashOf(entry, root)', () => {
  it('is the same of the same code, wherever it lies', () => expect(hash()).toBe(hash()));

  it.each([
    ['a comment', () => with_('rate.ts', (text) => `/** Of the steps. */\n// Small.\n${text}`)],
    [
      'a comment over several lines',
      () => with_('training/step.ts', (text) => text.replace('\n', '\n/* one\n * two\n */\n')),
    ],
    ['white space', () => with_('runs/near.ts', (text) => `\n\n${text.replaceAll(' ', '\n   ')}\n`)],
    [
      'how a formatter sets it',
      () =>
        with_('runs/entry.ts', (text) =>
          text.replace('(near, images, shape)', '(\n    near,\n    images,\n    shape,\n  )'),
        ),
    ],
    ['a comment behind a line', () => with_('rate.ts', (text) => `${text} // Small.`)],
    ['an import of a type', () => with_('rate.ts', (text) => `import type { Shape } from './runs/shape.js';\n${text}`)],
    [
      'an import of types alone',
      () => with_('rate.ts', (text) => `import { type Shape } from './runs/shape.js';\n${text}`),
    ],
    [
      'a type among what is imported',
      () => with_('training/step.ts', (text) => text.replace('factor }', 'factor, type Rate }')),
    ],
    ['what stands in a file of types alone', () => with_('runs/shape.ts', (text) => text.replace('number', 'string'))],
    ['a module that nothing imports', () => with_('runs/unused.ts', (text) => text.replace('1', '2'))],
    ['what an index offers beside', () => with_('training/other.ts', (text) => text.replace('1', '2'))],
    ['another line in an index', () => with_('training/index.ts', (text) => `${text}\nexport { x } from './x.js';`)],
    [
      'how images are made, which their own hash tells',
      () => with_('tasks/images.ts', (text) => text.replace('3', '4')),
    ],
    [
      'operations of a folder that nothing comes from',
      () => with_('losses/unused.cc', (text) => text.replace('2', '3')),
    ],
  ])('does not change with %s', (_, changed) => expect(changed()).toBe(hash()));

  it.each([
    ['a number', () => with_('runs/near.ts', (text) => text.replace('1', '2'))],
    [
      'a number two folders away, through an index and a second name',
      () => with_('rate.ts', (text) => text.replace('0.1', '0.2')),
    ],
    ['an operation in C++', () => with_('training/operations.cc', (text) => text.replace('1', '2'))],
    ['what they include of another folder', () => with_('engine/shared.h', (text) => text.replace('2', '3'))],
    ['what operations in C++ include', () => with_('training/operation.h', (text) => text.replace('1', '2'))],
    ['a new operation in C++', () => hash({ 'training/more.cc': 'int three;' })],
    ['a new import', () => with_('runs/entry.ts', (text) => `import { unused } from './unused.js';\n${text}`)],
    [
      'what was offered beside, once it is asked for',
      () => with_('runs/entry.ts', (text) => text.replace('{ step }', '{ step, other }')),
    ],
  ])('changes with %s', (_, changed) => expect(changed()).not.toBe(hash()));

  it('counts what an index offers from the moment it is asked for', () => {
    const asked = TREE['runs/entry.ts']!.replace('{ step }', '{ step, other }');
    const before = hash({ 'runs/entry.ts': asked });
    expect(hash({ 'runs/entry.ts': asked, 'training/other.ts': 'export const other = 2;' })).not.toBe(before);
  });

  it.each([
    ['import of all of a folder', "import * as all from '../training/index.js';", 'training/other.ts'],
    ['import over several lines', "import {\n  unused,\n} from './unused.js';"],
    ['import of everything', "import * as all from './unused.js';"],
    ['re-export of everything', "export * from './unused.js';"],
    ['import for its effects', "import './unused.js';"],
    ['import when it is needed', "const { unused } = await import('./unused.js');"],
    ['import of a value beside a type', "import { type Never, unused } from './unused.js';"],
  ])('sees an %s', (_, line, file = 'runs/unused.ts') => {
    const entry = `${line}\n${TREE['runs/entry.ts']}`;
    const before = hash({ 'runs/entry.ts': entry });
    expect(hash({ 'runs/entry.ts': entry, [file]: 'export const unused = 2;' })).not.toBe(before);
  });

  it('counts how patients are dealt, which the images do not tell', () => {
    const asked = TREE['runs/entry.ts']!.replace('{ images }', '{ foldsOf, images }');
    const before = hash({ 'runs/entry.ts': asked });
    const other = TREE['tasks/foldsOf.ts']!.replace('5', '4');
    expect(hash({ 'runs/entry.ts': asked, 'tasks/foldsOf.ts': other })).not.toBe(before);
  });

  it('counts what an index offers under another name', () => {
    const asked = TREE['runs/entry.ts']!.replace('{ step }', '{ step, outer }');
    const before = hash({ 'runs/entry.ts': asked });
    const other = 'export const inner = 2;';
    expect(hash({ 'runs/entry.ts': asked, 'training/renamed.ts': other })).not.toBe(before);
  });

  it('follows files that import each other in a circle to an end', () => {
    const circle = { 'runs/near.ts': "import { rate } from '../rate.js';\nexport const near = rate;" };
    expect(
      hash({ ...circle, 'rate.ts': "import { near } from './runs/near.js';\nexport const rate = 1;" }),
    ).toHaveLength(16);
  });
});

describe('codeHash()', () => {
  it("is the fingerprint of this package's own executeRun, each time the same", () => {
    expect(codeHash()).toMatch(/^[0-9a-f]{16}$/);
    expect(codeHash()).toBe(codeHash());
  });
});
