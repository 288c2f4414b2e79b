import type { Counts, Measure } from '../../overlap/index.js';
import { COUNT_NAMES } from './radicals.js';
import { valueAt } from './valueAt.js';

/** Which counts have to vanish for the measure to be undefined, as sentences: "dice: tp = fp = fn = 0". */
export function undefinedFaces(measure: Measure): string[] {
  const faces: number[] = [];
  // From the largest faces down; a face inside one already found tells nothing new.
  for (const support of Array.from({ length: 15 }, (_, i) => 15 - i).sort((x, y) => bits(y) - bits(x))) {
    if (faces.some((face) => (face & support) === support)) continue;
    const counts = Object.fromEntries(COUNT_NAMES.map((name, i) => [name, support & (1 << i) ? BigInt(2 * i + 3) : 0n])) as unknown as Counts<bigint>;
    if (valueAt(measure, counts) === undefined) faces.push(support);
  }
  return faces.map((face) => `${measure.id}: ${COUNT_NAMES.filter((_, i) => !(face & (1 << i))).join(' = ')} = 0`);
}

function bits(n: number): number {
  return n.toString(2).replaceAll('0', '').length;
}
