import type { Random } from '../../random.js';

/** How a mask is made wrong. */
export const MASK_NOISES = ['eroded', 'dilated', 'shifted', 'dropped'] as const;
export type MaskNoise = (typeof MASK_NOISES)[number];

/**
 * A mask made wrong in one way: `eroded` loses what lies within `pixels` steps of another class, `dilated` takes what lies
 * within `pixels` steps of the target (steps go to the four neighbours; beyond the border of the image nothing counts),
 * `shifted` moves by `pixels` in one of the four directions, `dropped` is empty.
 *
 * @param mask - `[height, width]`, class index, 0 for background
 * @param random - draws the direction
 * @returns a new mask
 *
 * @example
 * ```ts
 * import { noisyMask } from 'dice-workbook/training';
 * const mask = Uint8Array.of(0, 1, 1, 1, 0, 0);
 * const random = { integer: () => 1 };
 * [...noisyMask(mask, 6, 'eroded', 1, random)]  // => [0, 0, 1, 0, 0, 0]
 * [...noisyMask(mask, 6, 'dilated', 1, random)] // => [1, 1, 1, 1, 1, 0]
 * [...noisyMask(mask, 6, 'shifted', 2, random)] // => [0, 0, 0, 1, 1, 1]
 * ```
 */
export function noisyMask(
  mask: Uint8Array,
  width: number,
  noise: MaskNoise,
  pixels: number,
  random: Pick<Random, 'integer'>,
): Uint8Array {
  if (noise === 'dropped') return new Uint8Array(mask.length);
  if (noise === 'shifted') {
    const [dy, dx] = DIRECTIONS[random.integer(DIRECTIONS.length)]!;
    return mapped(mask, width, (at) => at(-dy * pixels, -dx * pixels) ?? 0);
  }
  let changed: Uint8Array = mask;
  for (let step = 0; step < pixels; step++)
    changed = mapped(changed, width, (at) => {
      const own = at(0, 0)!;
      const near = DIRECTIONS.flatMap(([dy, dx]) => at(dy, dx) ?? []);
      if (noise === 'eroded') return near.every((one) => one === own) ? own : 0;
      return own || (near.find((one) => one > 0) ?? 0);
    });
  return changed;
}

const DIRECTIONS: readonly (readonly [dy: number, dx: number])[] = [
  [0, -1],
  [0, 1],
  [-1, 0],
  [1, 0],
];

/** Each pixel from what stands at offsets from it; undefined beyond the border. */
function mapped(
  mask: Uint8Array,
  width: number,
  value: (at: (dy: number, dx: number) => number | undefined) => number,
): Uint8Array {
  return mask.map((_, i) =>
    value((dy, dx) => {
      const column = (i % width) + dx;
      return column < 0 || column >= width ? undefined : mask[i + dy * width + dx];
    }),
  );
}
