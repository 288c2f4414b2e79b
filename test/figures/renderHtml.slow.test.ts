import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { layout, renderHtml, type PageFigure } from '../../src/figures/index.js';

const figure = (id: string, caption: string): PageFigure => ({
  id,
  title: `Title of ${id}`,
  caption,
  spec: {
    data: [{ x: [0, 1], y: [0, 1], name: '</script><b>' }],
    layout: layout({ title: `Title of ${id}`, height: 300 }),
  },
});
const html = renderHtml('Two figures', [figure('one', 'What <one> shows & why'), figure('two', 'Two')]);
const { document } = new JSDOM(html).window;

describe('renderHtml(heading, figures)', () => {
  it('lists every figure, with its caption and links to its drawing and its rows', () => {
    expect(
      [...document.querySelectorAll('nav a')].map((link) => [link.getAttribute('href'), link.textContent]),
    ).toEqual([
      ['#one', 'Title of one'],
      ['#two', 'Title of two'],
    ]);
    expect(document.querySelector('#one figcaption')!.textContent).toContain('What <one> shows & why');
    expect([...document.querySelectorAll('#two figcaption a')].map((link) => link.getAttribute('href'))).toEqual([
      'two.svg',
      'two.json',
    ]);
  });

  it('carries the specifications as they are, whatever text they hold', () => {
    const specs = JSON.parse(document.getElementById('specs')!.textContent!);
    expect(specs.one.data).toEqual(figure('one', '').spec.data);
  });

  it('loads nothing: it works offline', () => {
    expect(document.querySelectorAll('script[src], link, img, iframe')).toHaveLength(0);
    expect(html.includes('* plotly.js (cartesian - minified) v4')).toBe(true);
  });

  it('stays below three megabytes', () => {
    expect(html.length).toBeLessThan(3e6);
  });
});
