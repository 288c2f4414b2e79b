import { UserError } from '../../userError.js';
import { grid, type GridOptions } from '../grid.js';
import { checkOptions, shown } from '../options.js';

export interface ComponentOptions extends Pick<GridOptions, 'shape'> {
  /**
   * Which neighbours belong together. Images: 4 (edges) or 8 (and corners); volumes: 6 (faces), 18 (and edges), 26 (and
   * corners). Default 8 and 26.
   */
  connectivity?: 4 | 8 | 6 | 18 | 26;
}

export const COMPONENT_OPTIONS = ['shape', 'connectivity'] as const;

export interface Components {
  /** 0 = background, 1 … count = component, in the order in which a row-major scan meets them. */
  labels: Int32Array;
  /** Voxels of each component: `sizes[k]` is that of label k + 1. */
  sizes: number[];
}

/** For rows that a neighbouring row precedes by [dz, dy]: may runs touch, and with how much slack at their ends? */
const NEIGHBOUR_ROWS = [
  { dz: 0, dy: -1, differs: 1 },
  { dz: -1, dy: 0, differs: 1 },
  { dz: -1, dy: -1, differs: 2 },
  { dz: -1, dy: 1, differs: 2 },
];

/** The number of coordinates in which neighbours may differ. */
const REACH: Record<number, Record<number, number>> = { 2: { 4: 1, 8: 2 }, 3: { 6: 1, 18: 2, 26: 3 } };

/**
 * The connected components of a mask.
 *
 * Runs of foreground along the last axis are joined with the runs of the rows before them by union-find; O(voxels) but
 * for an inverse Ackermann factor.
 *
 * @param mask - 0/1, row-major
 * @throws UserError for a size that does not fit `shape`, values other than 0 and 1, a connectivity that the number of
 * axes does not have, or unknown options
 * @example
 * ```ts
 * import { connectedComponents } from 'dice-workbook/evaluation';
 * connectedComponents([1, 0, 0, 1], { shape: [2, 2] }).sizes // => [2]
 * connectedComponents([1, 0, 0, 1], { shape: [2, 2], connectivity: 4 }).sizes // => [1, 1]
 * ```
 * Source: K. Wu, E. Otoo, K. Suzuki, Optimizing two-pass connected-component labeling algorithms, Pattern Analysis and
 * Applications 12 (2009).
 */
export function connectedComponents(mask: ArrayLike<number>, options: ComponentOptions): Components {
  checkOptions('connectedComponents', options, COMPONENT_OPTIONS);
  const { shape } = options;
  const [depth, height, width] = grid({ shape }, mask).shape;
  const { connectivity = shape.length === 2 ? 8 : 26 } = options;
  const reach = typeof connectivity === 'number' && REACH[shape.length]![connectivity];
  if (!reach)
    throw new UserError(
      `connectivity is ${shape.length === 2 ? '4 or 8 in an image' : '6, 18 or 26 in a volume'}, not ${shown(connectivity)}.`,
    );
  const start: number[] = [];
  const end: number[] = [];
  const parent: number[] = [];
  /** The first run of each row; the last entry closes the last row. */
  const firstRun = new Int32Array(depth * height + 1);

  for (let z = 0, row = 0; z < depth; z++) {
    for (let y = 0; y < height; y++, row++) {
      firstRun[row] = parent.length;
      for (let x = 0, i = row * width; x < width; x++) {
        if (!mask[i + x]) continue;
        start.push(x);
        while (x < width && mask[i + x]) x++;
        end.push(x);
        parent.push(parent.length);
      }
      firstRun[row + 1] = parent.length;
      for (const { dz, dy, differs } of NEIGHBOUR_ROWS) {
        if (differs > reach || z + dz < 0 || y + dy < 0 || y + dy >= height) continue;
        joinRows(row + dz * height + dy, row, differs < reach ? 1 : 0);
      }
    }
  }
  return labelRuns();

  function root(run: number): number {
    while (parent[run] !== run) run = parent[run] = parent[parent[run]!]!;
    return run;
  }

  /** Joins the runs of two rows that overlap once each is `slack` longer at both ends. */
  function joinRows(before: number, row: number, slack: number): void {
    let a = firstRun[before]!;
    let b = firstRun[row]!;
    while (a < firstRun[before + 1]! && b < firstRun[row + 1]!) {
      if (start[a]! < end[b]! + slack && start[b]! < end[a]! + slack) {
        const [p, q] = [root(a), root(b)];
        parent[Math.max(p, q)] = Math.min(p, q);
      }
      if (end[a]! < end[b]!) a++;
      else b++;
    }
  }

  function labelRuns(): Components {
    const labels = new Int32Array(mask.length);
    const sizes: number[] = [];
    const labelOf = new Int32Array(parent.length);
    for (let row = 0; row < depth * height; row++) {
      for (let run = firstRun[row]!; run < firstRun[row + 1]!; run++) {
        // A root is the first run of its component, so its label stands before the others ask for it.
        if (root(run) === run) labelOf[run] = sizes.push(0);
        const label = labelOf[root(run)]!;
        labels.fill(label, row * width + start[run]!, row * width + end[run]!);
        sizes[label - 1]! += end[run]! - start[run]!;
      }
    }
    return { labels, sizes };
  }
}
