import { connectedComponents, distanceTransform, quantile } from '../evaluation/index.js';
import type { LoadedTask, Sample } from './sample.js';
import type { TaskStatistics } from './task.js';
import { TASKS } from './tasks.js';
import { thresholdDice } from './thresholdDice.js';

/** The ring round a mask reaches this part of the image's side. */
const RING = 1 / 16;
const SMALLEST_RING = 8;

/** Measures a loaded task, synthetic and real alike, on its first channel (colour: the mean of its channels). */
export function taskStatistics({ task, samples }: LoadedTask): TaskStatistics {
  const channel = TASKS[task].statisticChannel;
  const measured = samples.map((sample) => measure(sample, intensities(sample, channel)));
  const shown = measured.filter(({ foreground }) => foreground > 0);
  const withRing = shown.filter(({ contrast }) => Number.isFinite(contrast));
  const mean = (values: readonly number[]) =>
    values.length === 0 ? NaN : values.reduce((a, b) => a + b, 0) / values.length;
  const median = (values: readonly number[]) =>
    values.length === 0
      ? NaN
      : quantile(
          [...values].sort((a, b) => a - b),
          0.5,
        );
  const components = shown.map(({ parts }) => parts);
  return {
    images: samples.length,
    patients: new Set(samples.map(({ patient }) => patient)).size,
    emptyShare: 1 - shown.length / samples.length,
    foregroundMean: mean(shown.map(({ foreground }) => foreground)),
    foregroundMedian: median(shown.map(({ foreground }) => foreground)),
    foregroundOfBodyMean: mean(shown.map(({ foregroundOfBody }) => foregroundOfBody)),
    componentsMean: mean(components),
    componentsMedian: median(components),
    componentsMost: Math.max(0, ...components),
    contrast: mean(withRing.map(({ contrast }) => contrast)),
    contrastToNoise: mean(withRing.map(({ contrastToNoise }) => contrastToNoise)),
    noise: mean(measured.map(({ noise }) => noise)),
    thresholdDice: thresholdDice(shown.map(({ scaled, mask, body }) => ({ scaled, mask, body }))),
  };
}

/** One value a pixel: a channel, or the mean of all. */
function intensities({ image, channels }: Sample, channel: number | 'mean'): Float32Array {
  const values = new Float32Array(image.length / channels);
  for (let pixel = 0; pixel < values.length; pixel++) {
    if (channel !== 'mean') values[pixel] = image[pixel * channels + channel]!;
    else for (let c = 0; c < channels; c++) values[pixel]! += image[pixel * channels + c]! / channels;
  }
  return values;
}

function measure({ mask, valid, height, width }: Sample, values: Float32Array) {
  const body = valid ?? new Uint8Array(values.length).fill(1);
  const binary = mask.map((label, pixel) => Number(label > 0) & body[pixel]!);
  const inBody = values.filter((_, pixel) => body[pixel] === 1).sort();
  const darkest = inBody.length > 0 ? quantile(inBody, 0.005) : 0;
  const range = inBody.length > 0 ? quantile(inBody, 0.995) - darkest || 1 : 1;
  const foreground = binary.reduce((sum, label) => sum + label, 0);
  const distance = foreground > 0 ? distanceTransform(binary, { shape: [height, width] }) : undefined;
  const ring = distance
    ? values.filter((_, pixel) => binary[pixel] === 0 && body[pixel] === 1 && distance[pixel]! <= RING * height)
    : new Float32Array(0);
  const [inside, around] = [moments(values.filter((_, pixel) => binary[pixel] === 1)), moments(ring)];
  const difference = ring.length >= SMALLEST_RING ? inside.mean - around.mean : NaN;
  return {
    mask: binary,
    body,
    scaled: values.map((value) => (value - darkest) / range),
    foreground: foreground / values.length,
    foregroundOfBody: foreground / Math.max(1, inBody.length),
    parts: connectedComponents(binary, { shape: [height, width] }).sizes.length,
    contrast: difference / range,
    contrastToNoise: difference / (around.deviation || NaN),
    noise: pixelNoise(values, body, width) / range,
  };
}

function moments(values: Float32Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
}

/** Immerkær's estimate: mean absolute response to a mask that is blind to planes and edges. Source: CVIU 64 (1996). */
function pixelNoise(values: Float32Array, body: Uint8Array, width: number): number {
  let [sum, count] = [0, 0];
  for (let pixel = width + 1; pixel < values.length - width - 1; pixel++) {
    let response = 0;
    let inside = true;
    for (let row = -1; row <= 1; row++) {
      for (let column = -1; column <= 1; column++) {
        const at = pixel + row * width + column;
        inside &&= body[at] === 1;
        response += (row === 0 ? -2 : 1) * (column === 0 ? -2 : 1) * values[at]!;
      }
    }
    if (!inside) continue;
    sum += Math.abs(response);
    count++;
  }
  return count > 0 ? (Math.sqrt(Math.PI / 2) * sum) / (6 * count) : NaN;
}
