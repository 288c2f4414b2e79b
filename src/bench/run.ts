import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UserError } from '../userError.js';

type Work = Record<string, () => number | Promise<number>>;

/** Each table is loaded after the number of threads has been set: TensorFlow reads it once, when its library loads. */
const tables: (() => Promise<{ work: Work }>)[] = [
  () => import('./losses.js'),
  () => import('./evaluation.js'),
  () => import('./training.js'),
  () => import('./theory.js'),
];

async function allWork(threads: number): Promise<Work> {
  for (const name of ['TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS', 'OMP_NUM_THREADS'])
    process.env[name] = String(threads);
  const loaded = await Promise.all(tables.map((load) => load()));
  return Object.assign({}, ...loaded.map(({ work }) => work));
}

/**
 * The keys that can be measured.
 *
 * @throws UserError where `wanted` holds an unknown one
 */
export async function benchKeys(threads: number, wanted?: readonly string[]): Promise<string[]> {
  const known = Object.keys(await allWork(threads));
  const unknown = wanted?.find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new UserError(`there is no benchmark '${unknown}'. Benchmarks: ${known.join(', ')}.`);
  return wanted ? [...wanted] : known;
}

/** Measures one key in this process: median milliseconds. */
export async function measureHere(key: string, threads: number): Promise<number> {
  return (await allWork(threads))[key]!();
}

/** Measures one key of ours in a process of its own, so that no key runs on what another has left in memory. */
export function measureApart(key: string, threads: number): Promise<number> {
  return measure(
    process.execPath,
    [process.argv[1]!, 'bench', '--json', '--keys', key, '--threads', String(threads)],
    key,
    threads,
  );
}

/** Measures one key of the reference, a script that prints `{"ms": {key: median}}`. */
export function measureReference(python: string, script: string, key: string, threads: number): Promise<number> {
  return measure(python, [script, key], key, threads);
}

async function measure(program: string, args: string[], key: string, threads: number): Promise<number> {
  const env = { ...process.env, THREADS: String(threads), OMP_NUM_THREADS: String(threads) };
  const { stdout } = await promisify(execFile)(program, args, { env, maxBuffer: 2 ** 24 }).catch(
    (error: NodeJS.ErrnoException & { stderr?: string }) => {
      if (error.code === 'ENOENT') throw new UserError(`there is no program '${program}'.`);
      throw new UserError(
        `${program} could not measure '${key}': ${(error.stderr || error.message).trim().split('\n').pop()}`,
      );
    },
  );
  return (JSON.parse(stdout) as { ms: Record<string, number> }).ms[key]!;
}
