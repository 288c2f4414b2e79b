import { spawn } from 'node:child_process';

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
    const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const timer = setTimeout(() => child.kill('SIGKILL'), timeLimitS * 1000);
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
