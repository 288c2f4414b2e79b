/** The name that `text` may have been meant as, if one is near. */
export function nearestName(text: string, names: readonly string[]): string | undefined {
  const edits = (name: string) => editDistance(text.toLowerCase(), name.toLowerCase());
  const [nearest] = [...names].sort((a, b) => edits(a) - edits(b));
  return nearest !== undefined && edits(nearest) <= Math.max(2, text.length / 2) ? nearest : undefined;
}

/** The number of insertions, deletions and replacements of one letter that turn `a` into `b` (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const [replaced = 0, removed = 0, inserted = 0] = [row[j], row[j + 1], next[j]];
      next.push(Math.min(removed + 1, inserted + 1, replaced + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
