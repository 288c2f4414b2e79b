import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { explore } from '../../src/notebook/index.js';
import { captureDisplay } from './captureDisplay.js';

/** The page that a cell's output makes, with its handlers alive. */
async function page(start?: Parameters<typeof explore>[0]) {
  const [shown] = await captureDisplay(() => explore(start));
  const { window } = new JSDOM(shown!['text/html']!, { runScripts: 'dangerously' });
  const { document } = window;
  const read = (name: string) => (document.querySelector(`output[name=${name}]`) as HTMLOutputElement).value;
  const set = (name: string, value: number) => {
    const input = document.querySelector(`input[name=${name}]`) as HTMLInputElement;
    input.value = String(value);
    input.dispatchEvent(new window.Event('input', { bubbles: true }));
  };
  const bar = (name: string) => {
    const { attributes } = document.querySelector(`[data-bar=${name}]`)!;
    return ['x', 'width'].map((side) => Number(attributes.getNamedItem(side)!.value));
  };
  return { html: shown!['text/html']!, read, set, bar };
}

describe('explore(counts)', () => {
  it('starts with the masks of twelve pixels with the largest difference: 10/17, 5/12, 35/204', async () => {
    const { read } = await page();
    expect(['dice', 'jaccard', 'difference'].map(read)).toEqual(['0.5882', '0.4167', '0.1716']);
  });

  it('follows the sliders: tp = 1, fp = 2, fn = 1 have Dice 2/5, Jaccard 1/4', async () => {
    const { read, set } = await page();
    set('tp', 1);
    set('fp', 2);
    set('fn', 1);
    expect(['tpShown', 'dice', 'jaccard', 'difference'].map(read)).toEqual(['1', '0.4000', '0.2500', '0.1500']);
  });

  it('draws the masks: in the picture of 360 pixels fn, tp and fp lie side by side', async () => {
    const { set, bar } = await page({ tp: 4, fp: 2, fn: 3 });
    expect(['reference', 'both', 'prediction'].map(bar)).toEqual([
      [0, 280],
      [120, 160],
      [120, 240],
    ]);
    set('fn', 0);
    expect(['reference', 'both', 'prediction'].map(bar)).toEqual([
      [0, 240],
      [0, 240],
      [0, 360],
    ]);
  });

  it('says 0/0 of two empty masks', async () => {
    const { read, set } = await page({ tp: 0, fp: 1, fn: 0 });
    expect(read('dice')).toBe('0.0000');
    set('fp', 0);
    expect(read('dice')).toBe('0/0');
  });

  it('loads nothing from elsewhere', async () => {
    expect((await page()).html).not.toMatch(/https?:|src=|<script|import/);
  });

  it('refuses counts that the sliders do not have', () => {
    expect(() => explore({ tp: 101 })).toThrow(/whole numbers from 0 to 100, not 101/);
    expect(() => explore({ fp: 0.5 })).toThrow(/not 0\.5/);
  });
});
