import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { refuseChangedProtocol } from '../../src/studies/protocol.js';
import { UserError } from '../../src/userError.js';

const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-protocol-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const committed = readFileSync(new URL('../../data/protocol.md', import.meta.url), 'utf8');
const saved = (text: string) => (writeFileSync(join(folder, 'p.md'), text), join(folder, 'p.md'));

describe('refuseChangedProtocol(path)', () => {
  it('takes the committed one, with additions at its end and whatever line breaks', () => {
    refuseChangedProtocol();
    refuseChangedProtocol(saved(`${committed}\nAnother addition.\n`));
    refuseChangedProtocol(saved(committed.replaceAll('\n', '\r\n')));
  });
  it.each([
    ['with another number', () => saved(committed.replace('.01', '.02')), /SHA-256 \w{64} in place of d2096323/],
    ['that is empty', () => saved(''), /is not the protocol/],
    ['that is not there', () => join(folder, 'nothing.md'), /cannot be read .*git checkout/],
  ])('refuses one %s', (_, path, sentence) => {
    expect(() => refuseChangedProtocol(path())).toThrow(UserError);
    expect(() => refuseChangedProtocol(path())).toThrow(sentence);
  });
});
