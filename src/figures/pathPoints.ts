export type Point = [x: number, y: number];

const CURVE_STEPS = 8;
const COORDINATES: Record<string, number> = { M: 2, L: 2, T: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, A: 7 };

/**
 * Vertices of an SVG path: line ends, and points along its Bézier curves (C, Q). An arc (A) or a shorthand curve (S, T)
 * counts as its end alone; Z adds nothing.
 */
export function pathPoints(d: string): Point[] {
  const points: Point[] = [];
  let [x, y] = [0, 0];
  for (const [, letter, rest] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const command = letter!.toUpperCase();
    const values = (rest!.match(/-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/g) ?? []).map(Number);
    const size = COORDINATES[command];
    if (size === undefined) continue;
    for (let i = 0; i + size <= values.length; i += size) {
      const [x0, y0] = letter === command ? [0, 0] : [x, y];
      const part = values.slice(i, i + size);
      if (command === 'H') x = x0 + part[0]!;
      else if (command === 'V') y = y0 + part[0]!;
      else {
        if (command === 'C' || command === 'Q')
          points.push(...curve([x, y, ...part.map((value, k) => value + (k % 2 === 0 ? x0 : y0))]));
        [x, y] = [x0 + part[size - 2]!, y0 + part[size - 1]!];
      }
      points.push([x, y]);
    }
  }
  return points;
}

/**
 * Inner points of a Bézier curve of any degree, by de Casteljau's algorithm; `flat` holds its control points x, y, x,
 * y, …
 */
function curve(flat: number[]): Point[] {
  return Array.from({ length: CURVE_STEPS - 1 }, (_, k) => {
    const t = (k + 1) / CURVE_STEPS;
    let level = flat;
    while (level.length > 2) level = level.slice(0, -2).map((value, i) => value + t * (level[i + 2]! - value));
    return [level[0]!, level[1]!];
  });
}

/** Length of the polyline through `points`. */
export function polylineLength(points: Point[]): number {
  return points.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - points[i]![0], y - points[i]![1]), 0);
}

/** The point at `distance` along the polyline; its ends beyond them. */
export function pointAlong(points: Point[], distance: number): Point {
  let left = Math.max(0, distance);
  for (let i = 1; i < points.length; i++) {
    const [[x0, y0], [x1, y1]] = [points[i - 1]!, points[i]!];
    const step = Math.hypot(x1 - x0, y1 - y0);
    if (left <= step && step > 0) return [x0 + ((x1 - x0) * left) / step, y0 + ((y1 - y0) * left) / step];
    left -= step;
  }
  return points.at(-1) ?? [0, 0];
}
