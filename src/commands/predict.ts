import { printable } from '../printable.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';
import { numberOption } from './numberOption.js';

export const command: Command = {
  summary: 'Applies a trained network to a folder and writes its masks.',
  usage: `npx dice-workbook predict --model <file> [files...] --data <folder> --out <folder> [--overlay <folder>] [--held-out] [--skip-bad]
                          [--force]

  --model <file>    a network written by: npx dice-workbook compare --save
  --data <folder>   images in a layout of the network's task, masks or not; for po18 and own also images by themselves
  --out <folder>    where the masks are written: NIfTI for NIfTI, TIFF for TIFF, PNG for other images, on the images' own grid;
                    no folder that holds files of --data
  --overlay <dir>   also writes pictures there, not inside --out: the predicted outlines on the images, a PNG a case (of a volume,
                    of the axial slice in which most is predicted)
  --threshold <x>   marks probabilities from here on, of one class: 0 to 1; or tuned, the cut that training patients chose (compare
                    tells what it wins on held-out ones). Default 0.5
  --held-out        --data is what was compared: a case is segmented by the network of its fold, which has not seen its patient.
                    Give the networks of all folds, as --model networks/*softDice*; cases of the other folds are left out
  --patients <x>    with --held-out, who the patients are; default: as the comparison was given it
  --skip-bad        leaves out cases that are damaged, and counts them; default: they are listed and nothing is written
  --force           replaces files of the masks' names in --out; default: they are refused where they hold anything else. Files of
                    --data are never replaced

Example: npx dice-workbook predict --model runs/networks/comparison-po18-real-softDice-fold1-seed1.json --data frames --out masks`,
  options: {
    model: { type: 'string', multiple: true },
    data: { type: 'string' },
    out: { type: 'string' },
    overlay: { type: 'string' },
    threshold: { type: 'string' },
    'held-out': { type: 'boolean' },
    patients: { type: 'string' },
    'skip-bad': { type: 'boolean' },
    force: { type: 'boolean' },
  },
  positionals: true,
  async run({ model, data, out, overlay, threshold, patients, ...flags }, files) {
    const models = [model ?? [], files].flat().map(String);
    if (models.length === 0 || typeof data !== 'string' || typeof out !== 'string' || out === '') {
      throw new UserError('predict needs --model, --data and --out. See: npx dice-workbook predict --help');
    }
    const { predictFolder, readNetwork } = await import('../runs/index.js');
    const networks = models.map(readNetwork);
    const { masks, leftOut, seen, bad } = await predictFolder(networks, data, out, {
      threshold: threshold === 'tuned' ? threshold : numberOption('threshold', threshold),
      overlay: typeof overlay === 'string' ? overlay : undefined,
      force: flags.force === true,
      heldOut: flags['held-out'] === true,
      skipBad: flags['skip-bad'] === true,
      patientRule: typeof patients === 'string' ? patients : undefined,
    });
    const [network] = networks;
    if (bad.length > 0)
      process.stderr.write(printable(`warning: damaged and left out: ${bad.length}\n  ${bad.join('\n  ')}\n`));
    if (seen.length > 0)
      process.stderr.write(
        printable(
          `warning: ${seen.length} of ${masks.length} cases, such as ${seen[0]}, have the names of patients that the network was trained on: scores of their masks say nothing of new patients. With --held-out each case is segmented by a network that has not seen it.\n`,
        ),
      );
    if (leftOut.length > 0)
      process.stderr.write(
        printable(
          `warning: ${leftOut.length} cases, such as ${leftOut[0]}, were left out: none of the networks given is the one of their fold.\n`,
        ),
      );
    process.stdout.write(
      printable(
        `${masks.length} masks written to ${out} by ${networks.length === 1 ? 'a network' : `${networks.length} networks`} trained on ${network?.provenance}${network?.synthetic ? ' (synthetic images)' : ''}\n`,
      ),
    );
  },
};
