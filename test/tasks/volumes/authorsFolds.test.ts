import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { authorsCases, authorsFolds, matchAuthors, matchNotes, type TaskId } from '../../../src/tasks/index.js';
import { shared } from '../../sharedData.js';

const TASKS: [TaskId, string, number[]][] = [
  ['br18', 'BRATS_2018', [57, 57, 57, 57, 57]],
  ['is17', 'ISLES_2017', [9, 9, 9, 8, 8]],
  ['is18', 'ISLES_2018', [19, 19, 19, 19, 18]],
  ['wm17', 'WMH_2017', [12, 12, 12, 12, 12]],
];
const published = shared('authors/splits.json');

describe("the authors' folds", () => {
  it.each(TASKS)('of %s hold every case of %s once', (task, _, sizes) => {
    const folds = authorsCases(task);
    expect(folds.map((cases) => cases.length)).toEqual(sizes);
    expect(new Set(folds.flat()).size).toBe(sizes.reduce((a, b) => a + b));
  });

  it.skipIf(!published).each(TASKS)('of %s are those of their repository', (task, set) => {
    const splits = JSON.parse(readFileSync(published!, 'utf8')) as Record<string, string[][]>;
    expect(authorsCases(task)).toEqual(splits[set]);
  });

  it('there are none of po18', () => {
    expect(() => authorsCases('po18')).toThrow(/published no folds for po18, only for br18, is17, is18, wm17/);
  });

  it('divide samples by their patients, and leave out those that are not listed', () => {
    const samples = ['case_11', 'case_12', 'case_11', 'case_95', 'case_1'].map((patient) => ({ patient }));
    const folds = authorsFolds('is18', samples);
    expect(folds.map(({ validation }) => validation)).toEqual([[0, 2], [1], [4], [], []]);
    expect(folds[0]!.train).toEqual([1, 4]);
  });

  it('find the numbers of WMH 2017 behind their sites, and nothing else behind anything', () => {
    const { foldOf, unknown } = matchAuthors('wm17', ['Utrecht_0', 'Amsterdam_GE3T_100', 'Singapore_950']);
    expect([...foldOf]).toEqual([
      ['Utrecht_0', 0],
      ['Amsterdam_GE3T_100', 4],
    ]);
    expect(unknown).toEqual(['Singapore_950']);
  });

  it('tell what is missing and unknown', () => {
    const notes = matchNotes(matchAuthors('is18', [...authorsCases('is18').flat().slice(1), 'case_95']));
    expect(notes).toEqual([
      "1 case(s) of the authors' folds are missing here: case_11",
      "1 case(s) stand in none of the authors' folds and are left out: case_95",
    ]);
    expect(matchNotes(matchAuthors('is18', authorsCases('is18').flat()))).toEqual([]);
  });

  it('are refused for cases of another set, and for two that are taken for one', () => {
    expect(() => matchAuthors('is18', ['patient_a'])).toThrow(/none of the 1 cases .* ISLES 2018/);
    expect(() => matchAuthors('is18', ['case_1', 'a_case_1'])).toThrow(/both taken for the authors' case_1/);
  });
});
