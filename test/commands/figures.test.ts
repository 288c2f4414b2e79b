import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { command } from '../../src/commands/figures.js';
import { UserError } from '../../src/userError.js';

it('dice-workbook figures refuses a figure that it does not have, names those it has, and writes nothing', async () => {
  const out = mkdtempSync(join(tmpdir(), 'dice-workbook-figures-'));
  const failure = await command.run({ out }, ['dice-jaccard-region', 'map']).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(UserError);
  expect((failure as UserError).message).toMatch(/^there is no figure 'map'\. Figures: dice-jaccard-region, /);
  expect(readdirSync(out)).toEqual([]);
  rmSync(out, { recursive: true });
});
