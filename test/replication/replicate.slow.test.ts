import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { command } from '../../src/commands/replicate.js';
import {
  readKerasWeights,
  replicationTable,
  type Replication,
  type ReplicationComparison,
} from '../../src/replication/index.js';
import { openTask } from '../../src/tasks/index.js';
import { volumeUnet, volumeUnetLayers, VOLUME_VARIANTS } from '../../src/training/index.js';
import { shared } from '../sharedData.js';
import { temporaryFolder } from '../tasks/fixtures.js';
import { putIslesCase } from './isles.js';

const weights = shared('authors/weights');
if (!weights) console.warn("skipped: the authors' weights are not beside the checkout");

afterEach(() => vi.restoreAllMocks());

describe.skipIf(!weights)("replicate, on two of the authors' networks", () => {
  it('scores the cases of their fold, compares the regimes, and tells what is missing and unknown', async () => {
    const [data, networks] = [temporaryFolder(), temporaryFolder()];
    for (const id of ['case_3', 'case_4']) putIslesCase(data, id);
    putIslesCase(data, 'case_11', { radius: 0 });
    // Of fold 1, of which there is no network, and of none.
    putIslesCase(data, 'case_12');
    putIslesCase(data, 'case_99');
    for (const regime of ['CE', 'CE-SD']) {
      const to = join(networks, 'ISLES_2018/Models/Final', regime, 'Round_0_Fold_0.hdf5');
      mkdirSync(dirname(to), { recursive: true });
      copyFileSync(join(weights ?? '', `${regime}-fold0.hdf5`), to);
    }
    let printed = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed += String(text)), true));
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await command.run({ task: 'is18', data, networks, json: true }, []);
    const result = JSON.parse(printed) as Replication & { comparison: ReplicationComparison };
    const { regimes, cases, comparison } = result;
    expect(regimes).toEqual(['CE', 'CE-SD']);
    expect(cases.map(({ id, fold }) => [id, fold])).toEqual([
      ['case_3', 0],
      ['case_4', 0],
      ['case_11', 0],
    ]);
    expect(cases[0]!.counts).toEqual(cases[1]!.counts);
    expect(cases[0]!.counts.CE).toEqual(await countedByHand(data, join(weights ?? '', 'CE-fold0.hdf5')));
    for (const regime of regimes) expect(cases[2]!.counts[regime]).toMatchObject({ tp: 0, fn: 0 });
    expect(comparison.scored).toBe(2);
    expect(comparison.differences.dice).toHaveLength(1);
    // The network of cross-entropy sees the lesion; a toy says nothing of the other, which was seen to miss it.
    expect(comparison.scores[0]!.cases[0]!.dice).toBeGreaterThan(0.1);
    expect(result.notes).toEqual([
      expect.stringMatching(/^90 case\(s\) of the authors' folds are missing here: case_16, /),
      "1 case(s) stand in none of the authors' folds and are left out: case_99",
    ]);

    const table = replicationTable(result);
    expect(table).toMatch(/^The authors' networks for ISLES 2018 \(the last of each training\)/);
    expect(table).toMatch(/^CE +Dice +0\.\d{3}/m);
    expect(table).toMatch(/^Dice +CE-SD − CE +[+−]0\.\d{3} \[/m);
    expect(table).toMatch(/Means are of the 2 case\(s\) with a target\. 1 without one have no score\./);
  }, 600_000);
});

/** What the network says of case_3: 96×96×20 voxels of 2 mm stand 33, 33 and 44 voxels within its 162×162×108. */
async function countedByHand(data: string, weightFile: string) {
  const { cases } = await openTask('is18', data);
  const { sides, image, mask, body, beyond } = await cases.find(({ id }) => id === 'case_3')!.readWhole!({});
  expect(sides).toEqual([96, 96, 20]);
  const shape = { inputs: 5, outputs: 1, features: 10 };
  const network = volumeUnet({ ...shape, ...VOLUME_VARIANTS.plain });
  const input = new Float32Array(162 * 162 * 108 * 5).map((_, i) => beyond[i % 5]!);
  const each = (visit: (v: number, x: number, y: number, z: number) => void) => {
    for (let v = 0; v < 96 * 96 * 20; v++) visit(v, Math.floor(v / 1920), Math.floor(v / 20) % 96, v % 20);
  };
  each((v, x, y, z) => {
    for (let c = 0; c < 5; c++) input[(((x + 33) * 162 + y + 33) * 108 + z + 44) * 5 + c] = image[v * 5 + c]!;
  });
  const parameters = await readKerasWeights(weightFile, volumeUnetLayers(shape));
  const logits = tf.tidy(() =>
    network.logits(tf.tensor1d(parameters), tf.tensor5d(input, [1, 162, 162, 108, 5])).dataSync(),
  );
  const counts = { tp: 0, fp: 0, fn: 0 };
  each((v, x, y, z) => {
    const said = body[v] === 1 && logits[((x + 20) * 136 + y + 20) * 82 + z + 31]! > 0;
    if (said) counts[mask[v] === 1 ? 'tp' : 'fp']++;
    else if (mask[v] === 1) counts.fn++;
  });
  return counts;
}
