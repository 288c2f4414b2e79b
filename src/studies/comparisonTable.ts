import { signedText } from '../decimalText.js';
import { belowLiterature } from './belowLiterature.js';
import type { Comparison, Measure } from './comparison.js';

/** The heading of a comparison's table and figure: `PO18, synthetic images`, `BR18, 3 classes`, `IS17, synthetic volumes`. */
export function comparisonTitle({
  task,
  synthetic,
  classes,
  volumes,
}: Pick<Comparison, 'task' | 'synthetic' | 'classes' | 'volumes'>): string {
  const several = classes.length > 2 ? `, ${classes.length - 1} classes` : '';
  return `${task.toUpperCase()}${several}, ${synthetic ? 'synthetic' : 'real'} ${volumes ? 'volumes' : 'images'}`;
}

/** The comparison as lines of text: means by arm and fold, and the differences from the first arm with 95 % intervals. */
export function comparisonTable(comparison: Comparison): string {
  const { arms, folds, differences, unit } = comparison;
  const foldNumbers = [...new Set(folds.map(({ fold }) => fold))].sort((a, b) => a - b);
  const [baseline] = arms;
  const rows = arms.flatMap(({ arm, title, collapsed, runs, tunedDice, ...means }) =>
    (['dice', 'jaccard'] as const).map((measure) => {
      const inFold = (fold: number) => {
        const row = folds.find((one) => one.arm === arm && one.fold === fold);
        return row === undefined ? '' : row.collapsed ? 'collapsed' : row[measure].toFixed(3);
      };
      const d = differences[measure].find((one) => one.method === arm && one.baseline === baseline?.arm);
      return [
        measure === 'dice' ? title : '',
        measure === 'dice' ? 'Dice' : 'Jaccard',
        collapsed === runs ? '' : means[measure].toFixed(3),
        ...foldNumbers.map(inFold),
        measure === 'dice' && tunedDice !== undefined && collapsed < runs ? tunedDice.toFixed(3) : '',
        collapsed > 0
          ? `collapsed in ${collapsed} of ${runs} runs, not compared`
          : d
            ? `${signedText(d.mean)} [${signedText(d.lower)}, ${signedText(d.upper)}] ${d.verdict}`
            : '',
      ];
    }),
  );
  const header = [
    'loss',
    'measure',
    'mean',
    ...foldNumbers.map((fold) => `fold ${fold + 1}`),
    'tuned cut',
    arms.length > 1 ? `difference from ${baseline?.title} [95 %]` : '',
  ];
  return [
    `${comparisonTitle(comparison)}: ${counted(comparison)}, scored per ${unit} by a network that has not seen the ${known(comparison) ? 'patient' : 'image'}`,
    '',
    ...align([header, ...rows]),
    '',
    ...notes(comparison),
  ].join('\n');
}

const known = ({ patientsFrom }: Comparison) => patientsFrom !== 'unknown';

const counted = ({ images, patients, patientsFrom, volumes }: Comparison) =>
  volumes
    ? `${patients} patients, a volume each`
    : patientsFrom === 'unknown'
      ? `${images} images of unknown patients`
      : `${images} images of ${patients} patients${patientsFrom === 'names' ? ' (as their names tell)' : ''}`;

function notes(comparison: Comparison): string[] {
  const { arms, unit, patients, task, classes } = comparison;
  const crossEntropy = arms.find(({ arm }) => arm === 'crossEntropy');
  const below = crossEntropy && classes.length === 2 ? belowLiterature(task, crossEntropy.dice) : undefined;
  const drawn = known(comparison) ? 'patients' : 'images';
  const empty = Math.max(...arms.map(({ emptyUnits }) => emptyUnits));
  return [
    `Means are over the ${unit}s with a target. ${
      empty > 0
        ? `Of ${empty} without one, something is predicted in: ${arms.map((one) => `${one.title} ${one.falsePositiveUnits}`).join(', ')}.`
        : `Every ${unit} has one.`
    }`,
    `Intervals: paired bootstrap, ${drawn} drawn; greater and less are decided differences above .01, a tie lies within ±.01.`,
    ...(known(comparison)
      ? []
      : [
          'Which images are of one patient is not known: a network may have seen others of the same one, and the intervals may be too short. Name them with `patients`.',
        ]),
    ...(below ? [below] : []),
    ...(patients < 10 ? [`Fewer than 10 ${drawn}: the intervals are not to be trusted.`] : []),
    `Conventions: masks are cut at 1/2 and counted at the size of training, ${unit === 'patient' ? 'all slices of a patient together' : 'image by image'}; without a target Dice is 0/0 or 0, and such ${unit}s are in no mean. Surface distances and volumes: npx dice-workbook evaluate.`,
  ];
}

/** Rows of text in columns. */
export function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

export type { Measure };
