import { describe, expect, it } from 'vitest';
import { layout, renderPng, svgToPng } from '../../src/figures/index.js';

/** Width and height from the header chunk; source: PNG specification, https://www.w3.org/TR/png/#11IHDR */
const size = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];
const spec = { data: [{ x: [0, 1], y: [0, 1] }], layout: layout({ title: 'A line', width: 300, height: 200 }) };

describe('renderPng(spec)', () => {
  it('is a PNG of two pixels to a pixel', async () => {
    const png = await renderPng(spec);
    expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    expect(size(png)).toEqual([600, 400]);
  });

  it('has the scale asked for', async () => {
    expect(size(await renderPng(spec, { scale: 3 }))).toEqual([900, 600]);
  });
});

describe('svgToPng(svg)', () => {
  it('draws text in the fonts of the package: an image with text differs from one without', async () => {
    const svg = (text: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><text x="5" y="25" style="font-family: Inter;">${text}</text></svg>`;
    expect((await svgToPng(svg('Dice'))).equals(await svgToPng(svg('')))).toBe(false);
  });
});
