import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-cli-'));

/** Runs the compiled command line in an empty folder, as a user would. */
function run(...args: string[]) {
  const cwd = mkdtempSync(join(tmpdir(), 'dice-workbook-cwd-'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, CI: 'true' },
  });
  return { status, stdout, stderr, left: readdirSync(cwd) };
}

const picture = (size: number, background: string) =>
  sharp({ create: { width: size, height: size, channels: 3, background } }).png();

/** A folder of image-mask pairs, one of them spoilt by `spoil`. */
async function polyps(name: string, spoil: (images: string, masks: string) => void | Promise<void>): Promise<string> {
  const root = join(folder, name);
  const [images, masks] = [join(root, 'images'), join(root, 'masks')];
  mkdirSync(images, { recursive: true });
  mkdirSync(masks);
  for (const id of ['a', 'b', 'c', 'd']) {
    await picture(32, 'salmon').toFile(join(images, `${id}.png`));
    await picture(32, 'white').toFile(join(masks, `${id}.png`));
  }
  await spoil(images, masks);
  return root;
}

const onPo18 = (data: string, ...args: string[]) => [
  'compare',
  '--task',
  'po18',
  '--data',
  data,
  '--folds',
  '2',
  '--steps',
  '2',
  ...args,
];
const whole = await polyps('whole', () => {});
const unpaired = await polyps(
  'unpaired',
  async (images) => void (await picture(32, 'salmon').toFile(join(images, 'e.png'))),
);
const sizes = await polyps('sizes', async (_, masks) => void (await picture(16, 'white').toFile(join(masks, 'b.png'))));
const text = await polyps('text', (images) => writeFileSync(join(images, 'c.png'), 'this is no picture\n'));
mkdirSync(join(folder, 'empty'));
const header = Buffer.alloc(352);
header.writeInt32LE(348, 0);
[3, 64, 64, 10, 1, 1, 1, 1].forEach((n, i) => header.writeInt16LE(n, 40 + 2 * i));
header.writeInt16LE(4, 70);
header.writeInt16LE(16, 72);
header.writeFloatLE(352, 108);
header.write('n+1\0', 344, 'latin1');
for (const patient of ['case1', 'case2']) {
  const volume = join(folder, 'volume', patient);
  mkdirSync(volume, { recursive: true });
  for (const name of ['flair', 't1', 't1ce', 't2', 'seg'])
    writeFileSync(join(volume, `${patient}_${name}.nii.gz`), gzipSync(Buffer.concat([header, Buffer.alloc(100)])));
}
const cases: [title: string, args: string[], message: RegExp][] = [
  ['an unknown command', ['compute'], /unknown command 'compute'.*Commands: /],
  ['an unknown option', ['theorems', '--nonsense'], /unknown option '--nonsense'\. See: .*--help/],
  ['an option in other letters', ['compare', '--taks', 'po18'], /Did you mean --task\?/],
  ['a study in other letters', ['study', 'dice-loses'], /Did you mean dice-losses\?/],
  ['a figure in other letters', ['figures', 'best-wieght'], /Did you mean best-weight\?/],
  ['a stray word', ['doctor', 'stray'], /'stray'.*--help/],
  ['an unknown task', ['compare', '--task', 'xx99'], /xx99.*br18.*wm17/],
  ['an unknown loss', onPo18(whole, '--losses', 'softDyce'), /softDyce.*softDice/],
  ['a missing folder', onPo18(join(folder, 'nowhere')), /nowhere/],
  ['an empty folder', onPo18(join(folder, 'empty')), /empty/],
  ['an image without a mask', onPo18(unpaired), /e\.png.*mask/],
  ['sizes that differ', onPo18(sizes), /16.*32|32.*16/],
  ['a text file named .png', onPo18(text), /c\.png/],
  ['folds that are no number', ['compare', '--task', 'po18', '--folds', 'three'], /folds.*three/],
  ['fewer patients than folds', ['compare', '--task', 'po18', '--data', whole, '--folds', '9'], /9.*4|4.*9/],
  [
    'a header that promises more than the file holds',
    ['compare', '--task', 'br18', '--data', join(folder, 'volume'), '--folds', '2'],
    /case1_/,
  ],
];

describe('the command line answers wrong input with a sentence, exit code 2, no stack trace and nothing written', () => {
  it.each(cases)('%s', (_, args, message) => {
    const { status, stdout, stderr, left } = run(...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(left).toEqual([]);
    expect(status).toBe(2);
  });
});

it('the command line lists its commands', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  for (const name of [
    'start',
    'theorems',
    'bounds',
    'compare',
    'inspect',
    'predict',
    'figures',
    'notebooks',
    'doctor',
    'bench',
  ])
    expect(stdout).toContain(`  ${name} `);
});
