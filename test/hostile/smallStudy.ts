import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('smallStudy.mjs', import.meta.url));

export interface Ended {
  code: number | null;
  said: string;
}

/** Starts a study of eight small trainings on a folder; the same folder again goes on with it. */
export function startStudy(
  folder: string,
  env: NodeJS.ProcessEnv = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  // A group of its own, which can be ended as a whole.
  const child = spawn(process.execPath, [SCRIPT, folder], {
    ...{ stdio: ['ignore', 'ignore', 'pipe'], detached: true },
    env: { ...process.env, CI: 'true', ...env },
  });
  let said = '';
  child.stderr!.on('data', (piece: Buffer) => (said += piece.toString()));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, said })));
  return { child, ended };
}

/** The SHA-256 of the results and networks that lie in a folder, by name. */
export function contentOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && /\.(json|jsonl|f32|failed)$/.test(path));
  return new Map(
    files.sort().map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

/** The processes that have this parent. */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) && parentOf(name) === parent ? [Number(name)] : [],
  );
}

/** Whether a process is there and has not ended. */
export function isThere(process: number): boolean {
  return parentOf(String(process)) !== undefined;
}

function parentOf(process: string): number | undefined {
  try {
    const [, state, parent] = /\) (\S) (\d+)/.exec(readFileSync(`/proc/${process}/stat`, 'utf8')) ?? [];
    return state === 'Z' || state === 'X' ? undefined : Number(parent);
  } catch {
    return undefined;
  }
}
