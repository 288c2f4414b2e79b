/** Positions of the voxels of a mask, in millimetres, by a plain loop over the grid. */
function positions(
  mask: ArrayLike<number>,
  shape: number[],
  spacingMm: number[],
  keep: (at: number[]) => boolean,
): number[][] {
  const found: number[][] = [];
  for (let i = 0; i < mask.length; i++) {
    const at: number[] = [];
    for (let axis = shape.length - 1, rest = i; axis >= 0; axis--) {
      at.unshift(rest % shape[axis]!);
      rest = Math.floor(rest / shape[axis]!);
    }
    if (mask[i] && keep(at)) found.push(at.map((n, axis) => n * spacingMm[axis]!));
  }
  return found;
}

const nearest = (from: number[], to: number[][]) =>
  to.reduce((least, at) => Math.min(least, Math.hypot(...at.map((x, axis) => x - from[axis]!))), Infinity);

/** Distances of all voxels to the foreground, each by comparing it with every foreground voxel. */
export function bruteForceTransform(mask: ArrayLike<number>, shape: number[], spacingMm: number[]): number[] {
  const sites = positions(mask, shape, spacingMm, () => true);
  return positions(new Uint8Array(mask.length).fill(1), shape, spacingMm, () => true).map((at) => nearest(at, sites));
}

/**
 * Edge distances by the definition: every edge voxel against every other; an axis of one voxel in a volume's depth has
 * no neighbours to lack.
 */
export function bruteForceSurface(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  shape: number[],
  spacingMm: number[],
) {
  const edge = (mask: ArrayLike<number>) => {
    const index = (at: number[]) => at.reduce((i, n, axis) => i * shape[axis]! + n, 0);
    const axes = shape.map((_, axis) => axis).filter((axis) => !(shape.length === 3 && axis === 0 && shape[0] === 1));
    const set = (at: number[]) => at.every((n, axis) => n >= 0 && n < shape[axis]!) && mask[index(at)] === 1;
    const lacksNeighbour = (at: number[]) =>
      axes.some((axis) => [-1, 1].some((step) => !set(at.map((n, a) => (a === axis ? n + step : n)))));
    return positions(mask, shape, spacingMm, lacksNeighbour);
  };
  const a = edge(reference);
  const b = edge(prediction);
  return { fromReference: a.map((at) => nearest(at, b)), fromPrediction: b.map((at) => nearest(at, a)) };
}
