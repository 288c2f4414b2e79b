import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { networkFile, predictFolder, type SavedNetwork } from '../../src/runs/index.js';
import { exampleFolder } from '../../src/tasks/index.js';
import { unet } from '../../src/training/index.js';
import { UserError } from '../../src/userError.js';

const root = mkdtempSync(join(tmpdir(), 'dice-workbook-predict-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const settings = { inputs: 3, features: 2, outputs: 1, normalisation: 'instance' } as const;
const network = (seed: number): SavedNetwork => ({
  task: 'po18',
  synthetic: true,
  provenance: 'synthetic polyps',
  classes: ['background', 'polyp'],
  size: [16, 16],
  loss: 'softDice',
  fold: 0,
  seed,
  network: settings,
  parameters: Float32Array.from({ length: unet(settings).parameterCount }, (_, i) => Math.sin(seed * (i + 1)) / 3),
});

/** The bytes of every file below a folder, as one text a file. */
const hashes = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}`,
    );

describe('predictFolder(network, data, out)', () => {
  let example: string;
  let own: string;
  let before: string[];
  beforeAll(async () => {
    example = await exampleFolder(join(root, 'example'));
  });
  beforeEach(() => {
    own = mkdtempSync(join(root, 'own-'));
    cpSync(example, join(own, 'ds'), { recursive: true });
    before = hashes(join(own, 'ds'));
  });
  const predict = (data: string, out: string, force = false, seed = 1) =>
    predictFolder(network(seed), join(own, data), join(own, out), { showProgress: false, force });

  it('writes one mask an image, and leaves nothing else', async () => {
    const { masks } = await predict('ds', 'new/masks');
    expect(masks).toHaveLength(12);
    expect(readdirSync(join(own, 'new/masks')).sort()).toEqual(readdirSync(join(own, 'ds/images')).sort());
    expect(hashes(join(own, 'ds'))).toEqual(before);
    expect(readdirSync(own).sort()).toEqual(['ds', 'new']);
  });

  it.each([
    ['the folder of the images', 'ds/images', 'ds/images'],
    ['the images’ folder, the data being the folder above', 'ds', 'ds/images'],
    ['the reference', 'ds', 'ds/masks'],
    ['a link to the reference', 'ds', 'link'],
    ['the images by another spelling', 'ds/images', 'ds/masks/../images/'],
  ])('refuses %s as the place for masks, with --force too, and touches nothing', async (_, data, out) => {
    symlinkSync(join(own, 'ds/masks'), join(own, 'link'));
    for (const force of [false, true]) {
      const refused = predict(data, out, force);
      await expect(refused).rejects.toThrow(/holds frame-\d+\.png, one of the files that are read/);
      await expect(refused).rejects.toBeInstanceOf(UserError);
    }
    expect(hashes(join(own, 'ds'))).toEqual(before);
  });

  it('replaces nobody’s file without --force, and its own masks are no obstacle', async () => {
    await predict('ds', 'masks');
    const first = hashes(join(own, 'masks'));
    await predict('ds', 'masks');
    expect(hashes(join(own, 'masks'))).toEqual(first);
    writeFileSync(join(own, 'masks/frame-05.png'), 'drawn by hand');
    writeFileSync(join(own, 'masks/notes.txt'), 'keep');
    const changed = hashes(join(own, 'masks'));
    await expect(predict('ds', 'masks')).rejects.toThrow(/frame-05\.png is there already.*`force`/s);
    expect(hashes(join(own, 'masks'))).toEqual(changed);
    await predict('ds', 'masks', true);
    expect(hashes(join(own, 'masks')).filter((line) => !line.startsWith('notes'))).toEqual(first);
    expect(readFileSync(join(own, 'masks/notes.txt'), 'utf8')).toBe('keep');
  });

  it('leaves folders alone that it did not make, <out>.part too, and takes away what it made where a case fails', async () => {
    mkdirSync(join(own, 'masks.part'));
    writeFileSync(join(own, 'masks.part/thesis.txt'), 'three years');
    writeFileSync(join(own, 'ds/images/frame-07.png'), 'no picture');
    await expect(predict('ds', 'deep/masks')).rejects.toThrow(UserError);
    expect(readdirSync(own).sort()).toEqual(['ds', 'masks.part']);
    mkdirSync(join(own, 'empty'));
    await expect(predict('ds', 'empty')).rejects.toThrow(UserError);
    expect(readdirSync(join(own, 'empty'))).toEqual([]);
    cpSync(join(example, 'images/frame-07.png'), join(own, 'ds/images/frame-07.png'));
    await predict('ds', 'masks');
    expect(readFileSync(join(own, 'masks.part/thesis.txt'), 'utf8')).toBe('three years');
  });

  it('lists all damage before it refuses, and leaves it out with skipBad, counted', async () => {
    for (const name of ['frame-03.png', 'frame-07.png']) writeFileSync(join(own, 'ds/images', name), 'no picture');
    await expect(predict('ds', 'masks')).rejects.toThrow(
      /2 of 12 cases .*\n.*frame-03\.png.*\n.*frame-07\.png.*\n.*--skip-bad/,
    );
    expect(readdirSync(own)).toEqual(['ds']);
    const rest = { showProgress: false, skipBad: true };
    const { masks, bad } = await predictFolder(network(1), join(own, 'ds'), join(own, 'masks'), rest);
    expect(masks).toHaveLength(10);
    expect(bad.join('\n')).toMatch(/frame-03\.png.*\n.*frame-07\.png/);
    expect(readdirSync(join(own, 'masks'))).toHaveLength(10);
    for (const name of readdirSync(join(own, 'ds/images'))) writeFileSync(join(own, 'ds/images', name), 'no picture');
    await expect(predictFolder(network(1), join(own, 'ds'), join(own, 'none'), rest)).rejects.toThrow(/12 of 12 cases/);
  });

  it('lets several write one folder at once: the same masks, and no stack trace', async () => {
    const runs = await Promise.allSettled([1, 1, 1, 2].map((seed) => predict('ds', 'masks', false, seed)));
    const refused = runs.flatMap((run) => (run.status === 'rejected' ? [run.reason as unknown] : []));
    for (const reason of refused) expect(reason).toBeInstanceOf(UserError);
    expect(refused.length).toBeLessThan(4);
    expect(readdirSync(join(own, 'masks'))).toHaveLength(12);
  });

  it('segments each case by the network that has not seen its patient, and leaves out what none is known for', async () => {
    const names = readdirSync(join(own, 'ds/images')).map((file) => file.replace('.png', ''));
    const fold = (at: number): SavedNetwork => {
      const heldOut = names.filter((_, k) => k % 3 === at);
      return {
        ...network(at + 1),
        fold: at,
        patients: { heldOut, trainedOn: names.filter((n) => !heldOut.includes(n)) },
      };
    };
    const folds = [fold(0), fold(1), fold(2)];
    const run = (networks: SavedNetwork[], out: string, rest: object) =>
      predictFolder(networks, join(own, 'ds'), join(own, out), { showProgress: false, ...rest });
    for (const [at, one] of folds.entries()) {
      const { seen } = await run([one], `all-${at}`, {});
      expect(seen).toEqual(names.filter((_, k) => k % 3 !== at));
    }
    const whole = await run(folds, 'out', { heldOut: true });
    expect(whole).toMatchObject({ leftOut: [], seen: [] });
    for (const [k, name] of names.entries())
      expect(readFileSync(join(own, `out/${name}.png`))).toEqual(readFileSync(join(own, `all-${k % 3}/${name}.png`)));
    const part = await run(folds.slice(1), 'part', { heldOut: true });
    expect(part.leftOut).toEqual(names.filter((_, k) => k % 3 === 0));
    expect(readdirSync(join(own, 'part'))).toHaveLength(8);

    await expect(run(folds, 'no', {})).rejects.toThrow(/3 networks are given.*`heldOut`/);
    await expect(run([network(1)], 'no', { heldOut: true })).rejects.toThrow(/does not tell which patients/);
    await expect(run([fold(0), fold(0)], 'no', { heldOut: true })).rejects.toThrow(/fold 1/);
    await expect(run([fold(0), { ...fold(1), loss: 'x' }], 'no', { heldOut: true })).rejects.toThrow(/several kinds/);
    const strange = { ...fold(0), patients: { heldOut: ['nobody'], trainedOn: [] } };
    await expect(run([strange], 'no', { heldOut: true })).rejects.toThrow(/none of the 12 cases/);
    expect(existsSync(join(own, 'no'))).toBe(false);
  });

  it('refuses as a command with a sentence, exit code 2 and no trace', async () => {
    const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
    if (!existsSync(cli)) throw new Error('run npm run build first');
    writeFileSync(join(own, 'network.json'), networkFile(network(1)));
    const run = promisify(execFile)(process.execPath, [
      ...[
        cli,
        'predict',
        '--model',
        join(own, 'network.json'),
        '--data',
        join(own, 'ds'),
        '--out',
        join(own, 'ds/masks'),
      ],
    ]);
    await expect(run).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Give another --out/),
    });
    await expect(run).rejects.toMatchObject({ stderr: expect.not.stringMatching(/ at .*\.js:\d/) });
    expect(hashes(join(own, 'ds'))).toEqual(before);
  });
});
