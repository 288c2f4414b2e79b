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
    const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const end = () => endWithChildren(child);
    // A set-up that is ended takes its downloads and compilers with it.
    const ended = (signal: NodeJS.Signals) => {
      end();
      process.kill(process.pid, signal);
    };
    SIGNALS.forEach((signal) => process.once(signal, ended));
    process.once('exit', end);
    const forget = () => {
      SIGNALS.forEach((signal) => process.off(signal, ended));
      process.off('exit', end);
    };
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const timer = setTimeout(end, timeLimitS * 1000);
    child.on('error', (error) => {
      clearTimeout(timer);
      forget();
      reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      forget();
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

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
