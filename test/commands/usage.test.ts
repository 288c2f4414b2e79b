import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Command } from '../../src/commands/command.js';

const FOLDER = fileURLToPath(new URL('../../src/commands', import.meta.url));
const names = readdirSync(FOLDER).map((file) => file.replace('.ts', ''));

it.each(names)('%s, where it is a command, is told in one sentence, and its usage in one layout', async (name) => {
  const { command } = (await import(`../../src/commands/${name}.ts`)) as { command?: Command };
  if (!command) return;
  expect(command.summary).toMatch(/^[A-Z][a-z]+s .*[^.]\.$/);
  const [first, ...rest] = command.usage.split('\n\n');
  expect(first).toMatch(name === 'start' ? /^npm start / : new RegExp(`^npx dice-workbook ${name} `));
  for (const option of Object.keys(command.options)) expect(command.usage).toContain(`--${option}`);
  if (name !== 'start') expect(rest.at(-1)).toMatch(new RegExp(`^Example: npx dice-workbook ${name} ?`));
});
