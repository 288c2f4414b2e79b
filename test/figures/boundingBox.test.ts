import { describe, expect, it } from 'vitest';
import { absoluteBox, boundingBox } from '../../src/figures/boundingBox.js';
import { lineExtent, textWidth } from '../../src/figures/textMetrics.js';
import { svgDocument } from './svgDocument.js';

const draw = (content: string) =>
  svgDocument(`<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">${content}</svg>`).firstElementChild!;
const plain = { fontSize: 10, fontWeight: 400 };
const width = textWidth('Dice', plain);
const { ascent, descent } = lineExtent(plain);
const text = (attributes: string, content = 'Dice') =>
  draw(`<text style="font-size: 10px;" ${attributes}>${content}</text>`);

describe('boundingBox', () => {
  it('is the rectangle of a rect, moved and scaled', () => {
    expect(boundingBox(draw('<rect x="1" y="2" width="10" height="20" transform="translate(5,6) scale(2)"/>'))).toEqual(
      { left: 7, top: 10, right: 27, bottom: 50 },
    );
  });

  it('turns a quarter about a point', () => {
    const box = boundingBox(draw('<rect x="10" y="0" width="10" height="2" transform="rotate(90,10,0)"/>'))!;
    expect([box.left, box.top, box.right, box.bottom].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([
      8, 0, 10, 10,
    ]);
  });

  it('joins the boxes of a group and leaves out what is defined but not drawn', () => {
    expect(
      boundingBox(
        draw('<g><defs><rect width="99" height="99"/></defs><circle cx="5" cy="5" r="2"/><path d="M0,1L4,9"/></g>'),
      ),
    ).toEqual({ left: 0, top: 1, right: 7, bottom: 9 });
  });

  it('is undefined where nothing is drawn', () => {
    expect(boundingBox(draw('<g><g/></g>'))).toBeUndefined();
    expect(boundingBox(text('', ''))).toBeUndefined();
  });

  it.each([
    ['start', 50],
    ['middle', 50 - width / 2],
    ['end', 50 - width],
  ])('sets text anchored at its %s about the baseline', (anchor, left) => {
    const box = boundingBox(text(`x="50" y="40" text-anchor="${anchor}"`))!;
    expect(box.left).toBeCloseTo(left, 9);
    expect(box.right).toBeCloseTo(left + width, 9);
    expect(box.top).toBeCloseTo(40 - ascent, 9);
    expect(box.bottom).toBeCloseTo(40 + descent, 9);
  });

  it('stacks the lines of a text', () => {
    const box = boundingBox(
      text(
        '',
        '<tspan class="line" dy="0em" x="0" y="20">Dice</tspan><tspan class="line" dy="1.3em" x="0" y="20">Dice</tspan>',
      ),
    )!;
    expect(box.bottom).toBeCloseTo(20 + 13 + descent, 9);
    expect(box.top).toBeCloseTo(20 - ascent, 9);
  });

  it('adds a superscript at its own size, and lets it rise', () => {
    const box = boundingBox(text('x="0" y="20"', 'Dice<tspan style="font-size:70%" dy="-0.6em">Dice</tspan>'))!;
    expect(box.right).toBeCloseTo(width * 1.7, 9);
    expect(box.top).toBeCloseTo(20 - Math.max(ascent, 0.7 * ascent + 0.6 * 7), 9);
  });
});

describe('absoluteBox', () => {
  it('applies the transforms of all parents', () => {
    const group = draw('<g transform="translate(10,0)"><g transform="scale(2)"><rect width="3" height="4"/></g></g>');
    expect(absoluteBox(group.querySelector('rect')!)).toEqual({ left: 10, top: 0, right: 16, bottom: 8 });
  });
});
