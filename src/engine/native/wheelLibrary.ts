import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { progress } from '../../progress.js';
import { sha256 } from './cache.js';
import { compileAddon, firstCompiler } from './compileAddon.js';
import { firstProgram, runProgram } from './runProgram.js';

/** The release of the Python wheel `tensorflow-cpu` whose C libraries are used. */
export const WHEEL_VERSION = '2.21.0';

/**
 * By `process.platform`-`process.arch`: the wheel for CPython 3.12, whose C libraries need no Python; its SHA-256 and
 * its size.
 */
const WHEELS: Record<string, { platform: string; sha256: string; bytes: number }> = {
  'linux-x64': {
    platform: 'manylinux_2_27_x86_64',
    sha256: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
    bytes: 274_000_871,
  },
};

const DOWNLOAD_LIMIT_S = 900;
const UNPACK_LIMIT_S = 300;

/** Unpacks the C libraries and their headers, and nothing else of the wheel. */
const UNPACK = `
import re, sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
wanted = re.compile(r'tensorflow/(include/|libtensorflow_(cc|framework)\\.so\\.2$)')
wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if wanted.match(name)])
`;

/**
 * Fills `staging/lib/napi-v8` with the binding of `@tensorflow/tfjs-node`, compiled against the libraries that the
 * Python wheel `tensorflow-cpu` carries, and these libraries. Python (with pip) and a C++17 compiler are needed now,
 * not at run time.
 *
 * @throws Error naming what is missing or what failed.
 */
export async function buildWheelLibrary(packageFolder: string, staging: string, env: NodeJS.ProcessEnv): Promise<void> {
  const machine = `${process.platform}-${process.arch}`;
  const wheel = WHEELS[machine];
  if (!wheel) throw new Error(`no TensorFlow wheel is known for ${machine}`);
  const compiler = await firstCompiler(env);
  const python = await firstProgram(['python3', 'python'], env);
  if (!python) throw new Error('no Python is installed to fetch the TensorFlow wheel with');

  const unpacked = join(staging, 'wheel');
  const file = await download(python, wheel, unpacked, env);
  const bar = progress('building the TensorFlow binding', 3);
  await runProgram(python, ['-c', UNPACK, file, unpacked], UNPACK_LIMIT_S, env);
  bar.update(1, 'wheel unpacked');

  const folder = join(staging, 'lib', 'napi-v8');
  await mkdir(folder, { recursive: true });
  const tensorflow = join(unpacked, 'tensorflow');
  for (const library of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'])
    await rename(join(tensorflow, library), join(folder, library));
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(packageFolder, 'binding', name));
  const libraries = [
    `-L${folder}`,
    '-l:libtensorflow_cc.so.2',
    '-l:libtensorflow_framework.so.2',
    '-Wl,-rpath,$ORIGIN',
  ];
  const quiet = fileURLToPath(new URL('../../../src/engine/native/loadQuietly.cc', import.meta.url));
  await compileAddon(compiler, [quiet], join(folder, 'load_quietly.node'), ['-ldl'], env);
  bar.update(2, 'compiling');
  await compileAddon(
    compiler,
    sources,
    join(folder, 'tfjs_binding.node'),
    [`-I${join(tensorflow, 'include')}`, ...libraries],
    env,
  );
  await rm(unpacked, { recursive: true });
  bar.end();
}

async function download(
  python: string,
  wheel: { platform: string; sha256: string; bytes: number },
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const bar = progress(`downloading TensorFlow ${WHEEL_VERSION} in MB`, Math.round(wheel.bytes / 1e6));
  const timer = setInterval(async () => bar.update(Math.round((await largestFile(folder)) / 1e6)), 500);
  const target = [
    '--only-binary=:all:',
    '--python-version=3.12',
    '--implementation=cp',
    '--abi=cp312',
    `--platform=${wheel.platform}`,
  ];
  try {
    // pip writes to its temporary folder first: ours, so that the bar can see the file grow and nothing is left behind.
    const pip = [
      '-m',
      'pip',
      'download',
      '--no-deps',
      '--no-cache-dir',
      '--disable-pip-version-check',
      ...target,
      '-d',
      folder,
      `tensorflow-cpu==${WHEEL_VERSION}`,
    ];
    await runProgram(python, pip, DOWNLOAD_LIMIT_S, { ...env, TMPDIR: folder });
  } catch (error) {
    throw new Error(`pip could not fetch tensorflow-cpu ${WHEEL_VERSION}: ${(error as Error).message}`);
  } finally {
    clearInterval(timer);
  }
  const file = join(folder, (await readdir(folder)).find((name) => name.endsWith('.whl')) ?? '');
  const digest = await sha256(file);
  if (digest !== wheel.sha256)
    throw new Error(
      `the downloaded TensorFlow wheel is not the expected one: SHA-256 ${digest} in place of ${wheel.sha256}`,
    );
  bar.end();
  return file;
}

async function largestFile(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((e) => e.isFile())
    .map((e) =>
      stat(join(e.parentPath, e.name)).then(
        (s) => s.size,
        () => 0,
      ),
    );
  return Math.max(0, ...(await Promise.all(sizes)));
}
