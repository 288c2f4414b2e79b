/** Pixels along each side of the grid. */
export const SIZE = 24;

export type MaskName = 'reference' | 'prediction';
export type Masks = Record<MaskName, Uint8Array>;

/** A disc, by its centre and radius in pixels. */
export const disc = (x: number, y: number, radius: number): Uint8Array =>
  Uint8Array.from({ length: SIZE * SIZE }, (_, i) =>
    Math.hypot((i % SIZE) - x, Math.floor(i / SIZE) - y) <= radius ? 1 : 0,
  );

/** The mask moved by whole pixels; what leaves the grid is gone. */
export function shifted(mask: Uint8Array, dx: number, dy: number): Uint8Array {
  return mask.map((_, i) => {
    const [x, y] = [(i % SIZE) - dx, Math.floor(i / SIZE) - dy];
    return x >= 0 && y >= 0 && x < SIZE && y < SIZE ? (mask[y * SIZE + x] ?? 0) : 0;
  });
}
