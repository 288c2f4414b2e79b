import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const npm = (...args: string[]) =>
  execFileSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
let files: string[] = [];
let tarball = '';
beforeAll(() => {
  // What Jupyter leaves behind in a folder of notebooks.
  const left = join(root, 'notebooks', '.ipynb_checkpoints');
  const made = !existsSync(left);
  if (made) mkdirSync(left);
  const stray = join(left, 'stray-checkpoint.ipynb');
  writeFileSync(stray, '{}');
  try {
    const [packed] = JSON.parse(npm('pack', '--json', '--pack-destination', folder)) as [
      { filename: string; files: { path: string }[] },
    ];
    files = packed.files.map(({ path }) => path);
    tarball = join(folder, packed.filename);
  } finally {
    rmSync(made ? left : stray, { recursive: true });
  }
}, 120_000);

describe('the package', () => {
  it('ships what is built, its notebooks and figures, and nothing that Jupyter or a test left', () => {
    expect(files).toEqual(expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'dist/cli.js']));
    expect(files.filter((path) => /ipynb_checkpoints|-changed\.|^test\//.test(path))).toEqual([]);
  });

  it('has nothing that publint finds fault with', async () => {
    const { messages } = await publint({ pkgDir: root, level: 'suggestion', strict: true });
    expect(messages.map(({ code, path }) => `${code} at ${path.join('.')}`)).toEqual([]);
  }, 120_000);

  it('has types that attw finds right, in every way to resolve them', () => {
    // CommonJS gets the modules by require(esm), which Node.js 20.19 has and attw does not know.
    const attw = join(root, 'node_modules', '@arethetypeswrong', 'cli', 'dist', 'index.js');
    const args = [attw, tarball, '--no-color', '--ignore-rules', 'cjs-resolves-to-esm'];
    const said = execFileSync(process.execPath, args, { encoding: 'utf8' });
    expect(said).toMatch(/No problems found/);
  }, 240_000);
});

const COMPILERS = [
  ['5.0', '@tslab/typescript-for-tslab/lib/tsc.js'],
  ['5.6', '@arethetypeswrong/core/node_modules/typescript/lib/tsc.js'],
  ['7.0', 'typescript/bin/tsc'],
] as const;
const USE = `
import { dice, theorems, evaluation, UserError } from 'dice-workbook';
import * as tf from '@tensorflow/tfjs';
import { startEngine } from 'dice-workbook/engine';
import { softDiceLoss, lossFromSpec } from 'dice-workbook/losses';
import { parseMeasure } from 'dice-workbook/overlap';
import { bounds } from 'dice-workbook/theory';
export const d: number = dice({ tp: 1, fp: 1, fn: 0, tn: 0 });
export const n: number = theorems.length;
export const e = evaluation.pairedBootstrap;
export const u = (x: unknown): boolean => x instanceof UserError;
export const b: number = bounds(parseMeasure('dice'), parseMeasure('jaccard')).absolute.upper;
export async function go(): Promise<void> {
  await startEngine();
  const model = tf.sequential();
  model.compile({ optimizer: 'adam', loss: softDiceLoss });
  lossFromSpec('softDice').loss(tf.ones([1, 4, 4, 1]), tf.ones([1, 4, 4, 1])).dispose();
}
`;

describe.each(COMPILERS)('its types with TypeScript %s', (version, compiler) => {
  const path = join(root, 'node_modules', compiler);
  const ways: [string, string, string][] = [
    ['module', 'node16', 'use.mts'],
    ['bundler', 'esnext', 'use.ts'],
    // require(esm) has been known to the compiler since 5.8.
    ...(version === '7.0' ? [['CommonJS', 'nodenext', 'use.cts'] satisfies [string, string, string]] : []),
  ];
  it.skipIf(!existsSync(path)).each(ways)(
    'hold for a %s user',
    (way, module, file) => {
      const project = join(folder, `${version}-${way}`);
      mkdirSync(join(project, 'node_modules'), { recursive: true });
      for (const name of ['dice-workbook', '@tensorflow', '@types'])
        symlinkSync(
          name === 'dice-workbook' ? root : join(root, 'node_modules', name),
          join(project, 'node_modules', name),
        );
      writeFileSync(join(project, file), USE);
      writeFileSync(join(project, 'package.json'), '{"type": "module"}');
      const options = [
        '--noEmit',
        '--strict',
        '--target',
        'es2022',
        '--module',
        module,
        '--types',
        'node',
        '--skipLibCheck',
      ];
      const resolution = way === 'bundler' ? ['--moduleResolution', 'bundler'] : [];
      const run = () =>
        execFileSync(process.execPath, [path, ...options, ...resolution, file], {
          cwd: project,
          encoding: 'utf8',
          stdio: 'pipe',
        });
      try {
        expect(run()).toBe('');
      } catch (error) {
        throw new Error((error as { stdout?: string }).stdout || String(error));
      }
      // A wrong type is seen: the compiler did read the package's.
      writeFileSync(join(project, file), USE.replace('d: number', 'd: string'));
      expect(run).toThrow();
    },
    120_000,
  );
});
