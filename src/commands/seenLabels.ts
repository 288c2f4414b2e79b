import { printable } from '../printable.js';
import { labelsOfSet, listed, type Mask, type MaskLabels } from '../tasks/index.js';
import { UserError } from '../userError.js';
import type { Region } from './regionOption.js';

/** The labels of the references and of each method's masks, without those that do not count. */
export interface Seen {
  truths: MaskLabels[];
  guesses: MaskLabels[][];
}

/** The labels of a mask without those that do not count. */
export const labelsOf = ({ path, kind, labels, coloured }: Mask, ignored: readonly number[] = []): MaskLabels => ({
  ...{ path, kind, labels: labels.filter((label) => !ignored.includes(label)) },
  ...(coloured && { coloured }),
});

/**
 * Two empty masks agree, so a mistyped label would score 1 everywhere: it is refused. One that the data set declares and no mask
 * holds, and one that only some of the folders hold, which scores 0 there, are told.
 */
export function checkSeen(
  regions: readonly Region[] | undefined,
  { truths, guesses }: Seen,
  reference: string,
  predictions: readonly string[],
  { declared = false }: { declared?: boolean } = {},
): void {
  // What is marked in brightness counts as label 1, or as its white.
  const held = (folder: string, masks: readonly MaskLabels[]) => ({
    folder,
    labels: [...labelsOfSet(masks).keys()],
    white: masks.some(({ kind, labels }) => kind === 'brightness' && labels.length > 0),
  });
  const folders = [held(reference, truths), ...guesses.map((masks, m) => held(predictions[m]!, masks))];
  const holds = ({ labels: own, white }: ReturnType<typeof held>, { labels }: Region) =>
    white || (labels === 'any' ? own.some((label) => label > 0) : labels.some((label) => own.includes(label)));
  const numbers = (own: readonly number[]) => listed(own) || 'nothing but 0';
  const warn = (text: string) => process.stderr.write(printable(`warning: ${text}\n`));
  for (const region of regions ?? []) {
    const { name, labels } = region;
    const what = labels === 'any' ? 'a label above 0' : `the label ${labels.join(' or ')}`;
    const of = labels === 'any' || name === labels.join('+') ? '' : ` of ${name}`;
    const all = [...new Set(folders.flatMap(({ labels: own }) => own))].sort((a, b) => a - b);
    const lacking = folders.filter((folder) => !holds(folder, region));
    const none = `no mask of ${folders.map(({ folder }) => folder).join(' or ')} holds ${what}${of}: they hold ${numbers(all)}`;
    if (lacking.length < folders.length) {
      for (const { folder, labels: own } of lacking)
        if (own.length > 0)
          warn(`no mask of ${folder} holds ${what}${of}: they hold ${numbers(own)}. Is it numbered otherwise there?`);
    } else if (declared) warn(`${none}. Its masks are empty in both, which --empty tells how to count.`);
    else if (labels !== 'any' || all.length > 0)
      throw new UserError(`${none}. Name a value that the masks hold with --label.`);
  }
}
