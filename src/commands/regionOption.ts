import type { LabelRemedy } from '../tasks/index.js';
import { UserError } from '../userError.js';

/** What is scored as one: the labels of a mask that together are its foreground. */
export interface Region {
  name: string;
  labels: readonly number[] | 'any';
}

/**
 * What `--label` names: `1,2,4` is a region of each label, `whole=1+2+4,core=1+4` are sets of labels by name, which may
 * overlap; `any` takes all labels above 0 together, `all` each label that the masks hold. Undefined where the option was not given.
 *
 * @throws UserError for what names no label, or two regions of one name
 */
export function regionOption(value: string | boolean | (string | boolean)[] | undefined): Region[] | 'all' | undefined {
  if (value === undefined) return undefined;
  const parts = (Array.isArray(value) ? value : [value]).flatMap((text) => String(text).split(','));
  if (parts.length === 1 && parts[0]?.trim() === 'all') return 'all';
  const regions = parts.map(region);
  const names = regions.map(({ name }) => name);
  const twice = names.find((name, k) => names.indexOf(name) < k);
  if (twice !== undefined) throw new UserError(`--label names ${twice} twice. Name each region once.`);
  return regions;
}

function region(text: string): Region {
  if (text.trim() === 'any') return { name: 'any', labels: 'any' };
  const at = text.lastIndexOf('=');
  const set = at < 0 ? text : text.slice(at + 1);
  const labels = set.split('+').map((label) => (label.trim() === '' ? NaN : Number(label)));
  const name = at < 0 ? labels.join('+') : text.slice(0, at).trim();
  if (name === '' || !labels.every((label) => Number.isSafeInteger(label)))
    throw new UserError(
      `--label takes whole numbers (1,2,4: a table for each), sets of them by name (whole=1+2+4,core=1+4), any or all, and '${text}' is none of these.`,
    );
  if (labels.includes(0))
    throw new UserError(`--label names 0 in '${text}', and 0 is the background, which is not scored. Leave it out.`);
  return { name, labels };
}

/** How `--label` names what is scored. */
export const byLabel: LabelRemedy = (labels) =>
  labels.every((label) => label < 0)
    ? `Name it with --label=${labels[0]}.`
    : `Name them with --label: ${labels.slice(0, 2).join(',')} is a table for each, target=${labels.slice(0, 2).join('+')} both together, any all together, all each label there is.`;
