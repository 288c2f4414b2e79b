/** One image's intensities scaled to [0, 1], its mask and body, as `taskStatistics` prepares them. */
export interface ScaledImage {
  scaled: Float32Array;
  mask: Uint8Array;
  body: Uint8Array;
}

const STEPS = 100;

/**
 * The best mean Dice over images that one threshold on the intensity reaches, bright or dark side, the same for all
 * images; of 100 thresholds.
 */
export function thresholdDice(images: readonly ScaledImage[]): number {
  const sums = { bright: new Float64Array(STEPS), dark: new Float64Array(STEPS) };
  for (const { scaled, mask, body } of images) {
    const [all, target] = [new Float64Array(STEPS), new Float64Array(STEPS)];
    for (let pixel = 0; pixel < scaled.length; pixel++) {
      if (body[pixel] !== 1) continue;
      const bin = Math.max(0, Math.min(STEPS - 1, Math.floor(scaled[pixel]! * STEPS)));
      all[bin]!++;
      target[bin]! += mask[pixel]!;
    }
    const [pixels, positives] = [total(all), total(target)];
    let [below, belowTarget] = [0, 0];
    for (let step = 0; step < STEPS; step++) {
      sums.bright[step]! += (2 * (positives - belowTarget)) / (pixels - below + positives);
      below += all[step]!;
      belowTarget += target[step]!;
      sums.dark[step]! += (2 * belowTarget) / (below + positives);
    }
  }
  return Math.max(...sums.bright, ...sums.dark) / images.length;
}

const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
