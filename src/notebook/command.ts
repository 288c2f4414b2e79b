import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { UserError } from '../userError.js';

const CLI = fileURLToPath(new URL('../cli.js', import.meta.url));

/**
 * Runs a command as `npx dice-workbook` does, and gives what it prints; progress and warnings are not shown.
 *
 * @param words - the command and its options: `['inspect', '--task', 'own', '--data', folder]`
 * @throws UserError with what it says where it fails
 */
export function command(words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0)
    throw new UserError(
      stderr
        .split('\n')
        .filter((line) => line !== '')
        .at(-1) ?? `${words[0]} failed.`,
    );
  return stdout.trimEnd();
}
