import { describe, expect, it } from 'vitest';
import { layout, type Figure } from '../../src/figures/index.js';
import { show } from '../../src/notebook/index.js';
import { captureDisplay } from './captureDisplay.js';

const figure: Figure = {
  id: 'line',
  title: 'A line',
  caption: 'It rises.',
  rows: () => [{ x: 0 }, { x: 1 }],
  figure: (rows) => ({ data: [{ x: rows.map(({ x }) => x), y: [0, 1] }], layout: layout({ title: 'A line' }) }),
};

describe('show(figure)', () => {
  it('shows the drawing with a plain name, then the caption', async () => {
    const [drawing, caption] = await captureDisplay(() => show(figure));
    expect(drawing!['image/svg+xml']).toMatch(/^<svg .*<title>A line<\/title><desc>It rises\.<\/desc>/s);
    expect(drawing!['text/plain']).toBe('Figure: A line (run the cell to see it)');
    expect(caption!['text/markdown']).toBe('*A line.* It rises.');
  });

  it("shows a Plotly specification of one's own", async () => {
    const shown = await captureDisplay(() => show(figure.figure([{ x: 0 }, { x: 1 }])));
    expect(shown).toHaveLength(1);
    expect(shown[0]!['image/svg+xml']).toMatch(/^<svg /);
  });
});
