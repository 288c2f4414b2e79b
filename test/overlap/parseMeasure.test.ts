import { describe, expect, it } from 'vitest';
import { parseMeasure, tversky } from '../../src/overlap/index.js';

describe('parseMeasure and weights', () => {
  it.each([
    ['dice', 'dice'],
    ['tversky:0.3,0.7', 'tversky:3/10,7/10'],
    ['tversky:alpha=0.3,beta=0.7', 'tversky:3/10,7/10'],
    ['tversky:0.3, beta=0.7', 'tversky:3/10,7/10'],
    ['f:2', 'f:2'],
    ['hamming:1/3', 'hamming:1/3'],
    ['hamming', 'accuracy'],
    ['hamming-w:3', 'hamming-w:3'],
    ['sensitivity', 'recall'],
  ])('%s is %s', (text, id) => expect(parseMeasure(text).id).toBe(id));
  it.each([
    ['nonsense', 'unknown measure'],
    ['toString', 'unknown measure'],
    ['tversky', 'lacks alpha: the measure is tversky:alpha,beta'],
    ['tversky:1', 'lacks beta: the measure is tversky:alpha,beta'],
    ['tversky:1,2,3', "'tversky' takes alpha, beta by position, but 'tversky:1,2,3' gives 3 values"],
    ['tversky:1,gamma=2', "'tversky' has no parameter 'gamma'"],
    ['tversky:1,alpha=2', 'gives alpha twice'],
    ['dice:2', "'dice' takes no value by position"],
    ['tversky:-1,1', 'at least 0'],
    ['tversky:NaN,1', 'finite number'],
    ['hamming:2', 'between 0 and 1'],
    ['f:', 'finite number'],
  ])('%s is refused in a sentence', (text, part) => expect(() => parseMeasure(text)).toThrow(part));
  it('a weight given as a number stands for its decimal', () =>
    expect(tversky({ alpha: 0.1, beta: 0.9 }).id).toBe('tversky:1/10,9/10'));
  it('an infinite weight is refused', () => expect(() => tversky({ alpha: Infinity, beta: 1 })).toThrow('finite'));
});
