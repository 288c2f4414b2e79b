import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { File as HdfFile, ready } from 'h5wasm/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { readKerasWeights } from '../../src/replication/index.js';
import { volumeUnetLayers } from '../../src/training/index.js';
import { shared } from '../sharedData.js';
import { temporaryFolder } from '../tasks/fixtures.js';

const LAYERS = volumeUnetLayers({ inputs: 1, features: 1, outputs: 1 });
const folder = temporaryFolder();

/** Writes a weight file as Keras does: layers listed in order, each a group with its weights in a group of its name. */
function putWeights(name: string, layers: { name: string; kernel: number[] }[], first = 0): string {
  const path = join(folder, name);
  const file = new HdfFile(path, 'w');
  // Between convolutions Keras lists layers without weights; groups are stored in alphabetical order.
  const names = layers.flatMap((layer) => [layer.name, `pool_${layer.name}`]);
  file.create_attribute('layer_names', names);
  let next = first;
  for (const { name: layer, kernel } of layers) {
    const group = file.create_group(layer);
    file.create_group(`pool_${layer}`).create_attribute('weight_names', []);
    group.create_attribute('weight_names', [`${layer}/kernel:0`, `${layer}/bias:0`]);
    const inner = group.create_group(layer);
    const size = kernel.reduce((a, b) => a * b);
    const numbers = (length: number) => Float32Array.from({ length }, () => next++);
    inner.create_dataset({ name: 'kernel:0', data: numbers(size), shape: kernel });
    inner.create_dataset({ name: 'bias:0', data: numbers(kernel.at(-1)!), shape: [kernel.at(-1)!] });
  }
  file.close();
  return path;
}

const asKeras = () => LAYERS.map(({ kernel }, j) => ({ name: `conv3d_${j + 6}`, kernel: [...kernel] }));

describe('readKerasWeights', () => {
  beforeAll(() => ready);

  it('takes kernels and biases in the order of the list, whatever the names', async () => {
    const parameters = await readKerasWeights(putWeights('good.hdf5', asKeras()), LAYERS);
    expect([...parameters]).toEqual([...parameters.keys()]);
  });

  it('refuses the weights of another network, and says where they differ', async () => {
    const other = asKeras();
    other[2]!.kernel = [3, 3, 3, 2, 2];
    await expect(readKerasWeights(putWeights('other.hdf5', other), LAYERS)).rejects.toThrow(
      /other\.hdf5 holds the weights of another network: its conv3d_8\/kernel:0 has the shape 3×3×3×2×2, the kernel of D1a has 3×3×1×2×2/,
    );
    await expect(readKerasWeights(putWeights('short.hdf5', asKeras().slice(0, 14)), LAYERS)).rejects.toThrow(
      /ends after 28 of 30 weights, before the kernel of out/,
    );
    const long = [...asKeras(), { name: 'dense', kernel: [1, 1] }];
    await expect(readKerasWeights(putWeights('long.hdf5', long), LAYERS)).rejects.toThrow(
      /holds 32 weights, 2 more than expected/,
    );
  });

  it('refuses a file that is cut off, damaged, no HDF5, no weight file, or not there', async () => {
    const bytes = readFileSync(putWeights('whole.hdf5', asKeras()));
    const put = (name: string, content: Uint8Array | string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    await expect(readKerasWeights(put('cut.hdf5', bytes.subarray(0, bytes.length / 2)), LAYERS)).rejects.toThrow(
      new RegExp(
        `cut\\.hdf5 cannot be read: it ends after ${Math.floor(bytes.length / 2)} of ${bytes.length} bytes\\. It is damaged, or its download was cut off: get it again\\.$`,
      ),
    );
    await expect(readKerasWeights(put('start.hdf5', bytes.subarray(0, 9)), LAYERS)).rejects.toThrow(/cannot be read/);
    await expect(
      readKerasWeights(put('pointer.hdf5', 'version https://git-lfs.github.com/spec/v1\n'), LAYERS),
    ).rejects.toThrow(/is no HDF5 file: .*git lfs pull/);
    const empty = join(folder, 'empty.hdf5');
    new HdfFile(empty, 'w').close();
    await expect(readKerasWeights(empty, LAYERS)).rejects.toThrow(/no weight file of Keras: it has no list of layers/);
    await expect(readKerasWeights(join(folder, 'none.hdf5'), LAYERS)).rejects.toThrow(/ENOENT/);
  });

  it('never reads a damaged file as something else than it holds, or refuses it', async () => {
    const bytes = readFileSync(putWeights('sound.hdf5', asKeras()));
    for (let at = 8; at < Math.min(bytes.length, 4000); at += 97) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 0xff;
      const path = join(folder, `damaged-${at}.hdf5`);
      writeFileSync(path, damaged);
      const result = await readKerasWeights(path, LAYERS).catch((error: Error) => error.name);
      expect(result === 'UserError' || result instanceof Float32Array, `byte ${at}: ${String(result)}`).toBe(true);
    }
  });

  const weights = shared('authors/weights/CE-fold0.hdf5');
  it.skipIf(!weights)("reads the authors' files", async () => {
    const parameters = await readKerasWeights(weights!, volumeUnetLayers({ inputs: 5, features: 10, outputs: 1 }));
    expect(parameters).toHaveLength(969441);
    // The last bias, with h5dump -d /conv3d_15/conv3d_15/bias:0: one of the output biases of CE, -.075 to -.177.
    expect(parameters.at(-1)).toBeCloseTo(-0.15533346, 7);
  });
});
