import { conventionRows, lossConventionRows } from '../evaluation/index.js';
import type { Figure } from './figure.js';
import { axis, ink, layout, lossColor, measureColor, theoryColor } from './style.js';

interface Row extends Record<string, unknown> {
  panel: 'Dice' | 'HD95' | 'loss';
  library: string;
  /** Mean score, or loss; null where infinite. */
  value: number | null;
  /** Images left out of the mean; of a loss, the probability predicted everywhere. */
  detail: number;
}

const PANELS = {
  Dice: { title: 'mean Dice of the same twenty images', domain: [0.7, 1], range: [0, 1] },
  HD95: { title: 'mean HD95 of the same twenty images, in pixels', domain: [0.29, 0.61], range: [0.3, 2.75] },
  loss: {
    title: 'soft Dice loss of an empty image at p = 0.9 (large), 0.1 and 0 (dot)',
    domain: [0, 0.2],
    range: [-1.1, 1.1],
  },
} as const;
/** Libraries by their loss at the surest prediction, then at the next. */
function byLoss(rows: Row[]): Row[] {
  const key = ({ library }: Row) =>
    RINGS.map(({ p }) => rows.find((row) => row.library === library && row.detail === p)?.value ?? 0);
  const difference = (a: Row, b: Row) => key(a).map((value, k) => value - (key(b)[k] ?? 0)).find((gap) => gap !== 0) ?? 0;
  return rows.sort((a, b) => difference(a, b) || a.library.localeCompare(b.library, 'en'));
}

/** Where an infinite mean is drawn on the axis, which is logarithmic. */
const INFINITE_AT = 350;
const RINGS = [
  { p: 0.9, size: 15, symbol: 'circle-open' },
  { p: 0.1, size: 9, symbol: 'circle-open' },
  { p: 0, size: 5, symbol: 'circle' },
];

/** What the choice of a convention does to the same masks and probabilities. */
export const conventionsFigure: Figure<Row> = {
  id: 'conventions',
  title: 'The same images score 0.33 or 0.58, by the rule on empty masks alone',
  evidence: ['exact'],
  caption:
    'Twenty synthetic images (ten lesions found, five empty images left empty, two false positives, three missed lesions) under the conventions of public ' +
    'libraries, most of them run, the others read (notebook 13 tells which). Top: mean Dice. Middle: mean HD95 on a logarithmic axis; the rules that leave a miss out, or count it as 0, report distances no ' +
    'larger than those of the ten found lesions. Bottom: the soft Dice loss of an empty image where every pixel has probability 0.9, 0.1 or 0; where the three ' +
    'rings coincide, a false positive costs nothing or cannot be unlearned.',
  rows: () => [
    ...conventionRows()
      .filter(({ measure }) => measure !== 'Jaccard')
      .map(({ measure, library, mean, leftOut }) => ({
        panel: measure as Row['panel'],
        library,
        value: mean === Infinity ? null : mean,
        detail: leftOut,
      })),
    ...lossConventionRows().flatMap(({ library, empty09, empty01, empty00 }) =>
      [
        [0.9, empty09],
        [0.1, empty01],
        [0, empty00],
      ].map(([detail, value]) => ({ panel: 'loss' as const, library, value: value!, detail: detail! })),
    ),
  ],
  figure(rows) {
    const at = ({ value }: Row) => value ?? INFINITE_AT;
    // From the bottom up; of a loss, whose rows are three a library, by the order in which they stand.
    const of = (panel: Row['panel']) => {
      const chosen = rows.filter((row) => row.panel === panel);
      return panel === 'loss' ? byLoss(chosen) : chosen.sort((a, b) => at(a) - at(b));
    };
    const axes = (n: string) => ({ type: 'scatter', mode: 'markers', xaxis: `x${n}`, yaxis: `y${n}` });
    const means = (panel: 'Dice' | 'HD95', n: string) => ({
      ...axes(n),
      x: of(panel).map(at),
      y: of(panel).map(({ library }) => library),
      mode: 'markers+text',
      text: of(panel).map(
        ({ value, detail }) =>
          `  ${value === null ? '∞' : value.toFixed(value < 10 ? 2 : 0)}${detail > 0 ? `, ${detail} left out` : ''}  `,
      ),
      textposition: of(panel).map(({ value }) => (value === null ? 'middle left' : 'middle right')),
      textfont: { size: 12, color: ink.muted },
      cliponaxis: false,
      marker: {
        size: 10,
        color: panel === 'Dice' ? measureColor.dice : lossColor.lovaszSoftmax,
        symbol: of(panel).map(({ value }) => (value === null ? 'triangle-right' : 'circle')),
      },
    });
    const rings = RINGS.map(({ p, size, symbol }) => {
      const chosen = of('loss').filter(({ detail }) => detail === p);
      return {
        ...axes('3'),
        x: chosen.map(at),
        y: chosen.map(({ library }) => library),
        marker: { size, symbol, color: theoryColor.extremal, ...(p > 0 && { line: { width: 2 } }) },
      };
    });
    const panelAxes = Object.entries(PANELS).flatMap(([panel, { title, domain, range }], i) => {
      const n = i === 0 ? '' : String(i + 1);
      const scale = panel === 'HD95' ? { type: 'log', tickvals: [2, 5, 10, 20, 50, 100, 200] } : {};
      return [
        [`xaxis${n}`, axis({ title, anchor: `y${n}`, range, ...scale })],
        [
          `yaxis${n}`,
          axis({ anchor: `x${n}`, domain, type: 'category', ticks: '', tickfont: { size: 12, color: ink.text } }),
        ],
      ] as const;
    });
    return {
      data: [means('Dice', ''), means('HD95', '2'), ...rings],
      layout: {
        ...layout({ title: this.title, width: 820, height: 1180, showlegend: false, margin: { t: 60, l: 340 } }),
        ...Object.fromEntries(panelAxes),
      },
    };
  },
};
