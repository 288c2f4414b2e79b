// Everything a fresh clone needs before the first command runs: packages, compiled sources, the native engine.
// Plain JavaScript on Node alone, since nothing is installed yet. What is already done is skipped.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const inRoot = (...parts) => join(root, ...parts);
const live = process.stderr.isTTY && process.env.CI !== 'true';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19))
  fail(
    `Node ${process.versions.node} is too old: 20.19 or newer is needed. Install it from your package manager or nodejs.org.`,
    2,
  );

await step('packages', digestOf(['package.json', 'package-lock.json']), async () => {
  await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], installedPackages);
  // npm leaves out an optional package that it could not fetch, without a word; a checkout is built with all of them.
  if (passedOver().length > 0) await npm(['install', '--no-save', '--no-audit', '--no-fund', ...passedOver()]);
  if (passedOver().length > 0)
    fail(
      `set-up failed: npm could not fetch ${passedOver().join(', ')}. Check the network, then run the same again.`,
      1,
    );
});
const BUNDLE = 'src/rolldown.config.mjs';
await step('build', digestOf([...filesUnder('src', '.ts'), 'tsconfig.json', BUNDLE, 'package-lock.json']), async () => {
  await node('compiling src', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']);
  await node('bundling', ['node_modules/rolldown/bin/cli.mjs', '-c', BUNDLE]);
});
linkItself();
await step('engine', digestOf([...filesUnder('src', '.cc'), ...filesUnder('src', '.h')]), () => {
  say('set-up: looking for the fastest TensorFlow engine');
  return node('', ['dist/cli.js', 'doctor', '--install']);
});

/** Runs `work` unless it was done for the same `digest` before. */
async function step(name, digest, work) {
  const stamp = inRoot('node_modules', '.dice-workbook', name);
  if (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === digest &&
    (name !== 'build' || ['dist/cli.js', 'dist/page/app.js'].every((file) => existsSync(inRoot(file))))
  )
    return;
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  // Whole or not at all: several set-ups may be at it at once.
  writeFileSync(`${stamp}.${process.pid}`, digest);
  renameSync(`${stamp}.${process.pid}`, stamp);
}

function digestOf(files) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(inRoot(file)));
  return hash.digest('hex');
}

function filesUnder(folder, ending) {
  return readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort();
}

/** Notebooks import the package by its name, and `npx dice-workbook` finds the command of this checkout. */
function linkItself() {
  const link = inRoot('node_modules', 'dice-workbook');
  if (!isThere(link)) symlinkSync(process.platform === 'win32' ? root : '..', link, 'junction');
  const bin = inRoot('node_modules', '.bin', 'dice-workbook');
  if (process.platform === 'win32') {
    if (!existsSync(`${bin}.cmd`)) writeFileSync(`${bin}.cmd`, `@node "${inRoot('dist', 'cli.js')}" %*\r\n`);
  } else if (!isThere(bin)) {
    symlinkSync('../../dist/cli.js', bin);
  }
  chmodSync(inRoot('dist', 'cli.js'), 0o755);
}

function isThere(path) {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** `[done, total]`: how many of the locked packages stand in node_modules. */
function installedPackages() {
  const packages = Object.keys(JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages).filter(
    (path) => path && !path.includes('-linux') && !path.includes('-darwin') && !path.includes('-win32'),
  );
  return [packages.filter((path) => existsSync(inRoot(path, 'package.json'))).length, packages.length];
}

/** Optional packages of package.json that are not there; the engine's and the data frames' may be. */
function passedOver() {
  const { optionalDependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return Object.entries(optionalDependencies)
    .filter(([name]) => name !== '@tensorflow/tfjs-node' && name !== 'danfojs-node')
    .filter(([name]) => !existsSync(inRoot('node_modules', name, 'package.json')))
    .map(([name, version]) => `${name}@${version}`);
}

function npm(args, measure) {
  const path = process.env.npm_execpath;
  return path?.endsWith('.js') || path?.endsWith('.cjs')
    ? run('installing packages', process.execPath, [path, ...args], measure)
    : run('installing packages', process.platform === 'win32' ? 'npm.cmd' : 'npm', args, measure);
}

function node(label, args) {
  return run(label, process.execPath, args);
}

/** Runs a program with its progress under `label`; without a label it tells its progress itself, on standard error. */
function run(label, program, args, measure) {
  return new Promise((resolve) => {
    const start = Date.now();
    const child = spawn(program, args, {
      cwd: root,
      // A program of this package hears by the channel that the set-up has ended, and ends too.
      stdio: ['ignore', label ? 'pipe' : 'ignore', label ? 'pipe' : 'inherit', ...(label ? [] : ['ipc'])],
      shell: program.endsWith('.cmd'),
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    if (label) say(`set-up: ${label}`);
    const timer = setInterval(() => label && tick(label, start, measure), live ? 500 : 10_000);
    child.on('error', (error) => fail(`set-up failed at ${label}: ${error.message}`, 1));
    child.on('close', (code) => {
      clearInterval(timer);
      if (live && label) process.stderr.write('\r\x1b[2K');
      if (code !== 0)
        fail(
          `${output.trim()}\nset-up failed at: ${label || args.join(' ')}. Mend what the lines above name, then run the same command again.`,
          1,
        );
      if (label) say(`set-up: ${label}: done in ${((Date.now() - start) / 1000).toFixed(1)} s`);
      resolve();
    });
  });
}

function tick(label, start, measure) {
  const seconds = Math.round((Date.now() - start) / 1000);
  const [done, total] = measure?.() ?? [0, 0];
  const count = total ? ` ${done} of ${total}` : '';
  if (!live) return say(`set-up: ${label}:${count} after ${seconds} s`);
  const filled = total ? Math.round((24 * done) / total) : seconds % 25;
  process.stderr.write(
    `\r\x1b[2Kset-up: ${label} ${'█'.repeat(filled)}${'░'.repeat(24 - filled)}${count} · ${seconds} s`,
  );
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(message, code) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
