import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import { lossFromSpec, type NamedLoss } from '../../src/losses/index.js';
import { LOSS_TABLE } from '../../src/losses/lossTable.js';
import { randomData, tensor } from './data.js';

beforeAll(async () => void (await startEngine()));

const exclusive = randomData({ images: 2, space: [4, 4], classes: 3, exclusive: true, logits: true, emptyImage: true });
const specOf = (id: string) => (LOSS_TABLE[id]?.options.classWeights?.required ? `${id}:1,2,3` : id);
const valueOf = ({ loss }: NamedLoss, y = exclusive.y) =>
  tf.tidy(() => loss(tensor(y, [4, 4]), tensor(exclusive.p, [4, 4])).dataSync()[0]);

describe.each(Object.entries(LOSS_TABLE))('what the table says of %s', (id, entry) => {
  it('region: the default `per` decides what is scored, unless the spec says it', () => {
    const [image, batch] = (['image', 'batch'] as const).map((per) => lossFromSpec(specOf(id), { per }));
    if (entry.region) {
      expect(valueOf(batch!)).not.toBeCloseTo(valueOf(image!)!, 4);
      expect(valueOf(lossFromSpec(`${specOf(id)}:per=image`, { per: 'batch' }))).toBe(valueOf(image!));
    } else expect(valueOf(batch!)).toBe(valueOf(image!));
    expect(batch!.spec).toBe(image!.spec);
  });

  it('joint: the mean is over rows, so the classes of one row add up to it', () => {
    tf.tidy(() => {
      const weights = entry.options.classWeights?.required ? { classWeights: [1, 2, 3] } : {};
      const parts = entry.loss(tensor(exclusive.y, [4, 4]), tensor(exclusive.p, [4, 4]), {
        ...weights,
        reduction: 'none',
      });
      const values = [...parts.dataSync()].filter((value) => !Number.isNaN(value));
      const sum = values.reduce((a, b) => a + b);
      expect(valueOf(lossFromSpec(specOf(id)))).toBeCloseTo(sum / (entry.joint ? 2 : values.length), 5);
    });
  });

  it('hardLabels, leastChannels: what it refuses', () => {
    const soft = exclusive.y.map((image) => image.map((pixel) => pixel.map((label) => 0.7 * label + 0.1)));
    const call = () => valueOf(lossFromSpec(specOf(id)), soft);
    if (entry.hardLabels) expect(call).toThrow(/needs hard labels/);
    else expect(call).not.toThrow();
    const weights = entry.options.classWeights?.required ? { classWeights: [1, 1] } : {};
    const one = () => tf.tidy(() => entry.loss(tf.zeros([1, 4, 1]), tf.zeros([1, 4, 1]), weights));
    if (entry.leastChannels === 2) expect(one).toThrow(/needs two classes or more/);
    else expect(one).not.toThrow();
  });

  it('is on the named loss', () => {
    const { region, exclusive, joint } = entry;
    expect(lossFromSpec(specOf(id))).toMatchObject({ region, exclusive, joint });
  });
});

it('regions that overlap exclude no other, and each is a term of its own where it can be', () => {
  const facts = (spec: string) => {
    const { exclusive, joint } = lossFromSpec(`${spec}:overlapping=true`);
    return { exclusive, joint };
  };
  expect(facts('softDice')).toEqual({ exclusive: false, joint: false });
  expect(facts('crossEntropy')).toEqual({ exclusive: false, joint: false });
  expect(facts('topKCrossEntropy')).toEqual({ exclusive: false, joint: true });
  expect(facts('generalizedDice')).toEqual({ exclusive: false, joint: true });
});

it('a sum is what some of its parts is', () => {
  const facts = ({ region, exclusive, joint }: NamedLoss) => ({ region, exclusive, joint });
  expect(facts(lossFromSpec('softDice+crossEntropy'))).toEqual({ region: true, exclusive: true, joint: true });
  expect(facts(lossFromSpec('lovaszSigmoid+lovaszHinge'))).toEqual({ region: true, exclusive: false, joint: false });
});
