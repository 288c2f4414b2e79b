import { describe, expect, it, vi } from 'vitest';
import { table } from '../../src/notebook/index.js';
import { rational } from '../../src/rigor/index.js';
import { captureDisplay } from './captureDisplay.js';

const rows = [
  { loss: 'soft Dice', dice: 0.51236, images: 12, best: true },
  { loss: 'cross-entropy', dice: -0.5, images: 9, best: false },
];

describe('table(rows)', () => {
  it('shows fixed decimals, whole numbers as they are, and numbers to the right', async () => {
    const [shown] = await captureDisplay(() => table(rows, { caption: 'Scores' }));
    expect(shown!['text/plain']).toBe(
      [
        'Scores',
        'loss              dice  images  best',
        '─────────────  ───────  ──────  ────',
        'soft Dice       0.5124      12  yes',
        'cross-entropy  −0.5000       9  no',
      ].join('\n'),
    );
    expect(shown!['text/html']).toContain('<caption align="top">Scores</caption>');
    expect(shown!['text/html']).toContain(
      '<td align="left" style="text-align: left">soft Dice</td><td align="right" style="text-align: right">0.5124</td>',
    );
  });

  it('shows the columns asked for, in that order, under their headings', async () => {
    const [shown] = await captureDisplay(() => table(rows, { columns: { images: 'Images', loss: 'Loss' } }));
    expect(shown!['text/plain']!.split('\n')[0]).toBe('Images  Loss');
  });

  it('shows what is missing as a dash and infinity as a sign', async () => {
    const [shown] = await captureDisplay(() => table([{ a: Number.NaN, b: null, c: Infinity, d: -Infinity }]));
    expect(shown!['text/plain']!.split('\n')[2]).toBe('–  –  ∞  −∞');
  });

  it('shows exact fractions as they are, to the right', async () => {
    const [shown] = await captureDisplay(() => table([{ value: rational(1, 3) }, { value: rational(204, 1189) }]));
    expect(shown!['text/plain']!.split('\n').slice(2)).toEqual(['     1/3', '204/1189']);
  });

  it('lets no text pass as HTML', async () => {
    const [shown] = await captureDisplay(() => table([{ 'a<b': '<script>&"' }]));
    expect(shown!['text/html']).toContain('<th align="left" style="text-align: left">a&lt;b</th>');
    expect(shown!['text/html']).toContain('&lt;script&gt;&amp;&quot;');
  });

  it('takes a data frame: its columns and values', async () => {
    const frame = {
      columns: ['loss', 'dice'],
      values: [
        ['soft Dice', 0.5],
        ['cross-entropy', 0.25],
      ],
    };
    const [shown] = await captureDisplay(() => table(frame, { decimals: 2 }));
    expect(shown!['text/plain']!.split('\n').slice(2)).toEqual(['soft Dice      0.50', 'cross-entropy  0.25']);
  });

  it('refuses a column that no row has, and names those there are', () => {
    expect(() => table(rows, { columns: { accuracy: 'Accuracy' } })).toThrow(
      "no row has the column 'accuracy'; the columns are loss, dice, images, best.",
    );
  });

  it('is printed outside of a notebook', () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    table([{ a: 1 }]);
    expect(write).toHaveBeenCalledWith('a\n─\n1\n');
    write.mockRestore();
  });
});
