import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { runAll, runStore } from '../../src/runs/index.js';
import { compareArms, writeComparison } from '../../src/studies/index.js';
import { UserError } from '../../src/userError.js';
import { smallRecipe } from '../runs/smallRecipe.js';
import { contentOf } from './smallStudy.js';

/** A disk of its own, where this user may mount one. */
const disk = mkdtempSync(join(tmpdir(), 'dice-workbook-disk-'));
const mounted = (() => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('skipped: a full and a read-only disk, for this user may not mount one');
    return false;
  }
})();
afterAll(() => {
  if (mounted) execFileSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
});

/** Fills the disk until so many kilobytes are left. */
function fill(leftKb: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - leftKb * 1024)));
}

const recipes = [smallRecipe({}, 'crossEntropy'), smallRecipe({}, 'softDice')];
const arms = ['crossEntropy', 'softDice'].map((id) => ({ id, title: id }));
const train = (folder: string) => runAll(recipes, { store: runStore(folder), processes: 0 });
const ofUser = /cannot be written: ENOSPC.*with room/s;

describe.skipIf(!mounted)('on a full disk', () => {
  beforeEach(() => {
    for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true });
  });

  it('a training ends with a sentence, leaves no half result, and goes on when there is room', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'dice-workbook-room-'));
    await train(elsewhere);
    const store = join(disk, 'store');
    for (const left of [0, 4, 12]) {
      fill(left);
      const refused = train(store);
      await expect(refused).rejects.toThrow(ofUser);
      await expect(refused).rejects.toBeInstanceOf(UserError);
      const whole = contentOf(elsewhere);
      for (const [name, content] of existsSync(store) ? contentOf(store) : []) expect(whole.get(name)).toBe(content);
      const other = existsSync(store) ? readdirSync(store).filter((name) => !/\.(json|f32)$/.test(name)) : [];
      expect(other).toEqual([]);
      rmSync(join(disk, 'filler'));
    }
    await train(store);
    expect(contentOf(store)).toEqual(contentOf(elsewhere));
    rmSync(elsewhere, { recursive: true });
  });

  it('a comparison leaves its table with figure and networks, or nothing', async () => {
    const store = runStore(join(disk, 'store'));
    const runs = await runAll(recipes, { store, processes: 0 });
    const comparison = compareArms(runs, arms, { resamples: 20 });
    const out = join(disk, 'out');
    mkdirSync(out);
    const write = () => writeComparison({ comparison, runs }, out, { networks: store });
    const files = await write();
    expect(files).toHaveLength(4);
    const whole = contentOf(out);
    let refused = 0;
    for (let left = 0; left < 200; left += 24) {
      rmSync(out, { recursive: true });
      mkdirSync(out);
      fill(left);
      const error = await write().catch((thrown: Error) => thrown);
      if (error instanceof Error) {
        refused++;
        expect(error.message).toMatch(ofUser);
        expect([...contentOf(out).keys()]).toEqual([]);
        expect(existsSync(join(out, 'comparison-po18-synthetic.svg'))).toBe(false);
      } else expect(contentOf(out)).toEqual(whole);
      rmSync(join(disk, 'filler'));
    }
    expect(refused).toBeGreaterThan(3);
  });

  it('a read-only disk is told before anything is trained', async () => {
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    try {
      const refused = train(join(disk, 'store'));
      await expect(refused).rejects.toThrow(/cannot be written: EROFS.*that you may write to/s);
      await expect(refused).rejects.toBeInstanceOf(UserError);
    } finally {
      execFileSync('mount', ['-o', 'remount,rw', disk]);
    }
    expect(readdirSync(disk)).toEqual([]);
  });
});
