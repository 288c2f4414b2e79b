import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { canonicalJson, mergeResults, readResults, type StoredRun } from '../../src/runs/index.js';
import { image, madeRun } from './storedRun.js';

const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-results-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const fresh = () => join(folder, `${files++}`, 'results.jsonl');
/** A file that holds these lines. */
function file(...lines: string[]): string {
  const path = join(folder, `${files++}.jsonl`);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return path;
}
const split = (fold: number) => ({ folds: 5, fold, seed: 1 });
const runs = [0, 1, 2, 3, 4].map((fold) => madeRun({ split: split(fold), arm: fold % 2 ? 'b' : 'a' }));
const [first, second, third] = runs as [StoredRun, StoredRun, StoredRun];
const line = (run: StoredRun) => canonicalJson(run);
const keys = (list: readonly StoredRun[]) => list.map(({ key }) => key);

describe('readResults(path)', () => {
  it('reads the runs of a file, as they were written', () =>
    expect(readResults(file(...runs.map(line)))).toEqual({ runs, problems: [] }));

  it('finds nothing wrong with a file that is not there', () =>
    expect(readResults(join(folder, 'nothing.jsonl'))).toEqual({ runs: [], problems: [] }));

  it.each([0.1, 0.5, 0.99])('leaves out a line that is cut after %f of its length, and tells it', (part) => {
    const text = line(second);
    const path = file(line(first), text.slice(0, Math.floor(part * text.length)), line(third));
    expect(readResults(path)).toEqual({
      runs: [first, third],
      problems: [`${path}, line 2 is left out: it is cut off or damaged.`],
    });
  });

  it('leaves out the last line of a file that was cut in the middle', () => {
    const path = file(line(first), line(second));
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, -20));
    const { runs: left, problems } = readResults(path);
    expect(keys(left)).toEqual([first.key]);
    expect(problems).toHaveLength(1);
  });

  it('counts a line once that stands twice, whatever the order of its keys, and tells it', () => {
    const turned = JSON.stringify(Object.fromEntries(Object.entries(first).reverse()));
    const path = file(line(first), line(second), turned);
    expect(readResults(path)).toEqual({
      runs: [first, second],
      problems: [`${path}, line 3 stands twice and counts once.`],
    });
  });

  it('leaves out both of two lines that contradict each other, and a third of their key', () => {
    const other = { ...first, images: [image('a', 'p', [2, 0, 0])] };
    const path = file(line(first), line(second), line(other), line(first));
    const { runs: left, problems } = readResults(path);
    expect(left).toEqual([second]);
    expect(problems).toEqual([
      `${path}, line 3 contradicts another line of the key ${first.key}; both are left out.`,
      `${path}, line 4 is left out: it contradicts another line of its key.`,
    ]);
  });

  it.each([
    ['whose key is another', { ...first, key: second.key }, 'its key is not that of its recipe, data and code'],
    ['whose recipe was changed', { ...first, recipe: { ...first.recipe, seed: 9 } }, 'its key is not that'],
    ['whose data was changed', { ...first, data: 'other' }, 'its key is not that'],
    ['whose code was changed', { ...first, code: 'other' }, 'its key is not that'],
    ['without a recipe', { ...first, recipe: undefined }, 'its recipe is none'],
    [
      'with a recipe that is none',
      { ...first, recipe: { ...first.recipe, speed: 1 } },
      "its recipe is none ('recipe' holds 'speed'",
    ],
    ['without images', { ...first, images: undefined }, 'it lacks images, history, classes or counts'],
    ['without a history', { ...first, history: 3 }, 'it lacks images'],
    ['without its collapses', { ...first, collapsed: undefined }, 'it lacks images'],
    ['with counts of too few classes', { ...first, classes: ['background', 'a', 'b'] }, 'it lacks images'],
    ['with an image without counts', { ...first, images: [{ id: 'a', patient: 'p' }] }, 'it lacks images'],
    ['with an image that is none', { ...first, images: [null] }, 'it lacks images'],
    ['that is a number', 7, 'it is no run'],
    ['that is null', null, 'it is no run'],
  ])('leaves out a line %s, and tells it', (_, damaged, sentence) => {
    const path = file(JSON.stringify(damaged), line(second));
    const { runs: left, problems } = readResults(path);
    expect(left).toEqual([second]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${path}, line 1 is left out: ${sentence}`);
  });

  it('counts a run once that came to the same under another arm, version or engine', () => {
    const same = { ...first, version: '9', engine: 'other 1', recipe: { ...first.recipe, arm: 'another' } };
    const path = file(line(first), line(same));
    expect(readResults(path)).toEqual({ runs: [first], problems: [`${path}, line 2 stands twice and counts once.`] });
  });

  it('leaves out runs on images that are not those of the others, and tells how many', () => {
    const other = madeRun({ split: split(0), arm: 'c' }, undefined, { data: 'changed' });
    const path = file(...runs.map(line), line(other));
    expect(readResults(path)).toEqual({
      runs,
      problems: [
        `${path}: 1 runs on other images of the same name (changed; the 5 others are on made up) are left out.`,
      ],
    });
  });

  it('leaves out runs of another revision of the code, and tells how many of which', () => {
    const old = [0, 1].map((fold) => madeRun({ split: split(fold) }, undefined, { code: 'older' }));
    const path = file(...old.map(line), ...runs.map(line));
    expect(readResults(path)).toEqual({
      runs,
      problems: [`${path}: 2 runs of another revision of the code (older; the 5 others are of revision) are left out.`],
    });
  });
});

describe('mergeResults(path, runs)', () => {
  const merged = (...sittings: (readonly StoredRun[])[]) => {
    const path = fresh();
    for (const sitting of sittings) mergeResults(path, sitting);
    return readFileSync(path, 'utf8');
  };
  const whole = merged(runs);

  it('makes the folder, and a file that reads back', () => {
    const path = fresh();
    mergeResults(path, runs);
    const { runs: read, problems } = readResults(path);
    expect(problems).toEqual([]);
    expect([...keys(read)].sort()).toEqual([...keys(runs)].sort());
  });

  it('gives the same bytes in any order and any number of sittings, also with runs that come twice', () =>
    fc.assert(
      fc.property(
        fc.shuffledSubarray(runs, { minLength: 5 }),
        fc.array(fc.nat(5), { maxLength: 4 }),
        fc.subarray(runs),
        (order, cuts, again) => {
          const at = [0, ...cuts, 5].sort((a, b) => a - b);
          const sittings = at.slice(1).map((end, i) => order.slice(at[i], end));
          expect(merged(...sittings, again)).toBe(whole);
        },
      ),
      { numRuns: 50 },
    ));

  it('stands in the order of arm, fold and seed, fold 10 after fold 9', () => {
    const many = Array.from({ length: 11 }, (_, fold) => madeRun({ split: { folds: 11, fold, seed: 1 } }));
    const text = merged([...many].reverse());
    const folds = text
      .trimEnd()
      .split('\n')
      .map((one) => (JSON.parse(one) as StoredRun).recipe.split.fold);
    expect(folds).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('leaves what is there as it is, where a run of its key comes with another result', () => {
    const path = fresh();
    mergeResults(path, [first]);
    mergeResults(path, [{ ...first, images: [image('a', 'p', [2, 0, 0])] }, second]);
    expect(readResults(path).runs).toEqual([first, second]);
  });

  it('keeps the runs of another revision of the code', () => {
    const old = madeRun({ split: split(0) }, undefined, { code: 'older' });
    const path = fresh();
    mergeResults(path, [old]);
    mergeResults(path, runs);
    expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(6);
    expect(readResults(path).problems).toHaveLength(1);
  });

  it('puts a line again that was cut', () => {
    const path = fresh();
    mergeResults(path, runs);
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, -30));
    mergeResults(path, runs);
    expect(readFileSync(path, 'utf8')).toBe(whole);
  });

  it('loses no line where four processes merge at once, nor by a claim that a dead one left', async () => {
    const path = fresh();
    const built = new URL('../../dist/runs/resultsFile.js', import.meta.url).href;
    const many = Array.from({ length: 12 }, (_, fold) => madeRun({ split: { folds: 12, fold, seed: 1 } }));
    const code = `
      import { mergeResults } from ${JSON.stringify(built)};
      for (const run of JSON.parse(process.argv[1])) mergeResults(${JSON.stringify(path)}, [run]);`;
    mkdirSync(dirname(path), { recursive: true });
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(`${path}.claim`, JSON.stringify({ host: hostname(), process: dead }));
    const codes = await Promise.all(
      [0, 1, 2, 3].map((k) => {
        const own = JSON.stringify(many.filter((_, i) => i % 4 === k));
        const child = spawn(process.execPath, ['--input-type=module', '-e', code, own], { stdio: 'inherit' });
        return new Promise((resolve) => child.on('exit', resolve));
      }),
    );
    expect(codes).toEqual([0, 0, 0, 0]);
    expect(readResults(path)).toEqual({ runs: many, problems: [] });
    expect(readdirSync(dirname(path))).toEqual(['results.jsonl']);
  });

  it('of no runs leaves a file that reads as none', () => {
    const path = fresh();
    mergeResults(path, []);
    expect(readResults(path)).toEqual({ runs: [], problems: [] });
  });
});
