import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MARKED_TABLES, committedTable, tableLines } from '../../src/studies/index.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

describe('the README says what the committed runs show', () => {
  it.each(Object.entries(MARKED_TABLES))(
    'in its table of %s',
    (mark, id) => {
      const found = new RegExp(`<!-- ${mark}: (.*?) -->\\n([\\s\\S]*?)\\n<!-- /${mark} -->`).exec(readme)!;
      expect(found[2], `to write it anew: ${found[1]}`).toBe(tableLines(committedTable(id)));
    },
    120_000,
  );

  it('in the sentences beside the table of losses', () => {
    const { rows } = committedTable('choice');
    const signs = (loss: string) =>
      rows.flatMap((row) => ((row.decided as string[]).includes(loss) ? String(row[loss])[0] : []));
    expect(readme).toContain('Soft Dice plus cross-entropy was nowhere decidedly worse than cross-entropy');
    expect(signs('softDice+crossEntropy').filter((sign) => sign !== '+')).toEqual([]);
    expect(readme).toContain('Weighted cross-entropy and Lovász-softmax were nowhere decidedly better');
    expect([...signs('weightedCrossEntropy'), ...signs('lovaszSoftmax')].filter((sign) => sign === '+')).toEqual([]);
  });
});
