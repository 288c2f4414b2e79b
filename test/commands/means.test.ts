import { describe, expect, it, vi } from 'vitest';
import { command } from '../../src/commands/means.js';

async function run(options: Record<string, string | boolean>): Promise<string> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => ((text += String(chunk)), true));
  try {
    await command.run({ json: false, ...options }, []);
  } finally {
    write.mockRestore();
  }
  return text;
}

describe('npx dice-workbook means', () => {
  // 0.85/1.15 and 0.8/1.2, worked by hand.
  it('tells the bounds of mean Jaccard, and that 0.85 against 0.80 leaves the order open', async () => {
    const text = await run({ dice: '0.85,0.80' });
    for (const part of ['[0.7391, 0.8500]', '[0.6667, 0.8000]', 'no method surely leads']) expect(text).toContain(part);
  });
  it('0.90 against 0.80 settles it, for 0.9/1.1 = 0.818', async () =>
    expect(await run({ dice: '0.9,0.8' })).toContain('method 1 surely leads method 2'));
  it('deviations narrow the bounds, images give an interval, a half width the number of images', async () => {
    const text = await run({ dice: '0.85,0.80', sd: '0.1,0.12', images: '1000', within: '0.02' });
    // 0.85/1.15 + 0.01/1.15² and (0.85 + 0.7225 + 0.01)/2.
    for (const part of ['[0.7467, 0.7913]', '[0.8304, 0.8696] at 95 %', '974 images']) expect(text).toContain(part);
    expect(JSON.parse(await run({ dice: '0.9,0.8', json: true })).leads).toEqual([[1, 2]]);
  });
  it.each([
    [{}, '--dice takes mean Dice scores'],
    [{ dice: '0.9,x' }, '--dice takes a number'],
    [{ dice: '1.9' }, 'lies in [0, 1]; got 1.9'],
    [{ dice: '.9', sd: '.9' }, 'deviate by at most'],
    [{ dice: '.9,.8', sd: '.1' }, '2 expected, 1 given'],
    [{ dice: '.9', images: '10' }, 'need --sd'],
    [{ dice: '.9', sd: '.1', images: '1' }, '2 images or more'],
    [{ dice: '.9', sd: '.1', within: '0' }, 'above 0'],
    [{ dice: '.9', sd: '.1', images: '10', confidence: '95' }, 'between 0 and 1'],
  ])('refuses %j', async (options, message) => {
    await expect(run(options as Record<string, string>)).rejects.toThrow(message);
  });
});
