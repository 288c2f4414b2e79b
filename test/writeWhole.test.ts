import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../src/userError.js';
import { makeFolder, refuseUnwritable, writeWhole } from '../src/writeWhole.js';

const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-write-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('writeWhole(path, content)', () => {
  it('makes the folders above, replaces what was there, and leaves nothing beside it', () => {
    const path = join(folder, 'a', 'b', 'c.txt');
    expect(writeWhole(path, 'old')).toBe(path);
    writeWhole(path, Uint8Array.of(110, 101, 119));
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['c.txt']);
  });

  it.each(['file/x.txt', 'file/deep/x.txt'])('refuses %s, where a file stands in the place of a folder', (name) => {
    writeFileSync(join(folder, 'file'), 'kept');
    expect(() => writeWhole(join(folder, name), 'x')).toThrow(UserError);
    expect(() => writeWhole(join(folder, name), 'x')).toThrow(
      /x\.txt cannot be written: a file stands where a folder should be\. Name a folder/,
    );
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('kept');
  });

  it('leaves nothing where the last step fails', () => {
    mkdirSync(join(folder, 'taken', 'x'), { recursive: true });
    expect(() => writeWhole(join(folder, 'taken'), 'x')).toThrow(/taken cannot be written/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('makeFolder(folder)', () => {
  it('tells the highest folder that it made, if any', () => {
    expect(makeFolder(join(folder, 'high', 'low', 'lowest'))).toBe(join(folder, 'high'));
    expect(makeFolder(join(folder, 'high', 'low'))).toBeUndefined();
    expect(readdirSync(join(folder, 'high', 'low'))).toEqual(['lowest']);
  });

  it.skipIf(process.platform !== 'linux')(
    'refuses a place where no folder can be made, and does not try for ever',
    () => {
      for (const place of ['/proc/dice-workbook', '/proc/dice-workbook/deep']) {
        expect(() => makeFolder(place)).toThrow(/\/proc\/dice-workbook.* cannot be written: ENOENT/);
        expect(() => writeWhole(join(place, 'x.txt'), 'x')).toThrow(UserError);
      }
    },
  );
});

describe('refuseUnwritable(folder)', () => {
  it.each(['taken-file', 'taken-file/deep'])('refuses %s, where a file stands, and makes nothing', (name) => {
    writeFileSync(join(folder, 'taken-file'), 'kept');
    const before = readdirSync(folder);
    expect(() => refuseUnwritable(join(folder, name))).toThrow(
      /taken-file.* cannot be written: a file stands where a folder should be\. Name a folder/,
    );
    expect(readdirSync(folder)).toEqual(before);
  });

  it('passes a folder that is there, and one that can be made, which it does not make', () => {
    const before = readdirSync(folder);
    refuseUnwritable(folder);
    refuseUnwritable(join(folder, 'new', 'deep'));
    expect(readdirSync(folder)).toEqual(before);
  });
});
