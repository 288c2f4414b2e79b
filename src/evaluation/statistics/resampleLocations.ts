import { seededRandom } from '../../random.js';
import { scaleOf } from '../slack.js';
import { quantile } from './quantile.js';
import { ranks } from './ranks.js';
import { resampleMeans } from './resampleMeans.js';
import { resamplingUnits, unitMembers } from './resamplingUnits.js';

/** What stands for a method over images: the mean or the median of its scores, or the mean of its ranks. */
export type Average = 'scores' | 'medians' | 'ranks';

/** What stands for each method over all images, and in each bootstrap sample; larger is better throughout. */
export interface Locations {
  overall: number[];
  /** `resampled[method][sample]`; every method is drawn with the same images. */
  resampled: Float64Array[];
  /** The size of the numbers averaged, against which rounding is judged. */
  scale: number;
}

export function resampleLocations(
  rows: readonly Float64Array[],
  average: Average,
  { resamples, seed, patients }: { resamples: number; seed: number; patients?: ArrayLike<string | number> | undefined },
): Locations {
  if (average === 'medians') {
    const units = unitMembers(rows[0]?.length ?? 0, patients);
    return {
      overall: rows.map(median),
      resampled: rows.map((row) => resampleMedians(row, units, resamples, seed)),
      scale: Math.max(...rows.map(scaleOf)),
    };
  }
  const values = average === 'ranks' ? negatedRanks(rows) : rows;
  return {
    overall: values.map((row) => row.reduce((sum, value) => sum + value, 0) / row.length),
    // The same seed draws the same images for every method.
    resampled: values.map((row) => resampleMeans(resamplingUnits(row, patients), resamples, seed)),
    scale: Math.max(...values.map(scaleOf)),
  };
}

/** The methods' ranks in each image, below 0, so that larger is better. */
function negatedRanks(rows: readonly Float64Array[]): Float64Array[] {
  const negated = rows.map((row) => new Float64Array(row.length));
  const scale = Math.max(...rows.map(scaleOf));
  for (let k = 0; k < (rows[0]?.length ?? 0); k++) {
    const inImage = ranks(
      rows.map((row) => row[k] ?? NaN),
      scale,
    );
    negated.forEach((row, m) => (row[k] = -(inImage[m] ?? NaN)));
  }
  return negated;
}

const median = (values: ArrayLike<number>) => quantile(Float64Array.from(values).sort(), 0.5);

function resampleMedians(
  row: Float64Array,
  units: readonly (readonly number[])[],
  resamples: number,
  seed: number,
): Float64Array {
  const random = seededRandom(seed, 0xb007);
  return Float64Array.from({ length: resamples }, () =>
    median(units.flatMap(() => (units[random.integer(units.length)] ?? []).map((k) => row[k] ?? NaN))),
  );
}
