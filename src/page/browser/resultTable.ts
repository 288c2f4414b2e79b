import { decimalText } from '../../decimalText.js';
import type { ComparedArm, ComparedCounts } from '../compareCounts.js';
import { element } from './element.js';
import { swatch } from './swatch.js';

const VERDICTS: Record<string, string> = { greater: 'larger', less: 'smaller', tie: 'a tie' };

/** The means of the chosen losses, their differences and their ranks. */
export function resultTable({ rows, smallerIsBetter }: ComparedCounts, measure: string, baseline: string): HTMLElement {
  const heads = [
    'loss',
    `mean ${measure}`,
    '95 % interval',
    'units',
    'left out',
    'false alarms',
    smallerIsBetter ? 'difference of sizes' : 'difference',
    '95 % interval',
    'verdict',
    'rank',
  ];
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'results of the chosen losses' },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text)))),
      element('tbody', {}, ...rows.map((row) => line(row, baseline))),
    ),
    element(
      'p',
      { class: 'note' },
      'Intervals: percentile bootstrap of patients. Verdict: by the interval and p after Holm’s correction over all pairs, ' +
        'a difference that counts is .01 (1 pixel of a volume error). False alarms: units without a target in which something is predicted.',
    ),
  );
}

function line({ arm, collapsed, mean, difference, rank }: ComparedArm, baseline: string): HTMLElement {
  const name = element('th', { scope: 'row' }, swatch(arm.color), ` ${arm.title}`);
  if (!mean) {
    const text = `collapsed in ${collapsed} of these folds: in no mean`;
    return element('tr', {}, name, element('td', { colspan: 9 }, text));
  }
  const differs = difference
    ? [
        signed(difference.mean),
        range(difference.lower, difference.upper, signed),
        VERDICTS[difference.verdict] ?? difference.verdict,
      ]
    : [arm.id === baseline ? 'compared with' : '', '', ''];
  return element(
    'tr',
    {},
    name,
    ...[
      decimals(mean.mean),
      range(mean.lower, mean.upper),
      String(mean.units),
      String(mean.leftOut),
      mean.emptyUnits === 0 ? 'none empty' : `${mean.falsePositiveUnits} of ${mean.emptyUnits}`,
      ...differs,
      rank ? String(rank.rank) : '',
    ].map((text) => element('td', {}, text)),
  );
}

const decimals = (value: number): string =>
  Number.isNaN(value) ? 'none' : decimalText(value, Math.abs(value) >= 10 ? 1 : 3);

const signed = (value: number): string => (value > 0 ? `+${decimals(value)}` : decimals(value));

const range = (lower: number, upper: number, text = decimals): string =>
  Number.isNaN(lower) ? 'none' : `${text(lower)} to ${text(upper)}`;
