/** Voxel index `(i, j, k)` to world millimetres in RAS+ (right, anterior, superior): three rows of four numbers. */
export type Affine = [Row, Row, Row];
type Row = [number, number, number, number];

/**
 * Two affines are the same grid where every entry agrees within `tolerance` (millimetres, or millimetres per voxel).
 */
export function affinesAgree(a: Affine, b: Affine, tolerance = 1e-3): boolean {
  return a.every((row, r) => row.every((entry, c) => Math.abs(entry - b[r]![c]!) <= tolerance));
}

/** `outer ∘ inner`: first `inner`, then `outer`. */
export function composeAffines(outer: Affine, inner: Affine): Affine {
  return outer.map((row) =>
    [0, 1, 2, 3].map(
      (c) => row[0] * inner[0]![c]! + row[1] * inner[1]![c]! + row[2] * inner[2]![c]! + (c === 3 ? row[3] : 0),
    ),
  ) as Affine;
}

/** The determinant of the three voxel axes: the signed volume of a voxel in cubic millimetres. */
function determinantOf([[a, b, c], [d, e, f], [g, h, i]]: Affine): number {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}

/** True where every entry is finite and no voxel axis lies in the plane of the others. */
export function spansSpace(affine: Affine): boolean {
  return affine.flat().every(Number.isFinite) && Math.abs(determinantOf(affine)) > 1e-12;
}

/** The inverse affine. Throws a RangeError where the three axes do not span space. */
export function invertAffine(affine: Affine): Affine {
  const [[a, b, c, x], [d, e, f, y], [g, h, i, z]] = affine as [Affine[0], Affine[0], Affine[0]];
  const determinant = determinantOf(affine);
  if (!(Math.abs(determinant) > 1e-12))
    throw new RangeError(`invertAffine: the three voxel axes must span space, got determinant ${determinant}.`);
  const inverse = [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ].map((row) => row.map((entry) => entry / determinant)) as [number, number, number][];
  return inverse.map((row) => [...row, -(row[0] * x + row[1] * y + row[2] * z)]) as Affine;
}

/** Lengths of the three voxel axes in millimetres. */
export function voxelSpacing(affine: Affine): [number, number, number] {
  return [0, 1, 2].map((c) => Math.hypot(affine[0]![c]!, affine[1]![c]!, affine[2]![c]!)) as [number, number, number];
}
