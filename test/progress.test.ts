import { expect, it } from 'vitest';
import { progress } from '../src/progress.js';

it('progress tells a label in what a terminal may be given', () => {
  const told: string[] = [];
  const stream = { isTTY: false, write: (text: string) => told.push(text) } as unknown as NodeJS.WriteStream;
  progress('Segmenting \u001b[2Jfolder', 3, stream).end('\u001b[31m3 masks');
  expect(told.join('')).toMatch(/^Segmenting .*folder: done in .*3 masks\n$/);
  expect(told.join('')).not.toContain('\u001b');
});
