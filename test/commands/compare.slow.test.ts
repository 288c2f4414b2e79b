import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/random.js';
import { TASKS } from '../../src/tasks/index.js';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-compare-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) =>
  spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', env: { ...process.env, CI: 'true' } });

/** Folds that the synthetic polyps have too few patients for. */
const TOO_MANY = TASKS.po18.patients + 1;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The processes that a process has started. */
function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return stdout.split('\n').map(Number).filter(Boolean);
}

/** Whether a process is there and has not ended. */
function isThere(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

/** Colour frames of 40x30 with a bright disc each. */
async function frames(name: string): Promise<string> {
  const root = join(folder, name);
  for (const kind of ['images', 'masks']) mkdirSync(join(root, kind), { recursive: true });
  for (let n = 0; n < 6; n++) {
    const random = seededRandom(n);
    const [x, y] = [12 + random.integer(16), 10 + random.integer(10)];
    const inside = (i: number) => Math.hypot((i % 40) - x, Math.floor(i / 40) - y) < 7;
    const image = Uint8Array.from(
      { length: 40 * 30 * 3 },
      (_, i) => (inside(Math.floor(i / 3)) ? 200 : 80) + random.integer(30),
    );
    const mask = Uint8Array.from({ length: 40 * 30 }, (_, i) => (inside(i) ? 255 : 0));
    await sharp(image, { raw: { width: 40, height: 30, channels: 3 } })
      .png()
      .toFile(join(root, 'images', `${n}.png`));
    await sharp(mask, { raw: { width: 40, height: 30, channels: 1 } })
      .png()
      .toFile(join(root, 'masks', `${n}.png`));
  }
  return root;
}

const small = ['compare', '--task', 'po18', '--folds', '2', '--size', '16', '--features', '2', '--batch', '2'];

describe('dice-workbook compare', () => {
  it('goes on where it was killed, and comes to the same result as without', async () => {
    const args = (out: string) => [
      ...small,
      '--data',
      data,
      '--losses',
      'softDice',
      '--folds',
      '4',
      '--steps',
      '40',
      '--out',
      join(folder, out),
    ];
    const data = await frames('killed');
    const child = spawn(process.execPath, [CLI, ...args('a')], { stdio: 'ignore', detached: true });
    const store = join(folder, 'a', 'store');
    const finished = () => (existsSync(store) ? readdirSync(store).filter((name) => name.endsWith('.json')) : []);
    while (finished().length === 0 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
    process.kill(-child.pid!, 'SIGKILL');
    const kept = finished().map((name) => [name, readFileSync(join(store, name), 'utf8')] as const);
    expect(kept.length).toBeGreaterThan(0);
    expect(existsSync(join(folder, 'a', 'comparison-po18-real.json'))).toBe(false);
    const [resumed, fresh] = [run(...args('a')), run(...args('b'))];
    expect(resumed.status, resumed.stderr).toBe(0);
    if (kept.length < 4) expect(resumed.stderr).toContain(`${kept.length} of them done before`);
    for (const [name, content] of kept) expect(readFileSync(join(store, name), 'utf8')).toBe(content);
    expect(readFileSync(join(folder, 'a', 'comparison-po18-real.json'), 'utf8')).toBe(
      readFileSync(join(folder, 'b', 'comparison-po18-real.json'), 'utf8'),
    );
    expect(fresh.stdout).toContain('PO18, real images: 6 images of unknown patients');
  }, 120_000);

  it('ends its training processes within seconds where it alone is killed', async () => {
    const data = await frames('orphaned');
    const out = join(folder, 'orphaned-runs');
    const child = spawn(process.execPath, [CLI, ...small, '--data', data, '--steps', '100000', '--out', out], {
      stdio: 'ignore',
    });
    const claims = () => (existsSync(join(out, 'store')) ? readdirSync(join(out, 'store')) : []);
    while (!claims().some((name) => name.endsWith('.claim')) && child.exitCode === null) await pause(50);
    const trainers = childrenOf(child.pid!);
    expect(trainers.length).toBeGreaterThan(0);
    child.kill('SIGKILL');
    for (let waited = 0; trainers.some(isThere) && waited < 20_000; waited += 100) await pause(100);
    expect(trainers.filter(isThere)).toEqual([]);
  }, 180_000);

  it('shares the work of two that run at once on one --out, and gives both the same table', async () => {
    const data = await frames('shared');
    const out = join(folder, 'shared-runs');
    const args = [...small, '--data', data, '--folds', '3', '--steps', '60', '--out', out];
    const both = await Promise.all(
      [0, 1].map(
        () =>
          new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
            const child = spawn(process.execPath, [CLI, ...args], { env: { ...process.env, CI: 'true' } });
            let [stdout, stderr] = ['', ''];
            child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString()));
            child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
            child.on('close', (status) => resolve({ status, stdout, stderr }));
          }),
      ),
    );
    expect(
      both.map(({ status }) => status),
      both.map(({ stderr }) => stderr).join('\n'),
    ).toEqual([0, 0]);
    expect(both[1]!.stdout).toBe(both[0]!.stdout);
    // Every file was written once: a run done twice would replace its network after its result.
    const store = join(out, 'store');
    const names = readdirSync(store);
    expect(names.filter((name) => !/\.(json|f32)$/.test(name))).toEqual([]);
    const results = names.filter((name) => name.endsWith('.json'));
    expect(results).toHaveLength(6);
    for (const name of results) {
      const time = (path: string) => statSync(join(store, path), { bigint: true }).mtimeNs;
      expect(time(name.replace('.json', '.f32'))).toBeLessThanOrEqual(time(name));
    }
    const alone = run(...args.slice(0, -1), join(folder, 'alone-runs'));
    expect(alone.stdout.replaceAll('alone-runs', 'shared-runs')).toBe(both[0]!.stdout);
  }, 240_000);

  it('says synthetic in its table and file names where no data is given', () => {
    const out = join(folder, 'synthetic');
    const { stdout, status, stderr } = run(...small, '--steps', '2', '--out', out);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('PO18, synthetic images');
    expect(readdirSync(out).sort()).toEqual([
      'comparison-po18-synthetic.json',
      'comparison-po18-synthetic.svg',
      'store',
    ]);
  });

  it('tells once what it has met in the images, which every training process reads', async () => {
    const data = await frames('told');
    const { status, stderr } = run(...small, '--data', data, '--steps', '2', '--out', join(folder, 'told-runs'));
    expect(status, stderr).toBe(0);
    expect(stderr.match(/warning: which images are of one patient is not known/g)).toHaveLength(1);
  });

  it('trains on all classes with --multi-class, and says so in its table and file names', () => {
    const out = join(folder, 'classes');
    const args = [
      'compare',
      '--task',
      'br18',
      '--multi-class',
      '--folds',
      '2',
      '--size',
      '16',
      '--features',
      '2',
      '--batch',
      '2',
      '--losses',
      'softDice',
      '--steps',
      '2',
      '--save',
      '--out',
      out,
    ];
    const { stdout, status, stderr } = run(...args);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('BR18, 3 classes, synthetic images');
    const network = JSON.parse(
      readFileSync(join(out, 'networks', 'comparison-br18-multi-class-synthetic-softDice-fold1-seed1.json'), 'utf8'),
    );
    expect([network.network.outputs, network.classes]).toEqual([4, ['background', 'oedema', 'core', 'enhancing rim']]);
  });

  it.each([
    ['a task that is not known', ['--task', 'po19'], 'unknown task'],
    ['a loss that is not known', ['--losses', 'softDise'], "Did you mean 'softDice'?"],
    ['a number that is none', ['--folds', 'three'], "--folds takes a number, got 'three'"],
    ['more folds than patients', ['--folds', String(TOO_MANY)], `${TOO_MANY} folds need at least ${TOO_MANY} patients`],
    ['a size that does not fit into memory', ['--size', '1024', '--batch', '100000'], 'memory'],
  ])('refuses %s in a sentence, with exit code 2, and writes nothing', (_, args, sentence) => {
    const out = join(folder, 'refused');
    const { status, stderr } = run(...small, '--steps', '2', '--out', out, ...args);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(status).toBe(2);
    expect(existsSync(out)).toBe(false);
  });
});

describe('dice-workbook compare, before it reads anything', () => {
  it.each([
    ['a size that the network cannot halve twice', ['--size', '62'], /--size must be a multiple of 4, got 62/],
    [
      'a file in the place of its output',
      ['--out', join(folder, 'file.txt')],
      /file\.txt cannot be written: a file stands where a folder should be/,
    ],
  ])('refuses %s', async (_, args, sentence) => {
    const data = await frames('unread');
    writeFileSync(join(data, 'images', '0.png'), 'this is no picture\n');
    writeFileSync(join(folder, 'file.txt'), '');
    const { status, stderr } = run(...small, '--data', data, '--steps', '2', '--out', join(folder, 'refused'), ...args);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('0.png');
    expect(status).toBe(2);
  });

  it('takes masks with a dark target by --invert, which it advises', async () => {
    const data = await frames('inverted');
    for (const name of readdirSync(join(data, 'masks'))) {
      const path = join(data, 'masks', name);
      writeFileSync(path, await sharp(path).negate().png().toBuffer());
    }
    const args = [
      ...small,
      '--data',
      data,
      '--losses',
      'crossEntropy',
      '--steps',
      '2',
      '--out',
      join(folder, 'inverted-runs'),
    ];
    expect(run(...args).stderr).toContain('If so, add --invert, invert in code.');
    const { status, stderr } = run(...args, '--invert');
    expect(stderr).not.toContain('inverted?');
    expect(status, stderr).toBe(0);
  });
});

describe('dice-workbook predict', () => {
  it("writes masks of the images' own size that find what the network was trained on", async () => {
    const data = await frames('predicted');
    const out = join(folder, 'saved');
    const trained = run(
      ...small,
      '--data',
      data,
      '--losses',
      'crossEntropy',
      '--steps',
      '120',
      '--learning-rate',
      '0.01',
      '--features',
      '4',
      '--out',
      out,
      '--save',
    );
    expect(trained.status, trained.stderr).toBe(0);
    const model = join(out, 'networks', 'comparison-po18-real-crossEntropy-fold1-seed1.json');
    const masks = join(folder, 'masks');
    const { status, stderr } = run('predict', '--model', model, '--data', data, '--out', masks);
    expect(status, stderr).toBe(0);
    expect(readdirSync(masks)).toEqual(['0.png', '1.png', '2.png', '3.png', '4.png', '5.png']);
    let differing = 0;
    for (const name of readdirSync(masks)) {
      const [predicted, reference] = await Promise.all(
        [join(masks, name), join(data, 'masks', name)].map((path) =>
          sharp(path).greyscale().raw().toBuffer({ resolveWithObject: true }),
        ),
      );
      expect(predicted!.info).toMatchObject({ width: 40, height: 30 });
      differing += predicted!.data.filter((value, i) => value > 127 !== reference!.data[i]! > 127).length / 1200;
    }
    // A disc covers an eighth of a frame: an empty mask would differ by 0.13.
    expect(differing / 6).toBeLessThan(0.06);
  });

  it('takes images that lie in a folder by themselves', () => {
    const model = join(folder, 'saved', 'networks', 'comparison-po18-real-crossEntropy-fold1-seed1.json');
    const { status, stderr } = run(
      'predict',
      '--model',
      model,
      '--data',
      join(folder, 'predicted', 'images'),
      '--out',
      join(folder, 'flat'),
    );
    expect(status, stderr).toBe(0);
    for (const name of readdirSync(join(folder, 'masks')))
      expect(readFileSync(join(folder, 'flat', name))).toEqual(readFileSync(join(folder, 'masks', name)));
    expect(readdirSync(join(folder, 'flat'))).toEqual(readdirSync(join(folder, 'masks')));
  });

  it('refuses two images of one name, which would leave one of them out', async () => {
    const data = await frames('doubled');
    await sharp(join(data, 'images', '5.png'))
      .jpeg()
      .toFile(join(data, 'images', '5.jpg'));
    const model = join(folder, 'saved', 'networks', 'comparison-po18-real-crossEntropy-fold1-seed1.json');
    const { status, stderr } = run('predict', '--model', model, '--data', data, '--out', join(folder, 'nothing'));
    expect(stderr).toMatch(/5\.(png|jpg)/);
    expect(status).toBe(2);
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
  });

  it('writes nothing where one image cannot be read', async () => {
    const data = await frames('spoilt');
    writeFileSync(join(data, 'images', '5.png'), 'this is no picture\n');
    const model = join(folder, 'saved', 'networks', 'comparison-po18-real-crossEntropy-fold1-seed1.json');
    const { status, stderr } = run('predict', '--model', model, '--data', data, '--out', join(folder, 'nothing'));
    expect(status).toBe(2);
    expect(stderr).toContain('5.png');
    expect(readdirSync(folder).filter((name) => name.startsWith('nothing'))).toEqual([]);
  });
});
