import { printable } from '../printable.js';
import { labelsOfSet, listed, type Mask, type MaskLabels } from '../tasks/index.js';
import { UserError } from '../userError.js';
import type { Region } from './regionOption.js';

/** The labels of both folders, without those that do not count. */
export interface Seen {
  truths: MaskLabels[];
  guesses: MaskLabels[];
}

/** The labels of a mask without those that do not count. */
export const labelsOf = ({ path, kind, labels, coloured }: Mask, ignored: readonly number[] = []): MaskLabels => ({
  ...{ path, kind, labels: labels.filter((label) => !ignored.includes(label)) },
  ...(coloured && { coloured }),
});

/**
 * Two empty masks agree, so a mistyped label would score 1 everywhere: it is refused. One that only one of the folders
 * holds scores 0, and that is told.
 */
export function checkSeen(
  regions: readonly Region[] | undefined,
  { truths, guesses }: Seen,
  reference: string,
  prediction: string,
): void {
  // What is marked in brightness counts as label 1, or as its white.
  const held = (masks: readonly MaskLabels[]) => ({
    labels: [...labelsOfSet(masks).keys()],
    white: masks.some(({ kind, labels }) => kind === 'brightness' && labels.length > 0),
  });
  const [first, second] = [held(truths), held(guesses)];
  const holds = ({ labels: own, white }: typeof first, { labels }: Region) =>
    white || (labels === 'any' ? own.some((label) => label > 0) : labels.some((label) => own.includes(label)));
  const numbers = (own: readonly number[]) => listed(own) || 'nothing but 0';
  for (const region of regions ?? []) {
    const { name, labels } = region;
    const [inFirst, inSecond] = [holds(first, region), holds(second, region)];
    const what = labels === 'any' ? 'a label above 0' : `the label ${labels.join(' or ')}`;
    const of = labels === 'any' || name === labels.join('+') ? '' : ` of ${name}`;
    const all = [...new Set([...first.labels, ...second.labels])].sort((a, b) => a - b);
    if (!inFirst && !inSecond && (labels !== 'any' || all.length > 0))
      throw new UserError(
        `no mask of ${reference} or ${prediction} holds ${what}${of}: they hold ${numbers(all)}. Name a value that the masks hold with --label.`,
      );
    const [folder, lacking] = inFirst ? [prediction, second] : [reference, first];
    if (inFirst !== inSecond && lacking.labels.length > 0)
      process.stderr.write(
        printable(
          `warning: no mask of ${folder} holds ${what}${of}: they hold ${numbers(lacking.labels)}. Is it numbered otherwise there?\n`,
        ),
      );
  }
}
