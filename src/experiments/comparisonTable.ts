import type { Comparison, Measure } from './comparison.js';
import { comparisonTitle } from './comparisonName.js';

/**
 * The comparison as lines of text: means by loss, by fold, and the differences from the first loss with their 95 %
 * intervals.
 */
export function comparisonTable(comparison: Comparison): string {
  const { losses, folds, differences, images, patients, settings, provenance } = comparison;
  const foldNumbers = Array.from({ length: settings.folds }, (_, fold) => fold);
  const ofFold = (loss: string, measure: Measure) =>
    foldNumbers.map((fold) => folds.find((row) => row.loss === loss && row.fold === fold)![measure].toFixed(3));
  const rows = losses.flatMap(({ loss, title, ...means }) =>
    (['dice', 'jaccard'] as const).map((measure) => {
      const d = differences.find(
        (one) => one.loss === loss && one.baseline === settings.losses[0] && one.measure === measure,
      );
      return [
        title,
        measure === 'dice' ? 'Dice' : 'Jaccard',
        means[measure].toFixed(3),
        ...ofFold(loss, measure),
        d ? `${signed(d.mean)} [${signed(d.lower)}, ${signed(d.upper)}]` : '',
      ];
    }),
  );
  const header = [
    'loss',
    'measure',
    'mean',
    ...foldNumbers.map((fold) => `fold ${fold + 1}`),
    losses.length > 1 ? `difference from ${losses[0]!.title} [95 %]` : '',
  ];
  return [
    `${comparisonTitle(comparison)}: ${images} images of ${patients} patients, each scored once by a network that has not seen its patient`,
    `${provenance}; ${settings.steps} steps${settings.pretrain > 0 ? `, the first ${settings.pretrain} with cross-entropy` : ''}, overlap losses per ${settings.per}, seed ${settings.seeds.join(', ')}`,
    '',
    ...align([header, ...rows]),
  ].join('\n');
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

function align(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
