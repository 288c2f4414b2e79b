import { afterEach, describe, expect, it, vi } from 'vitest';
import { command } from '../../src/commands/bounds.js';
import { UserError } from '../../src/userError.js';

vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
const written = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
afterEach(() => written.mockClear());

async function output(values: Record<string, string | boolean>, ...measures: string[]): Promise<string> {
  await command.run(values, measures);
  return written.mock.calls.map(([text]) => String(text)).join('');
}

describe('npx dice-workbook bounds', () => {
  it('--json gives both errors with lower, upper and a witness whose fractions are exact', async () => {
    const result = JSON.parse(await output({ json: true }, 'tversky:0.3,0.7', 'dice'));
    // tanh(ρ/4) and e^ρ − 1 with e^ρ = 5/3, worked by hand: 0.12701665…, 2/3.
    expect(result.absolute.lower).toBeLessThanOrEqual(0.127016654);
    expect(result.absolute.upper).toBeGreaterThanOrEqual(0.127016653);
    expect(result.absolute.upper - result.absolute.lower).toBeLessThanOrEqual(1e-9);
    expect(Math.abs(result.relative.upper - 2 / 3)).toBeLessThan(1e-9);
    const { tp, fp, fn, error } = result.absolute.witness;
    expect([tp, fp, fn].every(Number.isInteger)).toBe(true);
    expect(error).toMatch(/^\d+\/\d+$/);
  });
  it('writes an infinite error as "Infinity", which JSON has no number for, with the family that shows it', async () => {
    const { relative } = JSON.parse(await output({ json: true }, 'hamming:0.5', 'dice'));
    expect(relative).toMatchObject({ lower: 'Infinity', upper: 'Infinity', witness: { error: 'infinite' } });
    expect(relative.family.description).toContain('no finite factor');
  });
  it('says in plain words what was left out', async () =>
    expect(await output({}, 'dice', 'jaccard')).toContain('undefined: dice: tp = fp = fn = 0'));
  it('tells no number of hundreds of digits, and gives up in seconds where no digit of the error can be known', async () => {
    const text = await output({}, 'tversky:1e-99,1e99', 'matthews');
    expect(text).toContain('a = tversky:1/100000…(100 digits),100000…(100 digits), b = matthews');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(400);
  });
  it('--width stops earlier', async () => {
    const { absolute } = JSON.parse(await output({ json: true, width: '1e-2' }, 'dice', 'jaccard'));
    expect(absolute.upper - absolute.lower).toBeLessThanOrEqual(1e-2);
  });
  it.each([
    [['dice'], {}, 'two measures'],
    [['dice', 'dise'], {}, "unknown measure 'dise'"],
    [['tversky:NaN,1', 'dice'], {}, 'finite number'],
    [['tversky:-1,1', 'dice'], {}, 'at least 0'],
    [['hamming:1.5', 'dice'], {}, 'between 0 and 1'],
    [
      ['tversky:1e-320,1', 'dice'],
      {},
      "alpha must be a number of at most 100 digits, such as 0.3 or 1e-9; got '1e-320'",
    ],
    [['dice', `f:${'1'.repeat(101)}`], {}, 'b must be a number of at most 100 digits'],
    [['dice', 'jaccard'], { width: '0' }, '--width'],
    [['dice', 'jaccard'], { width: 'narrow' }, '--width'],
  ])('refuses %o %o in a sentence', async (measures, values, part) => {
    await expect(command.run(values, measures)).rejects.toThrow(UserError);
    await expect(command.run(values, measures)).rejects.toThrow(part);
  });
});
