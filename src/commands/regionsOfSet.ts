import { progress } from '../progress.js';
import { labelsOfSet, readMask, unexplainedLabels, type MaskLabels, type MaskOptions } from '../tasks/index.js';
import { UserError } from '../userError.js';
import type { MaskPair, PairedCases } from './maskPairs.js';
import type { ReadPairOptions } from './readPair.js';
import { byLabel, type Region } from './regionOption.js';

/** A table for each class that a folder of one's own names; undefined where it names one or none. */
export function declaredRegions({ classes, pairs }: PairedCases): Region[] | undefined {
  const target = pairs.find(({ task }) => task)?.task?.target;
  if (classes === undefined || target === undefined || target === 'any') return undefined;
  return classes.slice(1).map((name, k) => ({
    name,
    labels: [...target].flatMap(([label, own]) => (own === k + 1 ? [label] : [])),
  }));
}

/** Each label that a mask of the set holds; every file is read once more for it. */
export async function allRegions(
  pairs: readonly MaskPair[],
  options: ReadPairOptions,
  where: string,
): Promise<Region[]> {
  const bar = progress('Looking for labels', pairs.length);
  const seen: MaskLabels[] = [];
  for (const [k, pair] of pairs.entries()) {
    bar.update(k, pair.name);
    const files: [string | undefined, MaskOptions | undefined][] = [
      [pair.reference, options.reading?.reference],
      ...pair.predictions.map((file) => [file, options.reading?.prediction] as [string, MaskOptions | undefined]),
    ];
    for (const [file, reading] of files) {
      if (file === undefined) continue;
      // What cannot be read is told when it is scored.
      const mask = await readMask(file, reading).catch(() => undefined);
      if (mask?.coloured) throw new UserError(unexplainedLabels([mask], byLabel)!);
      // White on black is label 1.
      if (mask) seen.push({ path: mask.path, kind: 'labels', labels: mask.labels });
    }
  }
  bar.end(`${pairs.length} cases`);
  const ignored = options.ignore ?? pairs[0]?.task?.ignored ?? [];
  const labels = [...labelsOfSet(seen).keys()].filter((label) => !ignored.includes(label));
  if (labels.length === 0)
    throw new UserError(`no mask of ${where} holds a label beside 0, so there is nothing to score.`);
  return labels.map((label) => ({ name: String(label), labels: [label] }));
}
