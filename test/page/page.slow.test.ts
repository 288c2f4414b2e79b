import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { pageOf } from '../../src/page/index.js';
import { allFigures } from '../../src/studies/index.js';
import { theorems } from '../../src/theory/index.js';

const folder = fileURLToPath(new URL('../../figures', import.meta.url));
const committed = readFileSync(`${folder}/index.html`, 'utf8');
const { document } = new JSDOM(committed).window;
const texts = (selector: string) => [...document.querySelectorAll(selector)].map((found) => found.textContent);

describe('figures/index.html', () => {
  it('is, to the byte, what the committed rows, theorems and runs make', () => {
    const made = pageOf(folder, allFigures());
    if (made !== committed) expect.fail('figures/index.html is out of date; run: npx dice-workbook figures');
  });

  it('has every figure and every theorem, with its evidence and links to what stands in this repository', () => {
    expect(texts('figure h3')).toEqual(allFigures().map(({ title }) => title));
    expect(texts('.theorem h3')).toEqual(theorems.map(({ name }) => name));
    for (const block of document.querySelectorAll('figure, .theorem')) {
      expect(block.querySelectorAll('.tag').length, block.id).toBeGreaterThan(0);
      const links = [...block.querySelectorAll('a')];
      // What a study costs is no result of it, and stands in no notebook.
      const expected = block.id === 'plan-growth' ? ['source'] : ['notebook', 'source'];
      expect(links.map((link) => link.textContent).slice(0, expected.length), block.id).toEqual(expected);
      for (const link of links)
        expect(() => readFileSync(`${folder}/${link.getAttribute('href')}`), block.id).not.toThrow();
    }
  });

  it('tells of every theorem that its checks passed', () => {
    expect(texts('.theorem').filter((text) => text?.includes('FAILED'))).toEqual([]);
  });

  it('loads nothing: it works offline and from a disk', () => {
    expect(document.querySelectorAll('script[src], img, iframe, link:not([href^="data:"])')).toHaveLength(0);
    expect(committed).not.toMatch(/@import|url\(http/);
  });

  it('stays below six megabytes, with the pictures of predictions', () => {
    expect(Buffer.byteLength(committed)).toBeLessThan(6e6);
  });
});
