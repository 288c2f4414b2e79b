import { Resvg } from '@resvg/resvg-js';
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { PixelContext } from '../../src/figures/pixelCanvas.js';
import { layout, renderSvg, type PlotlySpec } from '../../src/figures/index.js';
import { fontPaths } from '../../src/figures/textMetrics.js';
import { labels, layoutFaults } from './layoutFaults.js';
import { svgDocument } from './svgDocument.js';

const lines = (names: string[], rest = {}): PlotlySpec => ({
  data: names.map((name, i) => ({ x: [0, 1], y: [i, i + 1], name, mode: 'lines' })),
  layout: layout({ title: 'Two lines', x: { title: 'x' }, y: { title: 'y' }, ...rest }),
});

describe('renderSvg(spec)', () => {
  it('gives the same bytes at every call, whatever was drawn between', async () => {
    const first = await renderSvg(lines(['a', 'b']));
    await renderSvg(lines(['c']), { id: 'other' });
    expect(await renderSvg(lines(['a', 'b']))).toBe(first);
  });

  it('gives two figures different ids, but for glyphs, so that they can stand on one page', async () => {
    const ids = async (id: string) =>
      [...svgDocument(await renderSvg(lines(['a']), { id })).querySelectorAll('[id]')].map(
        (element) => [element.id, element.getAttribute('d')] as const,
      );
    const [one, other] = [await ids('one'), new Map(await ids('other'))];
    const shared = one.filter(([id]) => other.has(id));
    expect(shared.length).toBeLessThan(one.length);
    expect(shared.filter(([id, d]) => !id.startsWith('inter-') || other.get(id) !== d)).toEqual([]);
  });

  it('draws its texts as outlines: without any font the image is the same', async () => {
    const svg = await renderSvg(lines(['α < 10<sup>−6</sup>', 'Lovász']));
    const png = (loadSystemFonts: boolean, fontFiles: string[]) =>
      new Resvg(svg, { font: { loadSystemFonts, fontFiles } }).render().asPng();
    expect(png(false, []).equals(png(true, fontPaths()))).toBe(true);
    expect(svg).not.toContain('<text');
    const root = svgDocument(svg);
    const uses = [...root.querySelectorAll('use')].map((use) => use.getAttribute('xlink:href')!.slice(1));
    expect(uses.length).toBeGreaterThan(20);
    expect(uses.filter((id) => root.ownerDocument.getElementById(id) === null)).toEqual([]);
  });

  it('draws a superscript smaller and higher than its line', async () => {
    const root = svgDocument(await renderSvg(lines(['x10<sup>6</sup>', 'b'])));
    const runs = [...root.querySelector('[aria-label="x106"]')!.children].map((run) =>
      run.getAttribute('transform')!.match(/-?[\d.]+/g)!.map(Number),
    );
    const [line, superscript] = [runs[0]!, runs[1]!];
    expect(superscript[2]! / line[2]!).toBeCloseTo(0.7, 3);
    expect(superscript[1]!).toBeLessThan(line[1]!);
    expect(superscript[0]!).toBeGreaterThan(line[0]! + 15);
  });

  it('is well-formed XML with a name and a description for those who do not see it', async () => {
    const root = svgDocument(
      await renderSvg(
        { ...lines(['a < b & c']), layout: layout({ title: 'Dice < 1 & J<sub>n</sub>' }) },
        { description: 'What "it" shows: a < b.' },
      ),
    );
    expect(root.querySelector('title')!.textContent).toBe('Dice < 1 & Jn');
    expect(root.querySelector('desc')!.textContent).toBe('What "it" shows: a < b.');
    expect(root.getAttribute('role')).toBe('img');
  });

  it('takes its size from the layout, else from the options', async () => {
    const size = async (...args: Parameters<typeof renderSvg>) =>
      (await renderSvg(...args)).match(/^<svg[^>]* width="(\d+)" height="(\d+)"/)!.slice(1, 3);
    expect(await size(lines(['a'], { width: 500, height: 300 }))).toEqual(['500', '300']);
    expect(await size(lines(['a']), { width: 400, height: 250 })).toEqual(['400', '250']);
  });

  it('leaves the specification as it was', async () => {
    const spec = lines(['a']);
    const before = structuredClone(spec);
    await renderSvg(spec);
    expect(spec).toEqual(before);
  });

  it('gives a legend of long names the room it needs', async () => {
    const names = [
      'weighted cross-entropy, foreground weight 10',
      'soft Jaccard',
      'Lovász-softmax over classes that are present',
    ];
    const svg = await renderSvg(lines(names));
    expect(layoutFaults(svg)).toEqual([]);
    expect(labels(svg).map(({ text }) => text)).toEqual(expect.arrayContaining(names));
  });

  it('keeps a legend of many lines below the title, on a narrow figure too', async () => {
    const names = Array.from({ length: 8 }, (_, i) => `loss number ${i}, weighted`);
    expect(
      layoutFaults(await renderSvg(lines(names, { width: 360, height: 420, title: 'A title to keep clear of' }))),
    ).toEqual([]);
  });

  it('refuses signs that the typeface lacks, and names them', async () => {
    await expect(renderSvg(lines(['a ∪ b', 'c']))).rejects.toThrow(/'Two lines' uses ∪.*write it in words/);
  });

  it('draws a map with labelled contour lines and a colour bar', async () => {
    const z = Array.from({ length: 12 }, (_, i) => Array.from({ length: 12 }, (_, j) => Math.hypot(i - 6, j - 6)));
    const svg = await renderSvg({
      data: [{ type: 'contour', z, contours: { showlabels: true } }],
      layout: layout({ title: 'A map' }),
    });
    expect(layoutFaults(svg)).toEqual([]);
  });
});

/** The pixels of the one PNG within an SVG. */
async function pixelsOf(svg: string) {
  const [, packed] = /href="data:image\/png;base64,([^"]+)"/.exec(svg)!;
  const image = sharp(Buffer.from(packed!, 'base64'));
  const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return (x: number, y: number) => {
    const at = 4 * (Math.floor(y * info.height) * info.width + Math.floor(x * info.width));
    return [...data.subarray(at, at + 4)];
  };
}

describe('renderSvg on pixels', () => {
  const colorscale = [
    [0, 'rgb(0,0,0)'],
    [1, 'rgb(255,0,0)'],
  ];
  const heatmap = (rest = {}) => ({
    data: [{ type: 'heatmap', z: [[0, 1], [1, null]], colorscale, showscale: false, ...rest }],
    layout: layout({ title: 'A heatmap' }),
  });

  it('draws a heatmap: the first row lies at the bottom, and what is missing is transparent', async () => {
    const at = await pixelsOf(await renderSvg(heatmap()));
    expect([at(0.25, 0.75), at(0.75, 0.75), at(0.25, 0.25), at(0.75, 0.25)[3]]).toEqual([
      [0, 0, 0, 255],
      [255, 0, 0, 255],
      [255, 0, 0, 255],
      0,
    ]);
  });

  it('draws a smoothed heatmap, dark on the left and red on the right', async () => {
    const at = await pixelsOf(await renderSvg(heatmap({ z: [[0, 1], [0, 1]], zsmooth: 'best' })));
    expect(at(0.02, 0.5)[0]!).toBeLessThan(20);
    expect(at(0.98, 0.5)[0]!).toBeGreaterThan(235);
    expect(Math.abs(at(0.5, 0.5)[0]! - 127)).toBeLessThan(16);
  });

  it('draws an image, and gives the same bytes again', async () => {
    const spec = {
      data: [{ type: 'image', z: [[[9, 8, 7], [0, 0, 255]]] }],
      layout: layout({ title: 'An image' }),
    };
    const svg = await renderSvg(spec);
    const at = await pixelsOf(svg);
    expect([at(0.25, 0.5), at(0.75, 0.5)]).toEqual([
      [9, 8, 7, 255],
      [0, 0, 255, 255],
    ]);
    expect(await renderSvg(spec)).toBe(svg);
  });

  it('gives the same bytes when several are drawn at once', async () => {
    const alone = await renderSvg(lines(['a']));
    const [first, , last] = await Promise.all([lines(['a']), lines(['b']), lines(['a'])].map((spec) => renderSvg(spec)));
    expect([first === alone, last === alone]).toEqual([true, true]);
  });

  it('refuses unknown types of trace, images by address, and what is no list of traces', async () => {
    const drawn = (data: unknown) => renderSvg({ data: data as never, layout: layout({ title: 'T' }) });
    await expect(drawn([{ type: 'scatter3d' }])).rejects.toThrow(
      /trace 1 of the figure 'T' is of the type 'scatter3d', and drawn are scatter, bar, .*heatmap/,
    );
    await expect(drawn([{ type: 'image', source: 'data:image/png;base64,AA' }])).rejects.toThrow(/give them as z/);
    await expect(drawn([3])).rejects.toThrow(RangeError);
    await expect(drawn(undefined)).rejects.toThrow(/no list of traces/);
  });

  it('draws without a layout, refuses what is no figure, and pictures by an address, for which plotly.js would wait for ever', async () => {
    const data = [{ type: 'scatter', x: [1, 2], y: [1, 2] }];
    expect(await renderSvg({ data } as unknown as PlotlySpec)).toMatch(/^<svg/);
    await expect(renderSvg(null as unknown as PlotlySpec)).rejects.toThrow(/a figure is \{ data/);
    await expect(renderSvg({} as unknown as PlotlySpec)).rejects.toThrow(/no list of traces/);
    const images = [{ source: 'http://localhost/a.png' }];
    for (const wrong of [{ images }, { template: { layout: { images } } }])
      await expect(renderSvg({ data, layout: wrong } as unknown as PlotlySpec)).rejects.toThrow(/a picture by its address/);
    await expect(renderSvg({ data, layout: { images: [{}] } } as unknown as PlotlySpec)).rejects.toThrow(/by its address/);
    expect(await renderSvg({ data, layout: { images: [] } } as unknown as PlotlySpec)).toMatch(/^<svg/);
    const source = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';
    const inside = { source, x: 0, y: 0, sizex: 1, sizey: 1 };
    expect(await renderSvg({ data, layout: { images: [inside] } } as unknown as PlotlySpec)).toContain(source);
  });

  it('rejects with what plotly.js loses in a promise of its own, so that it can be caught', async () => {
    // A colour that the canvas cannot fill with: plotly.js throws within a promise that nobody waits for.
    const fill = vi.spyOn(PixelContext.prototype, 'fillRect').mockImplementation(() => {
      throw new Error('lost');
    });
    await expect(
      renderSvg({ data: [{ type: 'image', z: [[[9, 8, 7]]] }], layout: layout({ title: 'Lost' }) }),
    ).rejects.toThrow("could not draw the figure 'Lost': lost");
    fill.mockRestore();
  });
});

describe('layoutFaults', () => {
  it('sees texts that overlap', async () => {
    const at = (text: string) => ({ text, x: 0.5, y: 0.5, showarrow: false });
    const svg = await renderSvg(lines(['a'], { annotations: [at('one label here'), at('another there')] }));
    expect(layoutFaults(svg)).toEqual(["'one label here' overlaps 'another there'"]);
  });

  it('sees a label that is cut at the edge', async () => {
    const svg = await renderSvg(
      lines(['a'], { title: 'A title that is far too long for a figure as narrow as this one is', width: 320 }),
    );
    expect(layoutFaults(svg)).toContain(
      "'A title that is far too long for a figure as narrow as this one is' leaves the canvas",
    );
  });
});
