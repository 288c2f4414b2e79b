import { rational, type Rational } from '../rigor/index.js';
import { bothSigns, largestAt, minimaxOfLines, type Line } from './lines.js';

/**
 * The best weight for images of n pixels, exactly: the γ that makes the largest |D − H_γ| (or |J − H_γ|) over all pairs of masks with foreground and
 * background in the reference as small as it can be, and that error.
 *
 * Every pair of masks is a line in γ; all of them are compared as fractions.
 *
 * @param n - number of pixels, at least 2; O(n³)
 */
export function finiteHammingError(score: 'dice' | 'jaccard', n: number): { gamma: Rational; value: Rational } {
  const lines: Line[] = [];
  for (let positives = 1; positives < n; positives++) {
    for (let tp = 0; tp <= positives; tp++) {
      for (let fp = 0; fp <= n - positives; fp++) {
        const union = positives + fp;
        const overlap = score === 'dice' ? rational(2 * tp, union + tp) : rational(tp, union);
        const [recall, specificity] = [rational(tp, positives), rational(n - positives - fp, n - positives)];
        // H = specificity + (recall − specificity)·γ
        lines.push(...bothSigns({ intercept: overlap.subtract(specificity), slope: specificity.subtract(recall) }));
      }
    }
  }
  return minimaxOfLines((gamma) => largestAt(lines, gamma));
}
