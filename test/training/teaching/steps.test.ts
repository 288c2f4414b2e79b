import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/random.js';
import {
  crossSelection,
  doubtfulUnits,
  MASK_NOISES,
  noisyLabels,
  noisyMask,
  trustOverTime,
} from '../../../src/training/index.js';
import { discs } from '../discs.js';

// The numbers are worked by hand from the formulas in the doc comments.

it('trustOverTime(t, steps, warmUp) rises with the square, to 1 after the warm-up and not beyond', () => {
  // (5/20)², (10/20)², and at the authors' 20 of 100 epochs the whole.
  expect([0, 5, 10, 20, 21, 100].map((t) => trustOverTime(t, 100, 0.2))).toEqual([0, 0.0625, 0.25, 1, 1, 1]);
  // A rise in proportion would give these.
  expect(trustOverTime(5, 100, 0.2)).not.toBe(0.25);
});

it('crossSelection(losses) trusts the half of smaller losses', () => {
  expect(crossSelection([0.7, 0.1, 0.4, 0.9])).toEqual({ trusted: [1, 2], doubted: [0, 3] });
  expect(crossSelection([0.5, 0.5, 0.2])).toEqual({ trusted: [2, 0], doubted: [1] });
  // Without selection the first half would be trusted.
  expect(crossSelection([0.7, 0.1, 0.4, 0.9]).trusted).not.toEqual([0, 1]);
});

it('doubtfulUnits(agreement, share) are the quarter that agrees least', () => {
  const agreement = new Map([0.9, 0.2, 0.5, 0.8, 0.1, 1, 0.7, 0.6].map((dice, i) => [`u${i}`, dice]));
  expect(doubtfulUnits(agreement, 0.25)).toEqual(['u4', 'u1']);
  expect(doubtfulUnits(agreement, 0)).toEqual([]);
  expect(doubtfulUnits(agreement, 1)).toHaveLength(8);
});

const PICTURE = ['......', '.###..', '.###..', '.###..', '......'];
const [WIDTH, MASK] = [6, maskOf(PICTURE)];

function maskOf(lines: readonly string[]): Uint8Array {
  return Uint8Array.from(lines.join(''), (c) => Number(c === '#'));
}
const linesOf = (mask: Uint8Array) =>
  Array.from({ length: mask.length / WIDTH }, (_, y) =>
    [...mask.subarray(y * WIDTH, (y + 1) * WIDTH)].map((on) => (on ? '#' : '.')).join(''),
  );

it.each([
  ['eroded', 1, ['......', '......', '..#...', '......', '......']],
  ['eroded', 2, ['......', '......', '......', '......', '......']],
  ['dilated', 1, ['.###..', '#####.', '#####.', '#####.', '.###..']],
  ['shifted', 2, ['......', '...###', '...###', '...###', '......']],
  ['dropped', 1, ['......', '......', '......', '......', '......']],
] as const)('noisyMask(mask, width, %s, %i) is what one draws by hand', (noise, pixels, drawn) => {
  // Direction 1 of 4: to the right.
  expect(linesOf(noisyMask(MASK, WIDTH, noise, pixels, { integer: () => 1 }))).toEqual(drawn);
  expect(linesOf(MASK)).toEqual(PICTURE);
});

it('noisyMask does not carry a shifted mask over the border to the next row', () => {
  const right = maskOf(['.....#', '......']);
  expect(linesOf(noisyMask(right, WIDTH, 'shifted', 1, { integer: () => 1 }))).toEqual(['......', '......']);
});

it('noisyLabels(samples) makes a stated share wrong, a quarter each way, the same by its seed', () => {
  const { samples } = discs(16);
  const shown = samples.filter(({ mask }) => mask.some((label) => label > 0)).length;
  const noisy = noisyLabels(samples, { share: 0.5, pixels: 2 }, seededRandom(3));
  const changed = samples.flatMap((sample, i) => (noisy[i] === sample ? [] : [i]));
  expect(changed).toHaveLength(Math.round(shown / 2));
  expect(noisy.every(({ image }, i) => image === samples[i]!.image)).toBe(true);
  const sizes = changed.map((i) => {
    const area = (mask: Uint8Array) => mask.reduce((sum, one) => sum + one, 0);
    return Math.sign(area(noisy[i]!.mask) - area(samples[i]!.mask));
  });
  // Eroded and dropped ones are smaller, dilated ones larger, shifted ones as large or cut by the border.
  expect(sizes.filter((s) => s > 0).length).toBe(Math.floor((changed.length + MASK_NOISES.length - 2) / 4));
  expect(noisyLabels(samples, { share: 0.5, pixels: 2 }, seededRandom(3))).toEqual(noisy);
  expect(noisyLabels(samples, { share: 0.5, pixels: 2 }, seededRandom(4))).not.toEqual(noisy);
});
