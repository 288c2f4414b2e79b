import { measure } from './measure.js';

/**
 * Matthews correlation, `(tp·tn − fp·fn) / √((tp + fp)(tp + fn)(tn + fp)(tn + fn))`, the correlation of the two masks.
 *
 * 0/0 where a mask is empty or covers the image. Range [−1, 1]. Its exact value exists only where the root is rational.
 * Source: B. W. Matthews, Biochimica et Biophysica Acta 405, 1975.
 */
export const matthews = measure('matthews', ({ tp, fp, fn, tn }, { add, subtract, multiply, divide, sqrt }) =>
  divide(subtract(multiply(tp, tn), multiply(fp, fn)), sqrt(multiply(add(tp, fp), add(tp, fn), add(tn, fp), add(tn, fn)))),
);

/**
 * Cohen's kappa, `2(tp·tn − fp·fn) / ((tp + fp)(fp + tn) + (tp + fn)(fn + tn))`, agreement beyond chance.
 *
 * 0/0 where both masks are empty or both cover the image. Range [−1, 1].
 * Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20, 1960.
 */
export const kappa = measure('kappa', ({ tp, fp, fn, tn }, { of, add, subtract, multiply, divide }) =>
  divide(
    multiply(of(2), subtract(multiply(tp, tn), multiply(fp, fn))),
    add(multiply(add(tp, fp), add(fp, tn)), multiply(add(tp, fn), add(fn, tn))),
  ),
);
