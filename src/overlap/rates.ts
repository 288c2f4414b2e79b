import { measure } from './measure.js';

/** Precision, `tp / (tp + fp)`: how much of the prediction is right. 0/0 where the prediction is empty. Range [0, 1]. */
export const precision = measure('precision', ({ tp, fp }, { add, divide }) => divide(tp, add(tp, fp)));

/** Recall or sensitivity, `tp / (tp + fn)`: how much of the reference is found. 0/0 where the reference is empty. Range [0, 1]. */
export const recall = measure('recall', ({ tp, fn }, { add, divide }) => divide(tp, add(tp, fn)));

/** Specificity, `tn / (tn + fp)`: how much of the background is left alone. 0/0 where the reference covers the image. Range [0, 1]. */
export const specificity = measure('specificity', ({ tn, fp }, { add, divide }) => divide(tn, add(tn, fp)));

/** Accuracy, `(tp + tn) / (tp + fp + fn + tn)`, the Hamming similarity. Defined on every image. Range [0, 1]. */
export const accuracy = measure('accuracy', ({ tp, fp, fn, tn }, { add, divide }) => divide(add(tp, tn), add(tp, fp, fn, tn)));

/** Balanced accuracy, the mean of recall and specificity. 0/0 where either is. Range [0, 1]. */
export const balancedAccuracy = measure('balanced-accuracy', (counts, arithmetic) => {
  const { of, add, divide } = arithmetic;
  return divide(add(recall.over(counts, arithmetic), specificity.over(counts, arithmetic)), of(2));
});
