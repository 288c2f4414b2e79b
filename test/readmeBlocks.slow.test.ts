import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as engine from 'dice-workbook/engine';
import * as losses from 'dice-workbook/losses';
import { seededRandom } from '../src/random.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLI = join(ROOT, 'dist', 'cli.js');
const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-readme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** Six colour frames of a bright disc, as the README's `<folder>`. */
beforeAll(async () => {
  for (const kind of ['images', 'masks']) mkdirSync(join(folder, 'data', kind), { recursive: true });
  for (let n = 0; n < 6; n++) {
    const { integer } = seededRandom(n);
    const [x, y] = [8 + integer(16), 8 + integer(16)];
    const inside = (i: number) => Math.hypot((i % 32) - x, Math.floor(i / 32) - y) < 7;
    const image = Uint8Array.from(
      { length: 3 * 32 ** 2 },
      (_, i) => (inside(Math.floor(i / 3)) ? 200 : 80) + integer(30),
    );
    const mask = Uint8Array.from({ length: 32 ** 2 }, (_, i) => (inside(i) ? 255 : 0));
    const write = (kind: string, pixels: Uint8Array, channels: 1 | 3) =>
      sharp(pixels, { raw: { width: 32, height: 32, channels } })
        .png()
        .toFile(join(folder, 'data', kind, `${n}.png`));
    await write('images', image, 3);
    await write('masks', mask, 1);
  }
});

/** Too little to learn anything: what is tried is that the commands fit together. */
const FASTER: Record<string, string> = { compare: ' --steps 2 --size 16 --features 2 --batch 2' };

/** What needs a network, a browser, other programs or minutes, and which test does the same; the rest is run. */
const ELSEWHERE: [line: RegExp, tested: string][] = [
  [/^npm (start|test|run lab)\b/, 'is the script itself; test/lab opens JupyterLab'],
  [/^git clone https:\/\/github\.com\/JeroenBertels\/optimizingdice$/, 'needs the network'],
  [/^npx dice-workbook replicate /, 'test/replication, on networks and images made there'],
  [/^pip install /, 'needs the network'],
  [/^cd losses && snakemake /, 'test/studies/workflow, where Snakemake is installed'],
];

function runLine(line: string): void {
  const elsewhere = ELSEWHERE.some(([known]) => known.test(line));
  const script = /^npm (?:run )?(\w+)/.exec(line)?.[1];
  if (script !== undefined) expect(scripts).toHaveProperty(script);
  if (elsewhere) return;
  const command = /^npx dice-workbook (\w+)/.exec(line)?.[1];
  expect(command, `'${line}' is not known to this test: it is no command of the workbook`).toBeDefined();
  const words = line.replace(/^npx dice-workbook/, `"${process.execPath}" "${CLI}"`).replaceAll('<folder>', 'data');
  const { status, stderr } = spawnSync('sh', ['-c', words + (FASTER[command!] ?? '')], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CI: 'true' },
  });
  expect(status, `${line}\n${stderr}`).toBe(0);
}

/** The code of a document, block by block. */
const blocks = (name: string) =>
  [...readFileSync(join(ROOT, name), 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', code = '']) => ({ name: `${name}: ${code.trim().split('\n')[0]}`, language, code }),
  );

describe.skipIf(process.platform === 'win32')('the code of README and CONTRIBUTING runs', () => {
  it.each(['README.md', 'CONTRIBUTING.md'].flatMap(blocks))(
    '$name',
    async ({ language, code }) => {
      if (language === 'ts') await runTypeScript(code);
      else
        for (const line of code.split('\n').map((text) => text.replace(/\s+# .*$/, '').trim()))
          if (line !== '') runLine(line);
    },
    300_000,
  );

  it('is checked: an option that is none and a word that is no command fail', () => {
    expect(() => runLine('npx dice-workbook bounds dice jaccard --loud')).toThrow();
    expect(() => runLine('dice-workbooks bounds')).toThrow(/not known/);
  });
});

/** What the text around an example speaks of. */
async function runTypeScript(code: string): Promise<void> {
  const modules: Record<string, unknown> = {
    '@tensorflow/tfjs': tf,
    'dice-workbook/engine': engine,
    'dice-workbook/losses': losses,
  };
  const body = code
    .replace(/^import \* as (\w+) from '(.*)';$/gm, "const $1 = modules['$2'];")
    .replace(/^import (\{.*\}) from '(.*)';$/gm, "const $1 = modules['$2'];");
  await engine.startEngine();
  const images = tf.randomUniform([2, 8, 8, 1], 0, 1, 'float32', 1);
  const network = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 1, kernelSize: 1 })] });
  const AsyncFunction = (async () => {}).constructor as new (
    ...words: string[]
  ) => (...values: unknown[]) => Promise<number>;
  const run = new AsyncFunction('modules', 'labels', 'images', 'network', `${body}\nreturn value.dataSync()[0];`);
  expect(await run(modules, tf.greater(images, 0.5).toFloat(), images, network)).toBeGreaterThan(0);
}
