import { iou, type Overlap } from './overlaps.js';

/**
 * Those of the pairs that match every region with at most one other, with the largest sum of IoU.
 *
 * Pairs with an IoU above one half have no rival. Of others, each group of regions that are linked by pairs is solved by
 * itself, in O(n³) of its size.
 *
 * Source: H. W. Kuhn, The Hungarian Method for the Assignment Problem, Naval Research Logistics Quarterly 2 (1955).
 */
export function assignPairs(pairs: readonly Overlap[]): Overlap[] {
  return groupsOf(pairs).flatMap((group) => (group.length === 1 ? group : solve(group)));
}

/** The pairs, split where no region links them. */
function groupsOf(pairs: readonly Overlap[]): Overlap[][] {
  const touching = new Map<string, Overlap[]>();
  const ends = ({ reference, prediction }: Overlap) => [`r${reference}`, `p${prediction}`];
  for (const pair of pairs) for (const end of ends(pair)) touching.set(end, [...(touching.get(end) ?? []), pair]);
  const free = new Set(pairs);
  const groups: Overlap[][] = [];
  for (const first of free) {
    const group = [first];
    free.delete(first);
    for (const pair of group)
      for (const end of ends(pair))
        for (const other of touching.get(end) ?? []) if (free.delete(other)) group.push(other);
    groups.push(group);
  }
  return groups;
}

/** Kuhn's algorithm with potentials: rows join one after the other along the shortest augmenting path. */
function solve(group: readonly Overlap[]): Overlap[] {
  const rows = [...new Set(group.map(({ reference }) => reference))];
  const columns = [...new Set(group.map(({ prediction }) => prediction))];
  const at = new Map(group.map((pair) => [`${pair.reference} ${pair.prediction}`, pair]));
  const pairOf = (row: number, column: number) => at.get(`${rows[row]} ${columns[column]}`);
  // A column for each row to stay alone in, at no gain.
  const width = columns.length + rows.length;
  const cost = (row: number, column: number) => {
    const pair = pairOf(row, column);
    return pair ? -iou(pair) : 0;
  };
  const rowPotential = new Float64Array(rows.length);
  const columnPotential = new Float64Array(width);
  const rowOf = new Int32Array(width).fill(-1);
  for (let start = 0; start < rows.length; start++) {
    const slack = new Float64Array(width).fill(Infinity);
    const before = new Int32Array(width).fill(-1);
    const visited = new Set<number>();
    let [row, column] = [start, -1];
    while (row >= 0) {
      let [next, least] = [-1, Infinity];
      for (let c = 0; c < width; c++) {
        if (visited.has(c)) continue;
        const reduced = cost(row, c) - (rowPotential[row] ?? 0) - (columnPotential[c] ?? 0);
        if (reduced < (slack[c] ?? 0)) {
          slack[c] = reduced;
          before[c] = column;
        }
        if ((slack[c] ?? 0) < least) [next, least] = [c, slack[c] ?? 0];
      }
      rowPotential[start] = (rowPotential[start] ?? 0) + least;
      for (const c of visited) {
        const owner = rowOf[c] ?? -1;
        rowPotential[owner] = (rowPotential[owner] ?? 0) + least;
        columnPotential[c] = (columnPotential[c] ?? 0) - least;
      }
      for (let c = 0; c < width; c++) if (!visited.has(c)) slack[c] = (slack[c] ?? 0) - least;
      visited.add(next);
      column = next;
      row = rowOf[next] ?? -1;
    }
    for (let c = column; c >= 0;) {
      const previous = before[c] ?? -1;
      rowOf[c] = previous >= 0 ? (rowOf[previous] ?? start) : start;
      c = previous;
    }
  }
  return columns.flatMap((_, c) => pairOf(rowOf[c] ?? -1, c) ?? []);
}
