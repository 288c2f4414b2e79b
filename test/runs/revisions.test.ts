import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codeHash, equalRevisions, noteEqualRevision, revisionsLike } from '../../src/runs/index.js';

it('follows revisions that give the same through others, in both directions', () => {
  const known = [
    { code: 'b', sameAs: 'a', runs: [], engine: '' },
    { code: 'c', sameAs: 'b', runs: [], engine: '' },
    { code: 'y', sameAs: 'x', runs: [], engine: '' },
  ];
  expect(revisionsLike('a', known).sort()).toEqual(['a', 'b', 'c']);
  expect(revisionsLike('c', known)[0]).toBe('c');
  expect(revisionsLike('z', known)).toEqual(['z']);
});

it('notes that today’s code gives what another gave, a pair once, and never itself', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'revisions-')), 'revisions.json');
  noteEqualRevision('older', ['k2', 'k1'], 'native 1', path);
  noteEqualRevision('oldest', ['k3'], 'native 1', path);
  noteEqualRevision('older', ['k4'], 'native 2', path);
  expect(equalRevisions(path)).toEqual([
    { code: codeHash(), sameAs: 'oldest', runs: ['k3'], engine: 'native 1' },
    { code: codeHash(), sameAs: 'older', runs: ['k4'], engine: 'native 2' },
  ]);
  const before = readFileSync(path, 'utf8');
  noteEqualRevision(codeHash(), ['k5'], 'native 1', path);
  expect(readFileSync(path, 'utf8')).toBe(before);
});
