import { describe, expect, it } from 'vitest';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { studyRuns } from '../../../src/studies/figures/studyRuns.js';
import { HYPOTHESES, type HypothesisVerdict } from '../../../src/studies/hypotheses/index.js';
import { coreRanking } from '../../../src/studies/rankings.js';
import { abstractTable } from '../../../src/studies/tables/abstractTable.js';
import { armsTable, SWEPT_PARTS } from '../../../src/studies/tables/armsTable.js';
import { resultTables, writeTables } from '../../../src/studies/tables/resultTables.js';
import { cellText, type ResultTable } from '../../../src/studies/tables/resultTable.js';
import { choiceTable } from '../../../src/studies/tables/choiceTable.js';
import { tableLines, writeMarkedTables } from '../../../src/studies/tables/writeMarkedTables.js';
import { tableCsv, tableLatex, tableMarkdown } from '../../../src/studies/tables/writeTable.js';
import { UserError } from '../../../src/userError.js';
import { madeUpRuns } from '../figures/madeUpRuns.js';

const table: ResultTable = {
  id: 'small',
  title: 'Small & odd',
  caption: 'Two rows; 100 % made up.',
  columns: [
    { key: 'loss', heading: 'loss' },
    { key: 'dice', heading: 'Dice_1' },
    { key: 'gain', heading: 'gain', decimals: 2, signed: true },
  ],
  rows: [
    { loss: 'a|b', dice: 0.12345, gain: -0.251 },
    { loss: 'say "c", then', dice: 0.5, gain: 0.004 },
    { loss: 'lost' },
  ],
  bold: ({ dice }, key) => key === 'dice' && dice === 0.5,
};

describe('a table is written', () => {
  it('as Markdown, numbers to the right, the best in bold, bars escaped', () => {
    expect(tableMarkdown(table).split('\n').slice(4)).toEqual([
      '| loss | Dice_1 | gain |',
      '| --- | ---: | ---: |',
      '| a\\|b | 0.123 | −0.25 |',
      '| say "c", then | **0.500** | +0.004 |',
      '| lost | – | – |',
      '',
    ]);
  });

  it('as CSV, numbers in full, quotes doubled, nothing for what is missing', () => {
    expect(tableCsv(table)).toBe(
      'loss,Dice_1,gain,"Dice_1, best group"\r\na|b,0.12345,-0.251,0\r\n"say ""c"", then",0.5,0.004,1\r\nlost,,,0\r\n',
    );
  });

  it('as LaTeX, nothing in it a command', () => {
    const text = tableLatex(table);
    expect(text).toContain('\\caption{Small \\& odd. Two rows; 100 \\% made up.}');
    expect(text).toContain('loss & Dice\\_1 & gain \\\\');
    expect(text).toContain('a|b & 0.123 & $-$0.25 \\\\');
    expect(text).toContain('\\textbf{0.500}');
    expect(text).toContain('\\begin{tabular}{lrr}');
  });
});

describe('cellText(value, column)', () => {
  it.each([
    [0.0004, { signed: true }, '+0.0004'],
    [-0.0004, {}, '−0.0004'],
    [-1e-12, { signed: true }, '0.000'],
    [0.5, { signed: true, decimals: 1 }, '+0.5'],
    [-Infinity, {}, '−∞'],
    [NaN, {}, '–'],
    [undefined, {}, '–'],
    ['tie', {}, 'tie'],
  ])('%o with %o is %s', (value, rest, text) => {
    expect(cellText(value, { key: '', heading: '', ...rest })).toBe(text);
  });
});

const all = madeUpRuns();
const runs = studyRuns(all, 'synthetic');
const verdicts = HYPOTHESES.map(({ id }): HypothesisVerdict => ({
  id,
  verdict: 'not decided',
  tasks: [{ task: 'is17', holds: 'neither', numbers: '+0.1', pending: false }],
  summary: `made up for ${id}`,
}));

describe('resultTables(verdicts, runsOf)', () => {
  const tables = resultTables(verdicts, (material) => studyRuns(all, material));

  it('has one table of each kind and material, each saying whether it is synthetic', () => {
    const ids = tables.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const name of ['core', 'pairs', 'ranks', 'thresholds'])
      expect(ids).toEqual(expect.arrayContaining([`${name}-synthetic`, `${name}-real`]));
    for (const { id, caption, title } of tables)
      expect(/synthetic/i.test(`${caption} ${title}`), id).toBe(/synthetic/.test(id));
  });

  it('marks as best what the comparison calls so, and nothing beside it', () => {
    const { rows, columns, bold } = tables.find(({ id }) => id === 'core-synthetic')!;
    for (const { key } of columns.slice(1, -1)) {
      const best = Math.max(...rows.map((row) => row[key] as number));
      const top = rows.filter((row) => row[key] === best);
      expect(top.every((row) => bold!(row, key))).toBe(true);
      expect(rows.some((row) => !bold!(row, key))).toBe(true);
    }
  });

  it('tells every hypothesis with its rule and what each task says', () => {
    const rules = tables.find(({ id }) => id === 'verdicts-synthetic')!.rows;
    expect(rules.map(({ id }) => id)).toEqual(HYPOTHESES.map(({ id }) => id));
    expect(rules.every(({ rule, sentence }) => rule && sentence)).toBe(true);
    expect(tables.find(({ id }) => id === 'verdicts-by-task-synthetic')!.rows[0]).toMatchObject({ numbers: '+0.1' });
  });

  it('leaves out what has no runs', () => {
    const ids = resultTables(verdicts, (material) => studyRuns([], material)).map(({ id }) => id);
    expect(ids).toEqual(['verdicts-synthetic', 'verdicts-by-task-synthetic', 'abstract-synthetic']);
  });

  it('is written in three forms', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-tables-'));
    const files = writeTables(tables.slice(0, 1), folder);
    expect(files.map((path) => path.replace(/.*\./, ''))).toEqual(['md', 'csv', 'tex']);
    expect(files.every((path) => readFileSync(path, 'utf8').includes('H1'))).toBe(true);
    rmSync(folder, { recursive: true });
  });
});

it.each(SWEPT_PARTS)('the arms of %s are compared with another arm, never with themselves', (part) => {
  const { rows } = armsTable(runs, part);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every(({ arm, than }) => arm !== than)).toBe(true);
  expect(rows.some(({ mean }) => typeof mean === 'number')).toBe(true);
});

describe('the table of the abstract', () => {
  it('names every hypothesis once, and on which tasks the core alone decides', () => {
    const { rows } = abstractTable(verdicts, runs);
    expect(rows.map(({ shows }) => String(shows).split(':')[0])).toEqual(HYPOTHESES.map(({ id }) => id));
    expect(rows[0]!.shows).toMatch(/both greater than plain cross-entropy on .*, both less on none$/);
  });

  it('goes between its marks, and nowhere else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-readme-'));
    const path = join(folder, 'README.md');
    const [choice, abstract] = [choiceTable([runs]), abstractTable(verdicts, runs)];
    const file = (first: string, second: string) =>
      `before\n<!-- choice: how -->\n${first}\n<!-- /choice -->\n<!-- abstract -->\n${second}\n<!-- /abstract -->\nafter\n`;
    writeFileSync(path, file('old', 'old'));
    writeMarkedTables([abstract, choice], path);
    expect(readFileSync(path, 'utf8')).toBe(file(tableLines(choice), tableLines(abstract)));
    writeFileSync(path, 'no marks');
    expect(() => writeMarkedTables([choice, abstract], path)).toThrow(UserError);
    expect(() => writeMarkedTables([], path)).toThrow(UserError);
    rmSync(folder, { recursive: true });
  });
});

it('the table for who chooses tells each difference with its interval, and marks what is decided', () => {
  const { rows, bold } = choiceTable([runs]);
  expect(rows.map(({ images }) => String(images).split(',')[0])).toEqual(runs.sets.map(({ name }) => name));
  for (const row of rows) {
    expect(row.softDice).toMatch(/^[+−]?0\.\d+ \([+−]?0\.\d+ to [+−]?0\.\d+\)$/);
    const [lower, upper] = [...String(row.softDice).matchAll(/[+−]?0\.\d+/g)].slice(1).map(([text]) => text[0]);
    if (bold!(row, 'softDice')) expect(lower).toBe(upper);
  }
  expect(rows.some((row) => bold!(row, 'softDice'))).toBe(true);
});

describe('coreRanking(runs)', () => {
  it('ranks over tasks, and refuses one task', () => {
    const { ranking, sets, leftOut, friedman } = coreRanking(runs);
    expect([sets.length, leftOut, ranking.methods.length]).toEqual([6, [], 8]);
    // Both average the ranks of the mean scores.
    for (const { method, meanRank } of ranking.methods) expect(friedman.meanRanks[method]).toBeCloseTo(meanRank, 12);
    expect(() => coreRanking(studyRuns(all, 'several-classes-synthetic'))).toThrow(UserError);
  });
});
