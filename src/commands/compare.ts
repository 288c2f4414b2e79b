import { printable } from '../printable.js';
import { join } from 'node:path';
import type { CompareSettings } from '../studies/index.js';
import { UserError } from '../userError.js';
import { refuseUnwritable } from '../writeWhole.js';
import type { Command } from './command.js';
import { DATA_OPTIONS, DATA_USAGE, readingOptions } from './dataOptions.js';
import { numberOption } from './numberOption.js';
import { taskOption } from './taskOption.js';
import { withDashes } from './withDashes.js';
import { tellWhatIsKept } from './tellWhatIsKept.js';

export const command: Command = {
  summary: 'Trains with several losses by cross-validation and compares Dice and Jaccard per patient or image.',
  usage: `npx dice-workbook compare --task <id> [--data <folder>] [options]

  --task <id>            br18, is17, is18, mo17, po18 or wm17; or own, for a folder of yours
  --data <folder>        real images in their publisher's layout; default: the synthetic stand-in. Of own: see inspect --help
  --losses <a,b>         default crossEntropy,softDice; the others are compared with the first. Parameters: 'softTversky:alpha=0.3,beta=0.7'.
                         Overlap losses score a whole batch at once, for the score of a single image without foreground teaches
                         nothing; 'softDice:per=image' scores image by image
  --folds <n>            of the cross-validation, by patient; default 5. 'authors': those of the paper's authors, on real BraTS 2018,
                         ISLES 2017, ISLES 2018 and WMH 2017 (data/authors-folds.json); cases that are missing or unknown are told
  --seed <n>             default 1; several, 1,2,3: every fold is trained with each
  --steps <n>            updates of one training run; default 400
  --pretrain <n>         the first n of these steps with cross-entropy, whatever the loss; default 0
  --network <name>       unet of slices and images (default), or volumeUnet: the 3-D network of the paper's authors, on synthetic
                         volumes of br18, is17, is18 and wm17; volumeUnet:plain is their variant without normalisation, of ISLES 2018
  --size <pixels>        rows and columns of an image, a multiple of 4; default the task's. Of a volume 1 more than a multiple of 27:
                         default 55; the authors' patch has 136
  --depth <slices>       of a volume, 1 more than a multiple of 27; default 28; the authors' patch has 82
  --multi-class          all classes of a task that has several (br18: oedema, core, enhancing rim); default: target against background.
                         own has the classes that its folder names, unless --labels tells others
  --slices <n>           taken of each volume, evenly spaced; default 12
  --invert               the masks' target is dark
${DATA_USAGE}
  --skip-bad             leaves out cases that are damaged or unpaired, and counts them; default: they are listed and refused
  --batch <n>            images per update; default 8, of volumes 1
  --features <n>         channels of the network's first block; default 8; the authors' volumeUnet has 20, the plain one 10
  --learning-rate <x>    one for all losses; default: what a pilot chose for each (data/learning-rates.json)
  --out <folder>         where results, figure and runs are kept; default runs. Stored runs are not trained again
  --save                 also write the trained networks, for: npx dice-workbook predict
  --json                 print the results as JSON in place of the table

Example: npx dice-workbook compare --task po18 --losses crossEntropy,softDice --folds 3 --steps 200`,
  options: {
    task: { type: 'string' },
    data: { type: 'string' },
    losses: { type: 'string' },
    folds: { type: 'string' },
    seed: { type: 'string' },
    steps: { type: 'string' },
    pretrain: { type: 'string' },
    network: { type: 'string' },
    size: { type: 'string' },
    depth: { type: 'string' },
    'multi-class': { type: 'boolean' },
    slices: { type: 'string' },
    invert: { type: 'boolean' },
    ...DATA_OPTIONS,
    'skip-bad': { type: 'boolean' },
    batch: { type: 'string' },
    features: { type: 'string' },
    'learning-rate': { type: 'string' },
    out: { type: 'string' },
    save: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(values) {
    const { compareLosses, compareRecipes, comparisonTable, writeComparison } = await import('../studies/index.js');
    const { refuseTooLarge, runStore } = await import('../runs/index.js');
    const { splitSpecs } = await import('../losses/index.js');
    const { descriptionIn } = await import('../tasks/index.js');
    const number = (name: string) => numberOption(name, values[name]);
    const settings = {
      task: await taskOption(values.task),
      data: values.data as string | undefined,
      losses: typeof values.losses === 'string' ? splitSpecs(values.losses) : undefined,
      folds: values.folds === 'authors' ? ('authors' as const) : number('folds'),
      seeds:
        typeof values.seed === 'string'
          ? values.seed.split(',').map((text) => numberOption('seed', text) ?? NaN)
          : undefined,
      steps: number('steps'),
      pretrain: number('pretrain'),
      network: values.network as CompareSettings['network'],
      size: number('size'),
      depth: number('depth'),
      multiClass: values['multi-class'] === true,
      slices: number('slices'),
      invert: values.invert === true,
      batch: number('batch'),
      features: number('features'),
      learningRate: number('learning-rate'),
      reading: readingOptions(values),
    };
    const out = (values.out as string | undefined) ?? 'runs';
    if (values.save === true && settings.network?.startsWith('volumeUnet'))
      throw new UserError(
        '`save` writes networks for `predict`, which takes slices and images: leave it out with the network volumeUnet.',
      );
    // All before the images are read or drawn, which takes long.
    const { recipes } = compareRecipes(settings);
    for (const { training, data } of recipes.slice(0, 1)) refuseTooLarge(training, data);
    refuseUnwritable(out);
    const store = runStore(join(out, 'store'));
    const own = settings.task === 'own' && settings.data !== undefined ? descriptionIn(settings.data) : undefined;
    const done = tellWhatIsKept(`Runs that have ended are kept in ${out}; the same command goes on from there.`);
    const trained = await compareLosses(settings, { store });
    done();
    const files = await writeComparison(trained, out, { networks: values.save === true ? store : undefined, own });
    process.stdout.write(
      printable(
        values.json
          ? `${JSON.stringify(trained)}\n`
          : `${withDashes(comparisonTable(trained.comparison), command.options)}\n\nWritten: ${files.join(', ')}\n`,
      ),
    );
  },
};
