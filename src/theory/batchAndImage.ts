import { dice, type Counts } from '../overlap/index.js';
import { rational, type Rational } from '../rigor/index.js';
import { provenBy, exact, theoremResult, type Theorem } from './theorem.js';
import { batchAndImageProof } from './proofs/batchAndImageProof.js';

const PIXELS = 6;
const IMAGES = 3;

/**
 * Dice of the pooled counts of a batch, and the mean of the images' Dice scores; two empty masks count as 1.
 *
 * @example
 * ```ts
 * import { batchAndMeanDice } from 'dice-workbook/theory';
 * const { batch, mean } = batchAndMeanDice([{ tp: 6, fp: 0, fn: 0, tn: 0 }, { tp: 0, fp: 1, fn: 0, tn: 5 }]);
 * batch.toString() // => '12/13'
 * mean.toString() // => '1/2'
 * ```
 */
export function batchAndMeanDice(images: readonly Counts[]): { batch: Rational; mean: Rational } {
  const pooled = images.reduce((sum, { tp, fp, fn, tn }) => ({
    tp: sum.tp + tp,
    fp: sum.fp + fp,
    fn: sum.fn + fn,
    tn: sum.tn + tn,
  }));
  const score = (counts: Counts) => dice.exact(counts, { whenUndefined: 1 });
  return {
    batch: score(pooled),
    mean: images.reduce((sum, image) => sum.add(score(image)), rational(0)).divide(images.length),
  };
}

/** Every count of an image of up to n pixels whose masks are not both empty. */
function countsOf(n: number): Counts[] {
  const all: Counts[] = [];
  for (let tp = 0; tp <= n; tp++)
    for (let errors = 0; tp + errors <= n; errors++)
      if (tp + errors > 0) all.push({ tp, fp: errors, fn: 0, tn: n - tp - errors });
  return all;
}

/** All batches of so many images, up to their order. */
function* batches(images: readonly Counts[], size: number, first = 0): Generator<Counts[]> {
  if (size === 0) yield [];
  else
    for (let i = first; i < images.length; i++)
      for (const rest of batches(images, size - 1, i)) yield [images[i]!, ...rest];
}

/**
 * The largest |batch − mean| over all batches of `size` images of `n` pixels, by trying all.
 *
 * @throws RangeError where these are no whole numbers of at least 1, or there would be more than a hundred million of
 * them in any order
 */
export function largestBatchGap(n: number, size: number): Rational {
  const isWhole = (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value >= 1;
  if (!isWhole(n) || !isWhole(size) || (((n + 1) * (n + 2)) / 2) ** size > 1e8)
    throw new RangeError(
      `Expected whole numbers of pixels and images, few enough to try all batches, such as 20 and 2; got ${String(n)} and ${String(size)}.`,
    );
  let largest = rational(0);
  for (const images of batches(countsOf(n), size)) {
    const { batch, mean } = batchAndMeanDice(images);
    const gap = batch.subtract(mean).abs();
    if (gap.greaterThan(largest)) largest = gap;
  }
  return largest;
}

const SIZES = Array.from({ length: PIXELS - 1 }, (_, i) => i + 2);

/** Whether the largest gap of batches of `size` images of n pixels is `closed(n)`. */
const isLargest = (size: number, closed: (n: number) => Rational): boolean =>
  SIZES.every((n) => largestBatchGap(n, size).equals(closed(n)));

const batchesTried = (size: number): number =>
  SIZES.reduce((sum, n) => sum + [...batches(countsOf(n), size)].length, 0);

export const batchAndImage: Theorem = {
  id: 'batch-and-image',
  name: 'Dice of a batch is a mean of the images’ Dice weighted by volume',
  source: 'derived; reductions over the batch as in Tilborghs et al. 2022',
  standing: 'derived',
  statement: String.raw`D_{\text{batch}} = \frac{\sum_k w_k D_k}{\sum_k w_k},\ w_k = |y_k| + |\tilde y_k|; \qquad \sup\left|D_{\text{batch}} - \tfrac1K \textstyle\sum_k D_k\right| = 1 - \tfrac1K; \qquad \frac{\partial D_\varepsilon}{\partial p} = -\frac{\varepsilon}{(A + \varepsilon)^2} \text{ in an image without foreground}`,
  constant: { closedForm: '1 − 1/K; 1/(4A)', decimals: '0.5 at K = 2' },
  notShown:
    'Which reduction trains better. The supremum is over all batches; in one data set the weights differ far less.',
  proof: batchAndImageProof,
  check() {
    const proof = provenBy(batchAndImageProof);
    const closed = (size: number) => (n: number) => rational(2 * n, 2 * n + size - 1).subtract(rational(1, size));
    const withEmpty = batchAndMeanDice([
      { tp: 0, fp: 0, fn: 0, tn: 4 },
      { tp: 0, fp: 1, fn: 0, tn: 3 },
    ]);
    return theoremResult(
      [
        ...proof.evidence,
        exact(
          'images of n pixels: the largest difference is 2n/(2n + K − 1) − 1/K, with one object of n pixels found and K − 1 single wrong pixels',
          `every batch of K = 2 and K = ${IMAGES} images, n = 2 … ${PIXELS} (${batchesTried(2) + batchesTried(IMAGES)} up to the order of images)`,
          isLargest(2, closed(2)) && isLargest(IMAGES, closed(IMAGES)),
        ),
        exact(
          'with two empty masks counted as 1, an empty image beside a single wrong pixel attains 1/2 at K = 2',
          'one batch',
          withEmpty.mean.subtract(withEmpty.batch).equals(rational(1, 2)),
        ),
      ],
      [
        {
          claim: 'the largest difference at K = 2 is 2n/(2n + 2) − 1/2',
          rejected: !isLargest(2, (pixels) => rational(2 * pixels, 2 * pixels + 2).subtract(rational(1, 2))),
        },
        ...proof.controls,
      ],
      `K = 2, n = ${PIXELS}: an object of ${PIXELS} pixels found beside one wrong pixel: batch 12/13, mean 1/2, difference ${closed(2)(PIXELS)}`,
    );
  },
};
