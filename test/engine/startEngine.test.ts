import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { startEngine } from 'dice-workbook/engine';
import { describeOnEveryEngine, presentEngines } from '../backends.js';

describeOnEveryEngine('startEngine({only})', (engine) => {
  it('computes', async () => {
    const { name, version, reason } = await startEngine({ only: engine });
    expect(name).toBe(engine);
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    expect(reason).toContain(`the ${engine} engine runs`);
    expect(tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).arraySync()).toEqual([[11]]);
  });
});

it('startEngine() starts the fastest engine that is present', async () => {
  expect((await startEngine()).name).toBe(presentEngines[0]);
});

it('startEngine({only}) refuses an engine that does not exist, and names those that do', async () => {
  await expect(startEngine({ only: 'gpu' as never })).rejects.toThrow(
    "unknown engine 'gpu': expected native, wasm or cpu",
  );
});
