import { printable } from '../printable.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';
import { taskOption } from './taskOption.js';

export const command: Command = {
  summary: "Scores the paper authors' published networks on the cases that they had not seen.",
  usage: `npx dice-workbook replicate --task is18 --data <folder> --networks <folder> [options]

  --task is18          the authors published networks for ISLES 2018 only
  --data <folder>      ISLES 2018 in its publisher's layout, with masks: case_<n>/SMIR.Brain.XX.O.….<id>/….nii
  --networks <folder>  the authors' repository: git clone https://github.com/JeroenBertels/optimizingdice
  --best               their networks that were best by their own criterion; default: the last of each training
  --resample-masks     brings masks on another grid onto their image's, and tells what is lost; default: they are refused
  --json               print counts, scores and statistics as JSON in place of the table

Trained with cross-entropy (CE), soft Dice (SD), or continued from CE with either (CE-CE, CE-SD); means of Dice and Jaccard by volume, and the
differences of all pairs.

Example: npx dice-workbook replicate --task is18 --data ISLES2018/TRAINING --networks optimizingdice`,
  options: {
    task: { type: 'string' },
    data: { type: 'string' },
    networks: { type: 'string' },
    best: { type: 'boolean' },
    'resample-masks': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run({ task, data, networks, best, 'resample-masks': resampleMasks, json }) {
    const id = await taskOption(task);
    if (id !== 'is18')
      throw new UserError(
        `the authors published networks for is18 (ISLES 2018) only, not for ${id}. \`compare\` with \`folds\` authors trains on their folds.`,
      );
    if (typeof data !== 'string' || typeof networks !== 'string')
      throw new UserError('replicate needs --data and --networks. See: npx dice-workbook replicate --help');
    const { compareRegimes, replicate, replicationTable } = await import('../replication/index.js');
    const replication = await replicate({
      data,
      networks,
      kept: best === true ? 'best' : 'final',
      resampleMasks: resampleMasks === true,
    });
    process.stdout.write(
      printable(
        json
          ? `${JSON.stringify({ ...replication, comparison: compareRegimes(replication) })}\n`
          : `${replicationTable(replication)}\n`,
      ),
    );
  },
};
