import { printable } from '../printable.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';

export const command: Command = {
  summary: 'Merges the finished runs of a workflow into the results files of its study.',
  usage: `npx dice-workbook merge <workflow> [options]

  <workflow>         a folder written by study --workflow; it may be merged at any time and as often as one likes
  --failures <file>  merges nothing: tells what failed jobs died of, by what Snakemake wrote into this file

Ends with code 1 where runs of the plan are not done.

Example: npx dice-workbook merge losses-on-a-cluster`,
  options: { failures: { type: 'string' } },
  positionals: true,
  async run(values, [folder, ...rest]) {
    if (folder === undefined || rest.length > 0)
      throw new UserError(`merge takes one folder of a workflow, got ${[folder, ...rest].join(' ') || 'none'}.`);
    const { mergeWorkflow, workflowFailures } = await import('../studies/index.js');
    if (values.failures !== undefined) {
      for (const line of workflowFailures(folder, String(values.failures)))
        process.stdout.write(printable(`${line}\n`));
      return;
    }
    const files = mergeWorkflow(folder);
    for (const { path, merged, missing } of files) {
      const left = missing.length > 0 ? `, ${missing.length} are not done: ${some(missing)}` : '';
      process.stdout.write(printable(`${path}: ${merged} of ${merged + missing.length} runs${left}\n`));
    }
    return files.some(({ missing }) => missing.length > 0) ? 1 : 0;
  },
};

function some(keys: readonly string[]): string {
  return `${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ', …' : ''}`;
}
