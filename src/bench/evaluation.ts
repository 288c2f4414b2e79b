import { hausdorffDistance } from '../evaluation/hausdorffDistance.js';
import { pairedBootstrap } from '../evaluation/statistics/pairedBootstrap.js';
import { seededRandom } from '../random.js';
import { medianMs } from './medianMs.js';

/** The measures' part of the benchmark, under the reference's keys: median milliseconds of a call. */
export const work: Record<string, () => number | Promise<number>> = {
  hausdorff95_128: () => hausdorff95(128),
  bootstrap_500x10000: () => bootstrap(500, 10_000),
};

/** HD95 of two balls of different size and place in a cube. */
function hausdorff95(size: number): Promise<number> {
  const ball = (centre: number, radius: number) => {
    const mask = new Uint8Array(size ** 3);
    const square = (n: number) => (n - centre * size) ** 2;
    for (let z = 0, i = 0; z < size; z++) {
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++, i++) mask[i] = square(z) + square(y) + square(x) < (radius * size) ** 2 ? 1 : 0;
      }
    }
    return mask;
  };
  const [reference, prediction] = [ball(0.45, 0.25), ball(0.52, 0.22)];
  return medianMs(() => hausdorffDistance(reference, prediction, { shape: [size, size, size], percentile: 95 }));
}

/** Interval and p-values of normal differences. */
function bootstrap(images: number, resamples: number): Promise<number> {
  const random = seededRandom(0);
  const a = Array.from({ length: images }, () => 0.01 + 0.1 * random.normal());
  const b = new Array<number>(images).fill(0);
  return medianMs(() => pairedBootstrap(a, b, { resamples }));
}
