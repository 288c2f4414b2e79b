import { edgeVoxels, type EdgeVoxels } from './edgeVoxels.js';
import type { Grid } from './grid.js';

/** The surface of a mask in pieces: where each lies, `[z, y, x]` one after the other, and how large it is. */
export interface SurfaceElements {
  at: EdgeVoxels;
  /** In mm², or in mm of contour in an image. */
  sizes: Float64Array;
}

type Point = readonly [number, number, number];

/** The corners of a cube, of which the k-th bit of a code tells whether it is foreground. */
const CORNERS: readonly Point[] = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => [k >> 2, (k >> 1) & 1, k & 1]);
/** The corners of its faces, each in the order of a walk round the face. */
const FACES = [
  [0, 1, 3, 2],
  [4, 5, 7, 6],
  [0, 1, 5, 4],
  [2, 3, 7, 6],
  [0, 2, 6, 4],
  [1, 3, 7, 5],
] as const;

/**
 * The surface between a mask and its background, as marching cubes draw it: voxels' centres are the corners of cubes, and in
 * each cube whose corners differ the surface passes midway between the corners that do. Outside the image is
 * background. In an image, the same with squares and the length of the contour.
 *
 * A loop of the surface in a cube is not flat, in general, and its area depends on how it is cut into triangles: taken
 * is the smallest of its fans.
 *
 * Source: W. E. Lorensen and H. E. Cline, Marching Cubes, SIGGRAPH 1987.
 */
export function surfaceElements(mask: ArrayLike<number>, space: Grid): SurfaceElements {
  const sizeOf = space.shape[0] === 1 ? contourLengths(space.spacingMm) : surfaceAreas(space.spacingMm);
  const codes = cubesAt(mask, space);
  const at = new Int32Array(3 * codes.size);
  const sizes = new Float64Array(codes.size);
  const [, height, width] = space.shape;
  let used = 0;
  for (const [index, code] of codes) {
    const x = index % (width + 1);
    const y = Math.floor(index / (width + 1)) % (height + 1);
    at.set([Math.floor(index / (width + 1) / (height + 1)), y, x], 3 * used);
    sizes[used++] = sizeOf[code] ?? 0;
  }
  return { at, sizes };
}

/** The cubes that the surface passes, by the index of their far corner, with their codes; of an image, all of slice 0. */
function cubesAt(mask: ArrayLike<number>, space: Grid): Map<number, number> {
  const [depth, height, width] = space.shape;
  const flat = depth === 1;
  const set = (z: number, y: number, x: number) =>
    z >= 0 && z < depth && y >= 0 && y < height && x >= 0 && x < width && mask[(z * height + y) * width + x] === 1;
  const codes = new Map<number, number>();
  // A cube with corners of both kinds has a foreground corner beside a background one along an edge: a voxel of the
  // mask's edge.
  const edge = edgeVoxels(mask, space);
  for (let k = 0; k < edge.length; k += 3) {
    const [z = 0, y = 0, x = 0] = edge.subarray(k, k + 3);
    for (const [dz, dy, dx] of CORNERS) {
      if (flat && dz === 1) continue;
      const index = ((z + dz) * (height + 1) + y + dy) * (width + 1) + x + dx;
      if (codes.has(index)) continue;
      let code = 0;
      CORNERS.forEach(([cz, cy, cx], corner) => {
        if (flat && cz === 1) return;
        if (set(flat ? 0 : z + dz + cz - 1, y + dy + cy - 1, x + dx + cx - 1)) code |= 1 << corner;
      });
      if (code !== (flat ? 15 : 255)) codes.set(index, code);
    }
  }
  return codes;
}

/** Length of the contour in a square of each of the 16 codes. */
function contourLengths([, sy, sx]: Point): number[] {
  const diagonal = Math.hypot(sy, sx) / 2;
  return Array.from({ length: 16 }, (_, code) => {
    const set = [0, 1, 2, 3].map((corner) => (code >> corner) & 1);
    const filled = set.reduce((a, b) => a + b, 0);
    if (filled === 0 || filled === 4) return 0;
    if (filled !== 2) return diagonal;
    // Corners 0 and 1 lie in one row, 0 and 2 in one column, 0 and 3 opposite.
    return set[0] === set[1] ? sx : set[0] === set[2] ? sy : 2 * diagonal;
  });
}

/** Area of the surface in a cube of each of the 256 codes. */
function surfaceAreas(spacing: Point): number[] {
  return Array.from({ length: 256 }, (_, code) => loopsOf(code).reduce((sum, loop) => sum + area(loop, spacing), 0));
}

/** The closed lines in which the surface meets the faces of a cube, each as the midpoints of the cube's edges it passes. */
function loopsOf(code: number): Point[][] {
  const filled = CORNERS.filter((_, corner) => (code >> corner) & 1).length;
  // Where two opposite corners of a face are of one kind, those of the rarer kind in the cube are kept apart.
  const apart = filled <= 4 ? 1 : 0;
  const inside = (corner: number) => (code >> corner) & 1;
  const next = new Map<string, string[]>();
  const join = (a: string, b: string) => {
    next.set(a, [...(next.get(a) ?? []), b]);
    next.set(b, [...(next.get(b) ?? []), a]);
  };
  const edge = (a: number, b: number) => `${Math.min(a, b)} ${Math.max(a, b)}`;
  for (const face of FACES) {
    const around = face.map((corner, k) => ({ corner, before: face[(k + 3) % 4] ?? 0, after: face[(k + 1) % 4] ?? 0 }));
    const crossed = around.filter(({ corner, after }) => inside(corner) !== inside(after));
    const [first, second] = crossed.map(({ corner, after }) => edge(corner, after));
    if (crossed.length === 2 && first !== undefined && second !== undefined) join(first, second);
    if (crossed.length === 4)
      for (const { corner, before, after } of around)
        if (inside(corner) === apart) join(edge(before, corner), edge(corner, after));
  }
  const loops: Point[][] = [];
  const free = new Set(next.keys());
  for (const start of free) {
    const loop: Point[] = [];
    for (let at: string | undefined = start; at !== undefined; at = next.get(at)?.find((other) => free.has(other))) {
      free.delete(at);
      loop.push(midpoint(at));
    }
    loops.push(loop);
  }
  return loops;
}

function midpoint(edge: string): Point {
  const [a = 0, b = 0] = edge.split(' ').map(Number);
  const [p, q] = [CORNERS[a] ?? ORIGIN, CORNERS[b] ?? ORIGIN];
  return [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2, (p[2] + q[2]) / 2];
}

const ORIGIN: Point = [0, 0, 0];

/** The smallest area of the fans of triangles that fill a loop. */
function area(loop: readonly Point[], spacing: Point): number {
  const points = loop.map((p): Point => [p[0] * spacing[0], p[1] * spacing[1], p[2] * spacing[2]]);
  const fans = points.map((apex) =>
    points.reduce((sum, p, k) => sum + triangle(apex, p, points[(k + 1) % points.length] ?? p), 0),
  );
  return Math.min(...fans);
}

function triangle(a: Point, b: Point, c: Point): number {
  const [u, v] = [b, c].map((p): Point => [p[0] - a[0], p[1] - a[1], p[2] - a[2]]) as [Point, Point];
  return Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]) / 2;
}
