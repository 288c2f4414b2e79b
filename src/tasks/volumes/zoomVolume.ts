/** Numbers on a grid whose last axis lies innermost in memory: `data[(x · ny + y) · nz + z]`. */
export interface GridValues {
  sides: readonly number[];
  data: ArrayLike<number>;
}

/**
 * Resamples a grid by linear interpolation between its first and last points: of a side of `n` points and a factor `f`
 * come `m = round(n · f)` (a half to the even number), and point `k` lies at `k · (n − 1)/(m − 1)`.
 *
 * The same numbers as `scipy.ndimage.zoom(data, factors, order=1)`, with which the paper's authors resampled. That holds
 * for its flaw too: where rounding puts the last point beyond the end, such as at 32 points and a factor of ½, it is 0.
 *
 * @param factors - one an axis, above 0
 * @returns a grid of doubles; with no points where some `m` is 0
 * @example
 * ```ts
 * import { zoomVolume } from 'dice-workbook/tasks';
 * [...zoomVolume({ sides: [3], data: [0, 3, 9] }, [5 / 3]).data] // => [0, 1.5, 3, 6, 9]
 * ```
 * Source: https://docs.scipy.org/doc/scipy/reference/generated/scipy.ndimage.zoom.html
 */
export function zoomVolume(
  { sides, data }: GridValues,
  factors: readonly number[],
): { sides: number[]; data: Float64Array } {
  let zoomed = { sides: [...sides], data: Float64Array.from(data) };
  factors.forEach((factor, axis) => {
    zoomed = zoomAxis(zoomed, axis, roundToEven(zoomed.sides[axis]! * factor));
  });
  return zoomed;
}

function zoomAxis({ sides, data }: { sides: number[]; data: Float64Array }, axis: number, m: number) {
  const n = sides[axis]!;
  const product = (part: number[]) => part.reduce((a, b) => a * b, 1);
  const [outer, inner] = [product(sides.slice(0, axis)), product(sides.slice(axis + 1))];
  const result = new Float64Array(outer * m * inner);
  const step = m > 1 ? (n - 1) / (m - 1) : 1;
  for (let k = 0; k < m; k++) {
    const at = k * step;
    if (at > n - 1) continue;
    const before = Math.min(Math.floor(at), n - 1);
    const after = Math.min(before + 1, n - 1);
    const share = at - before;
    for (let o = 0; o < outer; o++) {
      const [to, a, b] = [(o * m + k) * inner, (o * n + before) * inner, (o * n + after) * inner];
      for (let i = 0; i < inner; i++) result[to + i] = data[a + i]! * (1 - share) + data[b + i]! * share;
    }
  }
  return { sides: sides.with(axis, m), data: result };
}

function roundToEven(value: number): number {
  const nearest = Math.round(value);
  return nearest - value === 0.5 && nearest % 2 === 1 ? nearest - 1 : nearest;
}
