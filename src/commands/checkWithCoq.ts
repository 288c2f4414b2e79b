import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CoqFile } from '../theory/coqFiles.js';
import { UserError } from '../userError.js';

const run = promisify(execFile);
const LIMIT_MS = 300_000;
/** What Coq's real numbers are built on; a proof may use these and nothing else. */
const AXIOMS_OF_THE_REALS = [
  'ClassicalDedekindReals.sig_forall_dec',
  'ClassicalDedekindReals.sig_not_dec',
  'FunctionalExtensionality.functional_extensionality_dep',
];

export interface CoqResult {
  version: string;
  /** Each file with what Coq said against it, if anything. */
  files: (CoqFile & { error?: string })[];
  /** The axioms that the theorems stand on, and those among them that are not the real numbers'. */
  axioms: string[];
  foreign: string[];
  pass: boolean;
}

/** The version of Coq that is installed, undefined where none is. */
export async function coqVersion(): Promise<string | undefined> {
  try {
    return (await run('coqc', ['--version'])).stdout.split('\n')[0];
  } catch {
    return undefined;
  }
}

/**
 * Has Coq check files that lie in a folder, as many at once as there are processors, and asks which axioms their
 * theorems stand on.
 *
 * @throws UserError where no Coq is installed.
 */
export async function checkWithCoq(folder: string, files: readonly CoqFile[]): Promise<CoqResult> {
  const version = await coqVersion();
  if (!version) throw new UserError('coqc is not installed, which checks the proofs. On Debian: apt-get install coq');
  const errors = new Map<string, string>();
  const compiled = new Map<string, Promise<void>>();
  const free = limited(availableParallelism());
  for (const { module, text } of files) {
    const required = [...compiled].filter(([name]) => new RegExp(`\\b${name}\\b`).test(text)).map(([, done]) => done);
    const compile = async () => {
      await Promise.all(required);
      const error = await free(() => coqc(folder, module));
      if (error) errors.set(module, error);
    };
    compiled.set(module, compile());
  }
  await Promise.all(compiled.values());
  const sound = files.filter(({ module }) => !errors.has(module));
  const axioms = await axiomsOf(folder, sound);
  const foreign = axioms.filter((axiom) => !AXIOMS_OF_THE_REALS.includes(axiom));
  return {
    version,
    files: files.map((file) => ({
      ...file,
      ...(errors.has(file.module) ? { error: errors.get(file.module) ?? '' } : {}),
    })),
    axioms,
    foreign,
    pass: errors.size === 0 && foreign.length === 0 && sound.some(({ theorems }) => theorems.length > 0),
  };
}

/** Compiles one file; what Coq says against it, or nothing. */
async function coqc(folder: string, module: string): Promise<string | undefined> {
  try {
    await run('coqc', ['-w', 'none', '-Q', '.', 'DiceWorkbook', `${module}.v`], { cwd: folder, timeout: LIMIT_MS });
    return undefined;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    return stderr?.trim() || message;
  }
}

async function axiomsOf(folder: string, files: readonly CoqFile[]): Promise<string[]> {
  const proven = files.filter(({ theorems }) => theorems.length > 0);
  if (proven.length === 0) return [];
  const names = proven.flatMap(({ module, theorems }) => theorems.map((name) => `${module}.${name}`));
  // One question about all of them takes as long as a question about one.
  const text = [
    ...proven.map(({ module }) => `From DiceWorkbook Require ${module}.`),
    `Definition everything := (${names.join(',\n  ')}).`,
    'Print Assumptions everything.',
    '',
  ].join('\n');
  writeFileSync(join(folder, 'Assumptions.v'), text);
  const { stdout } = await run('coqc', ['-w', 'none', '-Q', '.', 'DiceWorkbook', 'Assumptions.v'], {
    cwd: folder,
    timeout: LIMIT_MS,
    maxBuffer: 1 << 26,
  });
  return [...new Set([...stdout.matchAll(/^(\w[\w.']*)(?: :|$)/gm)].map(([, name]) => name ?? ''))]
    .filter((name) => name !== 'Axioms' && name !== 'Closed')
    .sort();
}

/** Runs so many tasks at once, the others when one is done. */
function limited(most: number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    while (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await task();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
