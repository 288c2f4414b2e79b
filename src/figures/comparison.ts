import type { Figure } from './figure.js';
import { axis, ink, layout, lossColor } from './style.js';

/** What the figure draws of a comparison; the first arm is the one the others are compared with. */
export interface ComparisonScores {
  arms: readonly { arm: string; title: string; dice: number; jaccard: number; runs: number; collapsed: number }[];
  folds: readonly { arm: string; dice: number; jaccard: number; collapsed: boolean }[];
  differences: Record<
    'dice' | 'jaccard',
    readonly { method: string; baseline: string; mean: number; lower: number; upper: number }[]
  >;
}

export interface ComparisonRow extends Record<string, unknown> {
  kind: 'mean' | 'fold' | 'difference';
  loss: string;
  title: string;
  measure: string;
  value: number;
  lower?: number;
  upper?: number;
}

const MEASURES = [
  { id: 'dice', name: 'Dice', symbol: 'circle' },
  { id: 'jaccard', name: 'Jaccard', symbol: 'diamond' },
] as const;

/** The figure's rows: means by arm, by fold, and the differences from the first arm. What collapsed has no score. */
export function comparisonRows({ arms, folds, differences }: ComparisonScores): ComparisonRow[] {
  const titles = new Map(
    arms.map(({ arm, title, collapsed, runs }) => [
      arm,
      collapsed > 0 ? `${title}<br>collapsed in ${collapsed} of ${runs}` : title,
    ]),
  );
  const row = (kind: ComparisonRow['kind'], arm: string, measure: string, value: number, ends = {}): ComparisonRow[] =>
    Number.isFinite(value) ? [{ kind, loss: arm, title: titles.get(arm) ?? arm, measure, value, ...ends }] : [];
  return MEASURES.flatMap(({ id: measure }) => [
    ...arms.flatMap((one) => row('mean', one.arm, measure, one[measure])),
    ...folds.flatMap((one) => (one.collapsed ? [] : row('fold', one.arm, measure, one[measure]))),
    ...differences[measure]
      .filter(({ baseline }) => baseline === arms[0]?.arm)
      .flatMap(({ method, mean, lower, upper }) => row('difference', method, measure, mean, { lower, upper })),
  ]);
}

export interface ComparisonFigureOptions {
  /** File name of the figure. */
  id: string;
  /** `PO18, synthetic images` */
  heading: string;
  /** What one score is taken over. */
  unit: 'patient' | 'image';
  rows: Figure<ComparisonRow>['rows'];
}

/**
 * Mean scores of each loss (and of each fold), beside the paired differences from the first loss with their 95 %
 * intervals.
 */
export function comparisonFigure({
  id,
  heading,
  unit,
  rows: rowsOf,
}: ComparisonFigureOptions): Figure<ComparisonRow> {
  const title = `${heading}: mean Dice and Jaccard by loss`;
  return {
    id,
    title,
    caption:
      `${heading}. Left: mean Dice and Jaccard of the held-out ${unit}s with a target, of all folds (large) and of each fold ` +
      '(small). Right: mean paired difference from the first loss with its 95 % bootstrap interval, patients resampled.',
    evidence: ['trained'],
    rows: rowsOf,
    figure(rows) {
      const order = [...new Set(rows.map((row) => row.title))];
      const place = (row: ComparisonRow) =>
        order.length - 1 - order.indexOf(row.title) + (row.measure === 'dice' ? 0.14 : -0.14);
      const ticks = {
        tickvals: order.map((_, i) => order.length - 1 - i),
        ticktext: order,
        range: [-0.6, order.length - 0.4],
        showgrid: false,
      };
      const colorOf = (row: ComparisonRow) =>
        (lossColor as Record<string, string>)[row.loss.split(':')[0]!] ?? ink.text;
      const dots = (
        kind: ComparisonRow['kind'],
        { id: measure, name, symbol }: (typeof MEASURES)[number],
        rest: (chosen: ComparisonRow[]) => object,
      ) => {
        const chosen = rows.filter((row) => row.kind === kind && row.measure === measure);
        return {
          type: 'scatter',
          mode: 'markers',
          name,
          x: chosen.map((row) => row.value),
          y: chosen.map(place),
          marker: { symbol, color: chosen.map(colorOf) },
          ...rest(chosen),
        };
      };
      const marker = (chosen: ComparisonRow[], { symbol }: (typeof MEASURES)[number], size: number, opacity = 1) => ({
        marker: { symbol, size, opacity, color: chosen.map(colorOf) },
      });
      return {
        data: MEASURES.flatMap((measure) => [
          dots('fold', measure, (chosen) => ({ ...marker(chosen, measure, 6, 0.45), showlegend: false })),
          dots('mean', measure, (chosen) => marker(chosen, measure, 12)),
          dots('difference', measure, (chosen) => ({
            ...marker(chosen, measure, 10),
            xaxis: 'x2',
            showlegend: false,
            error_x: {
              type: 'data',
              symmetric: false,
              array: chosen.map((row) => row.upper! - row.value),
              arrayminus: chosen.map((row) => row.value - row.lower!),
              color: ink.muted,
              thickness: 1.5,
              width: 5,
            },
          })),
        ]),
        layout: layout({
          title,
          height: 180 + 60 * order.length,
          x: { title: `mean score per ${unit}`, domain: [0, 0.54] },
          y: ticks,
          xaxis2: axis({
            title: 'difference from the first loss',
            domain: [0.6, 1],
            anchor: 'y',
            rangemode: 'tozero',
            zeroline: true,
            zerolinecolor: ink.axis,
          }),
        }),
      };
    },
  };
}
