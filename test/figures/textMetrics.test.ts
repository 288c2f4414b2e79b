import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { fontPaths, lineExtent, missingGlyphs, textWidth } from '../../src/figures/textMetrics.js';

/** The width that the renderer gives the text, its side bearings left out. */
function renderedWidth(text: string, fontSize: number, fontWeight: number): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="100"><text x="20" y="60" style="font-family: Inter; font-size: ${fontSize}px; font-weight: ${fontWeight};">${text}</text></svg>`;
  return new Resvg(svg, { font: { fontFiles: fontPaths(), loadSystemFonts: false } }).getBBox()!.width;
}

describe('textWidth', () => {
  it.each([
    ['Dice and Jaccard', 16, 600],
    ['Dice and Jaccard', 12, 400],
    ['D − J ≤ 3 − 2√2 ≈ 0.1716', 13, 400],
    ['AVAVAV, where letters are kerned', 24, 400],
    ['αβγ Δ ε → ∞', 20, 600],
  ])('agrees with the renderer on "%s" at %d px, weight %d', (text, fontSize, fontWeight) => {
    // The renderer's box is that of the ink: at most the side bearings, a tenth of an em at each end, are missing.
    const width = textWidth(text, { fontSize, fontWeight });
    const rendered = renderedWidth(text, fontSize, fontWeight);
    expect(width - rendered).toBeGreaterThanOrEqual(-0.1);
    expect(width - rendered).toBeLessThan(0.2 * fontSize);
  });

  it('grows with the size of the font in proportion', () => {
    expect(textWidth('Dice', { fontSize: 24, fontWeight: 400 })).toBeCloseTo(
      2 * textWidth('Dice', { fontSize: 12, fontWeight: 400 }),
      10,
    );
  });

  it('is larger for semi-bold than for regular text', () => {
    expect(textWidth('Jaccard', { fontSize: 12, fontWeight: 600 })).toBeGreaterThan(
      textWidth('Jaccard', { fontSize: 12, fontWeight: 400 }),
    );
  });
});

describe('lineExtent', () => {
  it('holds capitals and descenders: between 0.7 and 1 em above, 0.2 and 0.3 em below', () => {
    const { ascent, descent } = lineExtent({ fontSize: 100, fontWeight: 400 });
    expect(ascent).toBeGreaterThan(70);
    expect(ascent).toBeLessThan(100);
    expect(descent).toBeGreaterThan(20);
    expect(descent).toBeLessThan(30);
  });
});

describe('missingGlyphs', () => {
  it('is empty for what figures are written in: letters, Greek, roots, relations, arrows, fractions', () => {
    expect(missingGlyphs('Lovász 0.17 √∞≤≥≈≠−×·→±αβγδερτΔΣ∂∑½₁ⁿ…–')).toEqual([]);
  });

  it('names the signs that the typeface lacks, once each', () => {
    expect(missingGlyphs('y ∈ A ∪ B ∪ C')).toEqual(['∈', '∪']);
  });
});
