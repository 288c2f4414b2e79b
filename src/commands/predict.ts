import { UserError } from '../userError.js';
import type { Command } from './command.js';

export const command: Command = {
  summary: 'Applies a trained network to a folder and writes its masks.',
  usage: `npx dice-workbook predict --model <file> --data <folder> --out <folder> [--force]

  --model <file>    a network written by: npx dice-workbook compare --save
  --data <folder>   images in a layout of the network's task, masks or not; for po18 also images by themselves
  --out <folder>    where the masks are written: NIfTI for NIfTI, TIFF for TIFF, PNG for other images, on the images' own grid;
                    no folder that holds files of --data
  --force           replaces files of the masks' names in --out; default: they are refused where they hold anything else. Files of
                    --data are never replaced

Example: npx dice-workbook predict --model runs/networks/comparison-po18-softDice-fold1-seed1.json --data frames --out masks`,
  options: { model: { type: 'string' }, data: { type: 'string' }, out: { type: 'string' }, force: { type: 'boolean' } },
  async run({ model, data, out, force }) {
    if (typeof model !== 'string' || typeof data !== 'string' || typeof out !== 'string' || out === '') {
      throw new UserError('predict needs --model, --data and --out. See: npx dice-workbook predict --help');
    }
    const { predictFolder, readNetwork } = await import('../runs/index.js');
    const network = readNetwork(model);
    const files = await predictFolder(network, data, out, { force: force === true });
    process.stdout.write(
      `${files.length} masks written to ${out} by a network trained on ${network.provenance}${network.synthetic ? ' (synthetic images)' : ''}\n`,
    );
  },
};
