import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cacheFolder, isWhole, makeEntry, sha256 } from '../../src/engine/native/cache.js';

const temporary = () => mkdtempSync(join(tmpdir(), 'dice-workbook-cache-'));
const fill = async (folder: string) => {
  mkdirSync(join(folder, 'lib'));
  writeFileSync(join(folder, 'lib', 'a.so'), 'library');
};

it('makeEntry(...) makes a whole entry', async () => {
  const entry = join(temporary(), 'entry');
  await makeEntry(entry, fill);
  expect(await isWhole(entry)).toBe(true);
});

it('isWhole(entry) is false once a file is cut, changed, added or missing', async () => {
  for (const damage of [
    (entry: string) => writeFileSync(join(entry, 'lib', 'a.so'), 'libra'),
    (entry: string) => writeFileSync(join(entry, 'lib', 'a.so'), 'librarx'),
    (entry: string) => writeFileSync(join(entry, 'lib', 'b.so'), ''),
    (entry: string) => writeFileSync(join(entry, 'complete.json'), '{}'),
  ]) {
    const entry = join(temporary(), 'entry');
    await makeEntry(entry, fill);
    damage(entry);
    expect(await isWhole(entry)).toBe(false);
  }
  expect(await isWhole(join(temporary(), 'absent'))).toBe(false);
});

it('makeEntry(...) leaves nothing where the making fails', async () => {
  const folder = temporary();
  await expect(makeEntry(join(folder, 'entry'), async () => Promise.reject(new Error('broken off')))).rejects.toThrow(
    'broken off',
  );
  expect(readdirSync(folder)).toEqual([]);
});

it('makeEntry(...) removes what an interrupted process left and does not take it for a good one', async () => {
  const folder = temporary();
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  const left = join(folder, `entry.partial-${dead}`);
  mkdirSync(left);
  writeFileSync(join(left, 'half'), 'hal');
  expect(await isWhole(join(folder, 'entry'))).toBe(false);
  await makeEntry(join(folder, 'entry'), fill);
  expect(existsSync(left)).toBe(false);
  expect(readdirSync(folder)).toEqual(['entry']);
});

it('makeEntry(...) accepts the entry of another process that was faster', async () => {
  const entry = join(temporary(), 'entry');
  await makeEntry(entry, async (staging) => {
    await fill(staging);
    mkdirSync(entry);
  });
  expect(await isWhole(entry)).toBe(true);
});

it('makeEntry(...) is called by four processes at once on one cache, and each has a whole entry', async () => {
  const folder = temporary();
  const entry = join(folder, 'entry');
  const code = `
    import { mkdirSync, writeFileSync } from 'node:fs';
    const { isWhole, makeEntry } = await import(${JSON.stringify(new URL('../../dist/engine/native/cache.js', import.meta.url).href)});
    await makeEntry(${JSON.stringify(entry)}, async (staging) => {
      for (let k = 0; k < 20; k++) writeFileSync(staging + '/' + k, 'library'.repeat(10_000));
    });
    process.exitCode = (await isWhole(${JSON.stringify(entry)})) ? 0 : 3;`;
  const codes = await Promise.all(
    [1, 2, 3, 4].map(
      () =>
        new Promise((resolve) => {
          const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
          child.on('close', resolve);
        }),
    ),
  );
  expect(codes).toEqual([0, 0, 0, 0]);
  expect(await isWhole(entry)).toBe(true);
  expect(readdirSync(folder)).toEqual(['entry']);
});

it('sha256(file) is the published digest of "abc"', async () => {
  const file = join(temporary(), 'abc');
  writeFileSync(file, 'abc');
  // FIPS 180-4, example B.1.
  expect(await sha256(file)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

it.runIf(process.platform === 'linux')('cacheFolder(env) takes an empty or relative XDG_CACHE_HOME for none', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/cache' })).toBe('/cache/dice-workbook');
  for (const none of ['', 'cache'])
    expect(cacheFolder({ XDG_CACHE_HOME: none })).toBe(join(homedir(), '.cache', 'dice-workbook'));
});

it('cacheFolder(env) follows DICE_WORKBOOK_CACHE', () => {
  expect(cacheFolder({ DICE_WORKBOOK_CACHE: '/somewhere' })).toBe('/somewhere');
});
