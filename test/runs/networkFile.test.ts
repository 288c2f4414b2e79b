import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { networkFile, networkSettings, readNetwork, type SavedNetwork } from '../../src/runs/index.js';
import { unet } from '../../src/training/index.js';
import { UserError } from '../../src/userError.js';
import { image, madeRun } from './storedRun.js';

const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-network-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settings = { inputs: 1, features: 1, outputs: 1, normalisation: 'instance' } as const;
const network: SavedNetwork = {
  task: 'po18',
  synthetic: true,
  provenance: 'discs',
  classes: ['background', 'disc'],
  size: [16, 16],
  loss: 'softDice',
  fold: 0,
  seed: 1,
  network: settings,
  parameters: Float32Array.from({ length: unet(settings).parameterCount }, (_, i) => Math.fround(Math.sin(i)) / 3),
};
const write = (name: string, text: string) => (writeFileSync(join(folder, name), text), join(folder, name));
const changed = (changes: object) => JSON.stringify({ ...JSON.parse(networkFile(network)), ...changes });

describe('readNetwork(path)', () => {
  it('gives back what networkFile was given, to the last bit', () =>
    expect(readNetwork(write('whole.json', networkFile(network)))).toEqual(network));

  it.each([
    ['a file that is not there', () => join(folder, 'nothing.json'), 'cannot be read as a network'],
    ['a file that is no JSON', () => write('image.json', '\x89PNG'), 'cannot be read as a network'],
    ['JSON of something else', () => write('other.json', '{"a": 1}'), 'is no network file of this version'],
    ['null', () => write('null.json', 'null'), 'is no network file'],
    ['the version before', () => write('old.json', changed({ format: 'dice-workbook network 1' })), 'network 1'],
    [
      'a network without its settings',
      () => write('a.json', changed({ network: undefined })),
      'settings of its network',
    ],
    ['a network of null', () => write('h.json', changed({ network: null })), 'settings of its network'],
    ['a size that is none', () => write('b.json', changed({ size: 16 })), 'its size must be two multiples of 4'],
    ['a size of 30 000', () => write('i.json', changed({ size: [30_000, 30_000] })), 'from 16 to 1024'],
    ['a size that cannot be halved twice', () => write('j.json', changed({ size: [16, 18] })), 'multiples of 4'],
    [
      'a task that is not known',
      () => write('c.json', changed({ task: 'po19' })),
      'is damaged: its task is none of br18',
    ],
    ['no parameters', () => write('d.json', changed({ parameters: undefined })), 'its parameters are missing'],
    ['classes that are numbers', () => write('k.json', changed({ classes: [0, 1] })), 'its classes must be'],
    ['no provenance', () => write('l.json', changed({ provenance: { toString: 1 } })), 'what it was trained on'],
    ['a fold below 0', () => write('m.json', changed({ fold: -1 })), 'loss, fold or seed'],
    ['features of 1e9', () => write('n.json', changed({ network: { ...settings, features: 1e9 } })), 'settings of its'],
    ['outputs of other classes', () => write('o.json', changed({ network: { ...settings, outputs: 3 } })), '1 outputs'],
    ...[NaN, Infinity, -Infinity].map(
      (value) =>
        [
          `parameters of ${value}`,
          () => write('p.json', networkFile({ ...network, parameters: network.parameters.with(7, value) })),
          `its parameter number 8 is ${value}`,
        ] as [string, () => string, string],
    ),
    [
      'too few parameters',
      () => write('few.json', networkFile({ ...network, parameters: new Float32Array(3) })),
      'is damaged: it holds 3 parameters',
    ],
    [
      'another normalisation, which has other parameters',
      () => write('e.json', changed({ network: { ...settings, normalisation: 'none' } })),
      'is damaged: it holds',
    ],
    [
      'a normalisation that is not known',
      () => write('f.json', changed({ network: { ...settings, normalisation: 'batch' } })),
      "normalisation must be none or instance, got 'batch'",
    ],
    ['half a parameter', () => write('g.json', changed({ parameters: 'AAAA' })), 'is damaged'],
  ])('refuses %s', (_, path, sentence) => {
    expect(() => readNetwork(path())).toThrow(sentence);
    expect(() => readNetwork(path())).toThrow(UserError);
  });
});

describe('networkSettings(run)', () => {
  it('has one output for two classes, else one a class', () => {
    const several = madeRun({}, [image('a', 'p', [1, 0, 0], [1, 0, 0], [1, 0, 0])]);
    expect(networkSettings(madeRun())).toEqual({ inputs: 3, features: 2, outputs: 1, normalisation: 'instance' });
    expect(networkSettings(several).outputs).toBe(4);
  });
});
