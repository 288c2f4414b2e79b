import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-binder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What Binder has after the clone; the packages are those of this checkout, for tests ask nothing of the network. */
function cleanDirectory(): string {
  const clone = join(folder, 'clone');
  mkdirSync(join(clone, 'node_modules', '.bin'), { recursive: true });
  for (const name of ['.binder', 'src', 'package.json', 'package-lock.json', 'tsconfig.json'])
    cpSync(join(ROOT, name), join(clone, name), { recursive: true });
  const packages = join(ROOT, 'node_modules');
  for (const name of readdirSync(packages))
    if (!['.bin', '.dice-workbook', 'dice-workbook'].includes(name))
      symlinkSync(join(packages, name), join(clone, 'node_modules', name));
  // That packages and engine are there; nothing is said of the build.
  for (const done of ['packages', 'engine'])
    cpSync(join(packages, '.dice-workbook', done), join(clone, 'node_modules', '.dice-workbook', done));
  return clone;
}

const unix = process.platform !== 'win32' && spawnSync('python3', ['-c', 'import venv']).status === 0;

it.skipIf(!unix)(
  "Binder's post-build step builds a clean directory and registers the kernel with Python's Jupyter (skipped without Python)",
  () => {
    const clone = cleanDirectory();
    const python = join(folder, 'python');
    execFileSync('python3', ['-m', 'venv', '--without-pip', python]);
    const step = spawnSync('bash', [join(clone, '.binder', 'postBuild')], {
      cwd: clone,
      encoding: 'utf8',
      env: { ...process.env, HOME: folder, PATH: `${join(python, 'bin')}${delimiter}${process.env.PATH}` },
    });
    expect(step.status, step.stderr).toBe(0);
    const spec = join(python, 'share', 'jupyter', 'kernels', 'dice-workbook', 'kernel.json');
    const { argv, display_name, env } = JSON.parse(readFileSync(spec, 'utf8')) as {
      argv: string[];
      display_name: string;
      env: Record<string, string>;
    };
    expect(display_name).toBe('TypeScript (dice-workbook)');
    expect(argv[1]?.startsWith(clone)).toBe(true);
    expect(argv.slice(0, 2).every((path) => existsSync(path))).toBe(true);
    // From a folder elsewhere, the package is found by its name as the kernel finds it.
    const found = ['-p', "require('dice-workbook/overlap').dice({ tp: 1, fp: 1, fn: 0, tn: 0 }).toFixed(4)"];
    const said = execFileSync(argv[0]!, found, { cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8' });
    expect(said).toContain('0.6667');
  },
  300_000,
);
