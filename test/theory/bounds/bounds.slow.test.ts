import { describe, expect, it } from 'vitest';
import { dice, measure, parseMeasure, type Counts } from '../../../src/overlap/index.js';
import { seededRandom } from '../../../src/random.js';
import { bounds } from '../../../src/theory/index.js';

/** Pairs whose search is two- or three-dimensional, the square root of Matthews among them. */
const PAIRS = [
  ['kappa', 'dice'],
  ['kappa', 'jaccard'],
  ['accuracy', 'kappa'],
  ['balanced-accuracy', 'kappa'],
  ['tversky:0.3,0.7', 'kappa'],
  ['hamming:0.3', 'hamming-w:2'],
  ['matthews', 'dice'],
  ['matthews', 'jaccard'],
  ['matthews', 'kappa'],
  ['matthews', 'accuracy'],
  ['matthews', 'hamming:1/2'],
] as const;

describe('bounds of measures that need a search over surfaces', () => {
  it.each(PAIRS)('%s and %s are enclosed within 1e-6, and 20 000 random masks stay inside', (first, second) => {
    const [a, b] = [parseMeasure(first), parseMeasure(second)];
    const { absolute } = bounds(a, b);
    expect(absolute.upper - absolute.lower).toBeLessThanOrEqual(1e-6);
    const { integer } = seededRandom(11);
    let largest = 0;
    for (let i = 0; i < 20_000; i++) {
      const size = () => integer(2) * integer(10 ** (1 + integer(4)));
      const counts: Counts = { tp: size(), fp: size(), fn: size(), tn: size() };
      const difference = Math.abs(a(counts) - b(counts));
      if (difference > largest) largest = difference;
    }
    expect(largest).toBeLessThanOrEqual(absolute.upper + 1e-12);
  });
  it('one’s own measure of five lines is enclosed too: Fowlkes–Mallows exceeds Dice by max (√x − 2x/(1 + x)) over x = precision/recall', () => {
    const fowlkesMallows = measure('fowlkes-mallows', ({ tp, fp, fn }, { add, multiply, divide, sqrt }) =>
      divide(tp, sqrt(multiply(add(tp, fp), add(tp, fn)))),
    );
    const { absolute } = bounds(fowlkesMallows, dice);
    // With precision 1 and recall x; a fine grid of the one-dimensional function is the oracle.
    const oracle = Math.max(
      ...Array.from({ length: 100_000 }, (_, i) => i / 100_000).map((x) => Math.sqrt(x) - (2 * x) / (1 + x)),
    );
    expect(absolute.lower).toBeLessThan(oracle + 1e-9);
    expect(absolute.upper).toBeGreaterThan(oracle);
    expect(absolute.upper - absolute.lower).toBeLessThanOrEqual(1e-6);
  });
  it('Yule’s Q, whose denominator vanishes in corners, against kappa: 1, approached where a single true positive stands among many false ones', () => {
    const yuleQ = measure('yule-q', ({ tp, fp, fn, tn }, { add, subtract, multiply, divide }) =>
      divide(subtract(multiply(tp, tn), multiply(fp, fn)), add(multiply(tp, tn), multiply(fp, fn))),
    );
    const { absolute, relative } = bounds(yuleQ, parseMeasure('kappa'));
    expect(absolute.lower <= 1 && absolute.upper >= 1 && absolute.upper - absolute.lower <= 1e-6).toBe(true);
    expect(relative.lower).toBe(Infinity);
    expect(relative.family!.members).toHaveLength(3);
  });
  it('no pair of named measures is exceeded by any of 100 000 random masks, nor in its relative error', () => {
    const measures = [
      'dice',
      'jaccard',
      'tversky:0.3,0.7',
      'f:2',
      'hamming:0.3',
      'hamming-w:5',
      'accuracy',
      'balanced-accuracy',
      'precision',
      'recall',
      'specificity',
      'matthews',
      'kappa',
    ].map(parseMeasure);
    // Coarse enclosures are as true as fine ones, and quick.
    const pairs = measures.flatMap((_, i) =>
      measures.slice(0, i).map((__, j) => ({ i, j, ...bounds(measures[i]!, measures[j]!, { tolerance: 1e-3 }) })),
    );
    const { integer } = seededRandom(12);
    const size = () => integer(4) && integer(10 ** (1 + integer(8)));
    const exceeded = new Set<string>();
    for (let k = 0; k < 100_000; k++) {
      const counts: Counts = { tp: size(), fp: size(), fn: size(), tn: size() };
      const values = measures.map((measure) => measure(counts));
      for (const { i, j, a, b, absolute, relative } of pairs) {
        const [x, y] = [values[i]!, values[j]!];
        if (Number.isNaN(x) || Number.isNaN(y) || x === y) continue;
        if (Math.abs(x - y) > absolute.upper + 1e-12 || Math.max(x / y, y / x) - 1 > relative.upper * (1 + 1e-12))
          exceeded.add(`${a} ${b}`);
      }
    }
    expect([...exceeded]).toEqual([]);
  });
});
