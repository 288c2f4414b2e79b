import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const SOURCE = fileURLToPath(new URL('../../src', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-dashes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const refusal = (...args: string[]) => {
  const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', cwd: folder });
  expect(status).toBe(2);
  return stderr;
};

describe('a refusal of the command line', () => {
  it.each([
    [['--steps', '0'], '--steps must be a whole number'],
    [['--learning-rate', '0'], '--learning-rate must be a number above 0'],
    [['--folds', '1'], '--folds must be a whole number of at least 2'],
    [['--pretrain', '9', '--steps', '9'], '--pretrain must be less than --steps (9)'],
    [['--multi-class', '--patients', '4'], '--multi-class'],
    // `imagesPerPatient` is no option of the command; it stays a word.
    [['--size', '18'], '--size must be a multiple of 4, got 18'],
  ])('names options as they are typed: %j', (args, sentence) => {
    const text = refusal('compare', '--task', 'po18', ...args);
    expect(text).toContain(sentence);
    expect(text).not.toContain('`');
  });

  it('leaves a name alone that the command has no option for', () => {
    const text = refusal('study', 'sanity', '--preset', 'all');
    expect(text).toContain("--preset of sanity is one of quick, full, got 'all'");
  });
});

describe('the library', () => {
  /**
   * Folders that a program may call without a command line; `engine` calls other programs, which have options too. The
   * readers of `tasks` still name their options as they are typed.
   */
  const folders = ['overlap', 'rigor', 'theory', 'losses', 'evaluation', 'training', 'figures', 'runs', 'studies'];
  const files = folders.flatMap((name) =>
    readdirSync(join(SOURCE, name), { recursive: true, encoding: 'utf8' })
      // A workflow is made of whole commands, Snakemake's among them.
      .filter((file) => file.endsWith('.ts') && !join(name, file).startsWith(join('studies', 'workflow')))
      .map((file) => join(name, file)),
  );
  /** Options of this command line, in code: comments aside, and whole commands that are quoted aside. */
  const flags = (text: string) =>
    [...text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([flag]) => flag);

  it('names no option with dashes, but where it quotes a whole command', () => {
    const found = files.flatMap((file) =>
      readFileSync(join(SOURCE, file), 'utf8')
        .split('\n')
        .filter((line) => !line.includes('npx dice-workbook'))
        .flatMap((line) => flags(line).map((flag) => `${file}: ${flag}`)),
    );
    // This one is set as a user types it, with the name of the set.
    expect(found.filter((one) => one !== 'runs/recipeData.ts: --data')).toEqual([]);
  });
});
