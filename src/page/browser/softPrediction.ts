import * as tf from '@tensorflow/tfjs';
import { lossFromSpec } from '../../losses/lossFromSpec.js';

/** A loss at a soft prediction, and its derivative by each pixel's logit. */
export interface LossField {
  value: number;
  gradient: Float32Array;
}

/** Probabilities of a mask whose border is blurred: `certainty` inside, `1 − certainty` outside, averaged over squares. */
export function softened(mask: Uint8Array, size: number, certainty: number, blur: number): Float32Array {
  let values = Float32Array.from(mask, (pixel) => (pixel === 1 ? certainty : 1 - certainty));
  for (const step of [1, size]) {
    values = values.map((_, i) => {
      const place = step === 1 ? i % size : Math.floor(i / size);
      const [from, to] = [Math.max(0, place - blur), Math.min(size - 1, place + blur)];
      let sum = 0;
      for (let k = from; k <= to; k++) sum += values[i + (k - place) * step] ?? 0;
      return sum / (to - from + 1);
    });
  }
  return values;
}

/** The value and the gradient that training with this loss would follow, of one image of one class. */
export function lossField(spec: string, labels: Uint8Array, probabilities: Float32Array): LossField {
  const { loss } = lossFromSpec(spec);
  const shape: [number, number, number] = [1, labels.length, 1];
  const logits = probabilities.map((p) => {
    const inside = Math.min(1 - 1e-6, Math.max(1e-6, p));
    return Math.log(inside / (1 - inside));
  });
  const { value, grad } = tf.tidy(() => {
    const target = tf.tensor3d(Float32Array.from(labels), shape);
    return tf.valueAndGrad((x) => loss(target, x))(tf.tensor3d(logits, shape));
  });
  const read = { value: value.dataSync()[0] ?? NaN, gradient: Float32Array.from(grad.dataSync()) };
  tf.dispose([value, grad]);
  return read;
}
