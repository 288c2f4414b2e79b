import { measure } from './measure.js';

/**
 * Precision, `tp / (tp + fp)`: how much of the prediction is right. 0/0 where the prediction is empty. Range [0, 1].
 */
export const precision = measure('precision', ({ tp, fp }, { add, divide }) => divide(tp, add(tp, fp)));

/**
 * Recall or sensitivity, `tp / (tp + fn)`: how much of the reference is found. 0/0 where the reference is empty. Range
 * [0, 1].
 */
export const recall = measure('recall', ({ tp, fn }, { add, divide }) => divide(tp, add(tp, fn)));

/**
 * Specificity, `tn / (tn + fp)`: how much of the background is left alone. 0/0 where the reference covers the image.
 * Range [0, 1].
 */
export const specificity = measure('specificity', ({ tn, fp }, { add, divide }) => divide(tn, add(tn, fp)));

/** Accuracy, `(tp + tn) / (tp + fp + fn + tn)`, the Hamming similarity. Defined on every image. Range [0, 1]. */
export const accuracy = measure('accuracy', ({ tp, fp, fn, tn }, { add, divide }) =>
  divide(add(tp, tn), add(tp, fp, fn, tn)),
);

/** Balanced accuracy, the mean of recall and specificity. 0/0 where either is. Range [0, 1]. */
export const balancedAccuracy = measure('balanced-accuracy', (counts, arithmetic) => {
  const { of, add, divide } = arithmetic;
  return divide(add(recall.over(counts, arithmetic), specificity.over(counts, arithmetic)), of(2));
});

/**
 * Matthews correlation, `(tp·tn − fp·fn) / √((tp + fp)(tp + fn)(tn + fp)(tn + fn))`, the correlation of the two masks.
 *
 * 0/0 where a mask is empty or covers the image. Range [−1, 1]. Its exact value exists only where the root is rational.
 * Source: B. W. Matthews, Biochimica et Biophysica Acta 405, 1975.
 */
export const matthews = measure('matthews', ({ tp, fp, fn, tn }, { add, subtract, multiply, divide, sqrt }) =>
  divide(
    subtract(multiply(tp, tn), multiply(fp, fn)),
    sqrt(multiply(add(tp, fp), add(tp, fn), add(tn, fp), add(tn, fn))),
  ),
);

/**
 * Cohen's kappa, `2(tp·tn − fp·fn) / ((tp + fp)(fp + tn) + (tp + fn)(fn + tn))`, agreement beyond chance.
 *
 * 0/0 where both masks are empty or both cover the image. Range [−1, 1].
 * Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20,
 * 1960.
 */
export const kappa = measure('kappa', ({ tp, fp, fn, tn }, { of, add, subtract, multiply, divide }) =>
  divide(
    multiply(of(2), subtract(multiply(tp, tn), multiply(fp, fn))),
    add(multiply(add(tp, fp), add(fp, tn)), multiply(add(tp, fn), add(fn, tn))),
  ),
);
