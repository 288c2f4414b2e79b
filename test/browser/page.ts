import * as tf from '@tensorflow/tfjs';
import { startEngine, type EngineName } from 'dice-workbook/engine';
import { lossFromSpec, lossIds, softDiceLoss } from 'dice-workbook/losses';
import { dice, jaccard } from 'dice-workbook/overlap';
import { bounds, theorems } from 'dice-workbook/theory';
import { parseMeasure } from 'dice-workbook/overlap';

/** An option of a browser's `startEngine` that Node's does not have. */
const SERVED = { wasmFolder: '/wasm/' };

/** What the test asks of the page; each answer is plain data. */
const asked = {
  measures: () => ({ dice: dice({ tp: 5, fp: 4, fn: 3, tn: 0 }), jaccard: jaccard({ tp: 5, fp: 4, fn: 3, tn: 0 }) }),
  bound: () => bounds(parseMeasure('dice'), parseMeasure('jaccard')).absolute,
  theorems: async (ids: string[]) => {
    const results = [];
    for (const theorem of theorems.filter(({ id }) => ids.includes(id)))
      results.push({ id: theorem.id, pass: (await theorem.check()).pass });
    return results;
  },
  losses: async (only: string) => {
    await startEngine({ only: only as EngineName, ...SERVED });
    const labels = tf.tensor4d([1, 1, 0, 0, 0, 0, 1, 0, 0], [1, 3, 3, 1]);
    const logits = tf.tensor4d([2, -0.5, 0.55, -1, -2.1, -0.8, 0.9, -1.5, -3], [1, 3, 3, 1]);
    const values: Record<string, number[]> = {};
    for (const id of lossIds()) {
      if (id === 'generalizedWassersteinDice') continue;
      const loss = lossFromSpec(id === 'weightedCrossEntropy' ? `${id}:1,5` : id).loss;
      const gradient = tf.grad((p) => loss(labels, p))(logits);
      values[id] = [loss(labels, logits).dataSync()[0] ?? NaN, ...gradient.dataSync()];
    }
    return { backend: tf.getBackend(), values };
  },
  fit: async (only: string) => {
    await startEngine({ only: only as EngineName, ...SERVED });
    const x = tf.randomUniform([4, 8, 8, 1], 0, 1, 'float32', 1);
    const y = x.greater(0.5).toFloat();
    const seeded = (seed: number) => tf.initializers.glorotUniform({ seed });
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({
          inputShape: [8, 8, 1],
          filters: 4,
          kernelSize: 3,
          padding: 'same',
          kernelInitializer: seeded(1),
        }),
        tf.layers.conv2d({ filters: 1, kernelSize: 1, activation: 'sigmoid', kernelInitializer: seeded(2) }),
      ],
    });
    model.compile({ optimizer: tf.train.adam(0.05), loss: softDiceLoss });
    const { history } = await model.fit(x, y, { epochs: 15, verbose: 0 });
    return history.loss;
  },
};
export type Asked = typeof asked;
Object.assign(globalThis, { asked });
