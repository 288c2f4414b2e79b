import { UserError } from '../../userError.js';
import { checkArgument } from '../checkArgument.js';
import { isListOf } from '../options.js';

/**
 * Compact letter display: methods that share a letter do not differ significantly.
 *
 * Two methods share a letter exactly where `differ` does not hold for them; no letter could be spared. Letters are the
 * largest sets of methods of which no two differ, sorted by their first member: a, b, … z, then aa, ab, … separated by
 * a blank.
 *
 * @param methods - in the order in which they shall stand, best first
 * @param differ - do two methods differ significantly? Symmetric
 * @returns the letters of each method
 * @throws UserError where a name stands twice
 * @example
 * ```ts
 * import { letterDisplay } from 'dice-workbook/evaluation';
 * letterDisplay(['a', 'b', 'c'], (x, y) => x + y === 'ac' || x + y === 'ca') // => { a: 'a', b: 'ab', c: 'b' }
 * ```
 * Source: H.-P. Piepho, An Algorithm for a Letter-Based Representation of All-Pairwise Comparisons, Journal of
 * Computational and Graphical Statistics 13 (2004): insert and absorb.
 */
export function letterDisplay(
  methods: readonly string[],
  differ: (a: string, b: string) => boolean,
): Record<string, string> {
  checkArgument(
    ...(['letterDisplay', 'methods', methods, 'a list of names'] as const),
    isListOf(methods, (method) => typeof method === 'string'),
  );
  checkArgument('letterDisplay', 'differ', differ, 'a function of two methods', typeof differ === 'function');
  if (new Set(methods).size < methods.length)
    throw new UserError(`letterDisplay names each method once, not ${methods.join(', ')}.`);
  let groups = [new Set(methods)];
  methods.forEach((a, i) => {
    for (const b of methods.slice(i + 1)) {
      if (!differ(a, b)) continue;
      const divided = groups.flatMap((group) =>
        group.has(a) && group.has(b) ? [without(group, a), without(group, b)] : [group],
      );
      groups = absorbed(divided);
    }
  });
  const places = (group: Set<string>) => methods.flatMap((method, place) => (group.has(method) ? [place] : []));
  const ordered = spared(groups, methods).sort((one, other) => lexicographic(places(one), places(other)));
  return Object.fromEntries(
    methods.map((method) => {
      const letters = ordered.flatMap((group, k) => (group.has(method) ? [letter(k)] : []));
      return [method, letters.join(ordered.length > 26 ? ' ' : '')];
    }),
  );
}

const without = (group: Set<string>, method: string) => new Set([...group].filter((one) => one !== method));

/** The groups that lie in no other one. */
function absorbed(groups: Set<string>[]): Set<string>[] {
  return groups.filter(
    (group, k) => !groups.some((other, j) => j !== k && within(group, other) && (group.size < other.size || j < k)),
  );
}

const within = (group: Set<string>, other: Set<string>) => [...group].every((method) => other.has(method));

/** Leaves out every group whose pairs, and lonely members, other groups show already. */
function spared(groups: Set<string>[], methods: readonly string[]): Set<string>[] {
  return groups.reduce((kept, group) => {
    const others = kept.filter((other) => other !== group);
    const members = methods.filter((method) => group.has(method));
    const shown = members.every((a) => members.every((b) => others.some((other) => other.has(a) && other.has(b))));
    return shown ? others : kept;
  }, groups);
}

function lexicographic(a: number[], b: number[]): number {
  const k = a.findIndex((place, i) => place !== b[i]);
  return (a[k] ?? 0) - (b[k] ?? -1);
}

const letter = (k: number): string =>
  (k >= 26 ? letter(Math.floor(k / 26) - 1) : '') + String.fromCharCode(97 + (k % 26));
