/** The least side of the coarsest image, and the ratio of two sides that is aimed at. */
const LEAST = 25;
const FACTOR = 0.75;

/**
 * The sides of a square image on every scale, coarsest first: as many scales as steps of .75 lead down to 25 pixels, and then
 * the ratio fitted so that the coarsest has 25 exactly: `side[k] = round(size · f^(n − k))`, `n = ⌈ln(25/size) / ln .75⌉`,
 * `f = (25/size)^(1/n)`. An image of 25 pixels or fewer has one scale.
 *
 * @param size - of the image, ≥ 1
 *
 * @example
 * ```ts
 * import { pyramidSizes } from 'dice-workbook/training';
 * pyramidSizes(64) // => [25, 32, 40, 51, 64]
 * ```
 * Source: Shaham, Dekel, Michaeli, "SinGAN", ICCV 2019, with the settings of its code [recalled]
 */
export function pyramidSizes(size: number): number[] {
  const steps = size <= LEAST ? 0 : Math.ceil(Math.log(LEAST / size) / Math.log(FACTOR));
  const factor = (LEAST / size) ** (1 / steps);
  return Array.from({ length: steps + 1 }, (_, k) => Math.round(size * factor ** (steps - k) || size));
}
