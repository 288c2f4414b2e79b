import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { command } from '../../src/commands/notebooks.js';
import { UserError } from '../../src/userError.js';

const thisFile = fileURLToPath(import.meta.url);

describe('dice-workbook notebooks', () => {
  it.each([
    [
      'a time limit that is no number',
      { 'time-limit': 'soon' },
      [],
      /--time-limit must be a number of seconds above 0, not 'soon'/,
    ],
    ['a time limit of zero', { 'time-limit': '0' }, [], /above 0, not '0'/],
    ['a file that is missing', {}, ['none.ipynb'], /none\.ipynb': there is no such file/],
    ['a file that is no notebook', {}, [thisFile], /is not a notebook: expected JSON with "nbformat": 4/],
  ])('refuses %s with a sentence, before a kernel starts', async (_, values, files, message) => {
    const failure = await command.run(values, files).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(UserError);
    expect((failure as UserError).message).toMatch(message);
  });
});
