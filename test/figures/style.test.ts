import { describe, expect, it } from 'vitest';
import {
  axis,
  darkColor,
  ink,
  layout,
  lossColor,
  lossSymbol,
  measureColor,
  taskColor,
  variantColor,
} from '../../src/figures/index.js';

/**
 * sRGB to linear light; source: IEC 61966-2-1 as printed in https://www.w3.org/TR/css-color-4/#color-conversion-code
 */
const linear = (hex: string) =>
  [1, 3, 5]
    .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));

/**
 * Full colour vision and its three deficiencies in linear light; source: Machado, Oliveira, Fernandes 2009, severity
 * 1.0.
 */
const vision: Record<string, number[][]> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** OKLab of a colour as it is seen; source: B. Ottosson, https://bottosson.github.io/posts/oklab/ */
function oklab(hex: string, matrix: number[][]): number[] {
  const times = (m: number[][], v: number[]) => m.map((row) => row.reduce((sum, value, i) => sum + value * v[i]!, 0));
  const lms = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    times(matrix, linear(hex)),
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    lms.map(Math.cbrt),
  );
}

const distance = (a: number[], b: number[]) => Math.hypot(...a.map((value, i) => value - b[i]!));

describe('the colours of the losses', () => {
  it.each(Object.entries(vision))('are told apart with %s colour vision', (_, matrix) => {
    const seen = Object.values(lossColor).map((hex) => oklab(hex, matrix));
    const distances = seen.flatMap((one, i) => seen.slice(i + 1).map((other) => distance(one, other)));
    // Three times 0.02, about a just noticeable difference in OKLab.
    expect(Math.min(...distances)).toBeGreaterThan(0.06);
  });

  it('have a symbol each beside them', () => {
    expect(Object.keys(lossSymbol)).toEqual(Object.keys(lossColor));
    expect(new Set(Object.values(lossSymbol)).size).toBe(Object.keys(lossSymbol).length);
  });

  it('stand for one meaning each: a measure shares the colour of the loss that relaxes it', () => {
    expect(measureColor).toEqual({
      dice: lossColor.softDice,
      jaccard: lossColor.softJaccard,
      tversky: lossColor.softTversky,
      weightedHamming: lossColor.weightedCrossEntropy,
    });
  });
});

describe('the colours on dark paper', () => {
  const dark = (color: string) => darkColor[color] ?? color;
  /** Contrast with dark paper, by https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
  const contrast = (color: string) => {
    const [one = 0, paper = 0] = [color, dark(ink.paper)].map((hex) =>
      linear(hex).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i]!, 0),
    );
    return (Math.max(one, paper) + 0.05) / (Math.min(one, paper) + 0.05);
  };

  it.each([...Object.entries({ ...lossColor, ...variantColor }), ...taskColor.map((color, i) => [`task ${i}`, color])])(
    'show %s, for labels have its colour too (WCAG 1.4.3: 4.5)',
    (_, color) => expect(contrast(dark(color!))).toBeGreaterThanOrEqual(4.5),
  );

  it('are checked: the dark violet of light paper would not show', () =>
    expect(contrast(taskColor[0])).toBeLessThan(2));
});

describe('layout(options)', () => {
  it('merges one level deep what is given over the style', () => {
    const made = layout({ title: 'T', margin: { t: 10 }, showlegend: false }) as Record<
      string,
      Record<string, unknown>
    >;
    expect(made.margin).toMatchObject({ l: 64, t: 10 });
    expect(made.showlegend).toBe(false);
  });

  it('keeps no room for a legend where there is none', () => {
    const top = (options: object) => (layout({ title: 'T', ...options }) as { margin: { t: number } }).margin.t;
    expect(top({ showlegend: false })).toBeLessThan(top({}));
  });
});

describe('axis(options)', () => {
  it('takes its title as plain text', () => {
    expect(axis({ title: 'Jaccard', range: [0, 1] })).toMatchObject({
      title: { text: 'Jaccard' },
      range: [0, 1],
      showgrid: true,
    });
  });
});
