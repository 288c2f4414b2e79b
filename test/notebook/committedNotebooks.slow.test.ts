import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runNotebooks } from '../../src/notebook/runNotebooks.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const notebooks = readdirSync(join(root, 'notebooks'))
  .filter((name) => name.endsWith('.ipynb'))
  .sort();

// The kernel imports the package by its name, as a reader does: it must be built.
it.skipIf(!existsSync(join(root, 'dist/index.js')))(
  'every notebook runs fresh, and its outputs are those that are committed',
  async () => {
    expect(
      await runNotebooks(
        notebooks.map((name) => join(root, 'notebooks', name)),
        { check: true },
      ),
    ).toEqual([]);
  },
  300_000,
);
