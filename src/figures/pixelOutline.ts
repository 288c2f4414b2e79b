/**
 * The border of a mask along its pixels' edges, as closed lines for plotly.js: x and y in pixels from the upper left,
 * `null` between lines. Corners only: a straight stretch has two points. Where two pixels touch at a corner alone,
 * lines may cross there.
 */
export function pixelOutline(
  mask: ArrayLike<number>,
  width: number,
  height: number,
): { x: (number | null)[]; y: (number | null)[] } {
  const inside = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && mask[y * width + x]! > 0;
  // Each edge runs with the mask on its right hand; a vertex has at most two that leave it.
  const leaving = new Map<number, number[]>();
  const vertex = (x: number, y: number) => y * (width + 1) + x;
  const edge = (x: number, y: number, toX: number, toY: number) => {
    const from = vertex(x, y);
    leaving.set(from, [...(leaving.get(from) ?? []), vertex(toX, toY)]);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!inside(x, y)) continue;
      if (!inside(x, y - 1)) edge(x, y, x + 1, y);
      if (!inside(x + 1, y)) edge(x + 1, y, x + 1, y + 1);
      if (!inside(x, y + 1)) edge(x + 1, y + 1, x, y + 1);
      if (!inside(x - 1, y)) edge(x, y + 1, x, y);
    }
  }
  const outline: { x: (number | null)[]; y: (number | null)[] } = { x: [], y: [] };
  for (const [start, ends] of leaving) {
    while (ends.length > 0) {
      const loop = [start];
      do loop.push(leaving.get(loop.at(-1)!)!.pop()!);
      while (loop.at(-1) !== start);
      const corners = loop.filter(
        (at, i) => i === 0 || i === loop.length - 1 || loop[i + 1]! - at !== at - loop[i - 1]!,
      );
      outline.x.push(...corners.map((at) => at % (width + 1)), null);
      outline.y.push(...corners.map((at) => Math.floor(at / (width + 1))), null);
    }
  }
  return outline;
}
