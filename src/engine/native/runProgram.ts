import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Runs a program to its end and gives what it printed on both streams.
 *
 * @param timeLimitS - the program is ended after so many seconds
 * @throws Error with the program's line that names an error, or its last one, where it fails, is missing or takes
 * longer than the limit.
 */
export function runProgram(
  program: string,
  args: string[],
  timeLimitS: number,
  env: NodeJS.ProcessEnv = process.env,
  cwd?: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = started(program, args, { env, cwd });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const timer = setTimeout(() => endWithChildren(child), timeLimitS * 1000);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(output);
      const lines = output
        .trim()
        .split('\n')
        .map((line) => line.trim());
      const reason = lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1)!;
      reject(
        new Error(
          signal === 'SIGKILL'
            ? `${program} took longer than ${timeLimitS} s`
            : `${program} ended with ${signal ?? `code ${code}`}: ${reason}`,
        ),
      );
    });
  });
}

/**
 * Runs a program, and ends it with all that it has started as soon as this process has ended, also where that is killed:
 * the read of a pipe from this process returns then.
 */
const WATCHED = 'exec 3<&0; { read _ <&3; kill -9 0; } >/dev/null 2>&1 & "$@" </dev/null; code=$?; kill $!; exit $code';

function started(
  program: string,
  args: string[],
  options: { env: NodeJS.ProcessEnv; cwd: string | undefined },
): ChildProcess {
  if (process.platform === 'win32') return spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  return spawn('/bin/sh', ['-c', WATCHED, 'sh', program, ...args], { ...options, stdio: 'pipe', detached: true });
}

/** Ends a program that leads a group of its own, and all that it has started: pip's and g++'s own processes. */
function endWithChildren(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended, or there are no groups of processes here.
    child.kill('SIGKILL');
  }
}

/** The first of `programs` that answers `--version`, or undefined where none does. */
export async function firstProgram(
  programs: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  for (const program of programs) {
    try {
      await runProgram(program, ['--version'], 20, env);
      return program;
    } catch {
      // Not on this machine: the next one.
    }
  }
  return undefined;
}
