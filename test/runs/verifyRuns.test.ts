import { describe, expect, it } from 'vitest';
import { compareRuns, OTHER_ENGINE_DICE } from '../../src/runs/index.js';
import { image, madeRun } from './storedRun.js';

const stored = madeRun({}, [image('a', 'p', [50, 10, 10])], { engine: 'native 1' });
/** Dice 100/(100 + wrong). */
const again = (wrong: number, rest: Parameters<typeof madeRun>[2] = {}) =>
  madeRun({}, [image('a', 'p', [50, wrong, 0])], { engine: 'native 1', code: 'later', version: '9', ...rest });

describe('a run that was trained again', () => {
  it('is equal where it gives the same, whatever code and version it came from', () => {
    const same = { ...stored, key: 'another', code: 'later', version: '9' };
    expect(compareRuns(stored, same)).toMatchObject({ equal: true, pass: true });
  });

  it('fails on the same engine where one pixel of one image differs', () => {
    const found = compareRuns(stored, madeRun({}, [image('a', 'p', [50, 10, 11])], { engine: 'native 1' }));
    expect(found).toMatchObject({ equal: false, pass: false, near: true });
    expect(found.text).toContain('it differs on the same engine (another kind of processor?): mean Dice');
  });

  it('fails where only the history differs, at the last digit', () => {
    const [row] = stored.history;
    const other = { ...stored, history: [{ ...row!, loss: row!.loss + 2 ** -53 }] };
    expect(compareRuns(stored, other)).toMatchObject({ equal: false, pass: false });
  });

  it('passes on another engine within the tolerance, unequal, and fails beyond it', () => {
    // Stored: 100/120 = .8333. 100/116 = .8621 and 100/105 = .9524.
    expect(compareRuns(stored, again(16, { engine: 'wasm 1' }))).toMatchObject({ equal: false, pass: true });
    const far = compareRuns(stored, again(5, { engine: 'wasm 1' }));
    expect(far).toMatchObject({ equal: false, pass: false, near: false });
    expect(far.text).toBe(
      `mean Dice 0.9524 on wasm 1, stored 0.8333 on native 1: NOT within the ${OTHER_ENGINE_DICE} allowed between engines`,
    );
  });

  it('fails on another engine where one of the two collapsed', () => {
    const dead = again(20, { engine: 'wasm 1', collapsed: [{ class: 'class 1', predicts: 'nowhere' }] });
    expect(compareRuns(stored, dead).pass).toBe(false);
  });

  it('fails where it was made on other images, whatever came out', () => {
    expect(compareRuns(stored, { ...stored, data: 'others' })).toMatchObject({ equal: false, pass: false });
  });
});
