import { describe, expect, it } from 'vitest';
import { command as compare } from '../../src/commands/compare.js';
import { fitWidth } from '../../src/commands/fitWidth.js';

describe('fitWidth(text, columns)', () => {
  it('leaves a text that fits, and one for no terminal, as it is', () => {
    expect(fitWidth('  --a <x>  one\n             two', 60)).toBe('  --a <x>  one\n             two');
    expect(fitWidth(compare.usage, undefined)).toBe(compare.usage);
  });

  it('goes on under the beginning of an explanation', () => {
    expect(fitWidth('  --a <x>  one two three four', 22)).toBe('  --a <x>  one two\n           three four');
  });

  it('loses and adds no word, and keeps to the width, on a terminal of 60 columns', () => {
    const fitted = fitWidth(compare.usage, 60);
    expect(fitted.split(/\s+/)).toEqual(compare.usage.split(/\s+/));
    expect(fitted.split('\n').filter((line) => line.length > 60 && line.trim().includes(' '))).toEqual([]);
  });

  it('leaves a word that is longer than the terminal whole', () => {
    expect(fitWidth(`a ${'b'.repeat(30)} c`, 20)).toContain('b'.repeat(30));
  });
});
