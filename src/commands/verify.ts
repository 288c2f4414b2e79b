import { printable } from '../printable.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';
import { foldersOption } from './foldersOption.js';
import { wholeOption } from './numberOption.js';

export const command: Command = {
  summary: 'Trains some of the stored runs again on this machine and tells whether the same comes out.',
  usage: `npx dice-workbook verify [options]

  --sample <n>         so many of the committed runs, drawn over the tasks; default 3
  --seed <n>           draws them; default 1
  --study <id>         of this study alone; default dice-losses
  --key <key>          this run; may be repeated, and replaces the sample
  --data <set=folder>  where the real images of a set lie; runs on sets that are not named are not drawn. May be repeated
  --accept             where all are bit-equal and the code has changed since: notes in data/results/revisions.json that its
                       revision gives the same, so that stored runs are not trained again. For those who change the code

On the engine that a run was made with, every count must be equal, bit for bit; on another, the mean Dice within .1.

Example: npx dice-workbook verify --sample 3`,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string' },
    study: { type: 'string' },
    key: { type: 'string', multiple: true },
    data: { type: 'string', multiple: true },
    accept: { type: 'boolean' },
  },
  async run(values) {
    const { codeOf, noteEqualRevision, verifyRuns } = await import('../runs/index.js');
    const { committedRun, committedRuns, sampleRuns, studyOf } = await import('../studies/index.js');
    const folders = foldersOption(values.data);
    const { id } = studyOf((values.study as string | undefined) ?? 'dice-losses');
    const known = () => {
      const { runs, problems } = committedRuns(id);
      for (const problem of problems) process.stderr.write(printable(`warning: ${problem}\n`));
      const here = runs.filter(({ recipe: { data } }) => !('set' in data) || data.set in folders);
      return sampleRuns(
        here,
        wholeOption('sample', values.sample, { otherwise: 3 }),
        wholeOption('seed', values.seed, { least: 0, otherwise: 1 }),
      );
    };
    const chosen = values.key ? (values.key as string[]).map(committedRun) : known();
    if (chosen.length === 0) throw new UserError(`the study ${id} has no committed runs that can be trained here.`);
    const verified = await verifyRuns(chosen, folders);
    for (const { stored, pass, text } of verified) {
      const { arm, data, split } = stored.recipe;
      const where = 'set' in data ? data.set : `${data.task} synthetic`;
      process.stdout.write(
        printable(`${pass ? '✓' : '✗'} ${stored.key}  ${where}, ${arm}, fold ${split.fold + 1}: ${text}\n`),
      );
    }
    const failed = verified.filter(({ pass }) => !pass).length;
    process.stdout.write(
      printable(
        failed === 0
          ? `All ${verified.length} runs come out again.\n`
          : `${failed} of ${verified.length} runs do not come out again.\n`,
      ),
    );
    if (values.accept) {
      if (!verified.every(({ equal }) => equal))
        throw new UserError('nothing is noted: `accept` needs every run to be bit-equal.');
      for (const code of new Set(verified.map(({ stored }) => stored.code))) {
        const of = verified.filter(({ stored }) => stored.code === code);
        const today = codeOf(of[0]!.stored.recipe);
        noteEqualRevision(
          code,
          of.map(({ stored }) => stored.key),
          of[0]!.again.engine,
          undefined,
          today,
        );
        process.stdout.write(printable(`Noted: revision ${today} gives what ${code} gave.\n`));
      }
    }
    return failed === 0 ? 0 : 1;
  },
};
