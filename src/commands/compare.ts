import { join } from 'node:path';
import { refuseUnwritable } from '../writeWhole.js';
import type { Command } from './command.js';
import { DATA_OPTIONS, DATA_USAGE, dataOptions } from './dataOptions.js';
import { numberOption } from './numberOption.js';
import { taskOption } from './taskOption.js';

export const command: Command = {
  summary: 'Trains with several losses by cross-validation and compares Dice and Jaccard per image.',
  usage: `npx dice-workbook compare --task <id> [--data <folder>] [options]

  --task <id>            br18, is17, is18, mo17, po18 or wm17
  --data <folder>        real images in their publisher's layout; default: the synthetic stand-in
  --losses <a,b>         default crossEntropy,softDice; the others are compared with the first. Parameters: 'softTversky:alpha=0.3,beta=0.7'.
                         Overlap losses score a whole batch at once, for the score of a single image without foreground teaches
                         nothing; 'softDice:per=image' scores image by image
  --folds <n>            of the cross-validation, by patient; default 5
  --seed <n>             default 1; several, 1,2,3: every fold is trained with each
  --steps <n>            updates of one training run; default 400
  --pretrain <n>         the first n of these steps with cross-entropy, whatever the loss; default 0
  --size <pixels>        rows and columns of an image, a multiple of 4; default the task's
  --multi-class          all classes of a task that has several (br18: oedema, core, enhancing rim); default: target against background
  --invert               the masks' target is dark
${DATA_USAGE}
  --skip-bad             leaves out cases that are damaged or unpaired, and counts them; default: they are listed and refused
  --batch <n>            images per update; default 8
  --features <n>         channels of the network's first block; default 8
  --learning-rate <x>    default 0.001
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
    size: { type: 'string' },
    'multi-class': { type: 'boolean' },
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
    const {
      checkImageSize,
      checkSettings,
      compareLosses,
      comparisonTable,
      DEFAULT_SETTINGS,
      refuseTooLarge,
      runStore,
      splitLosses,
      writeComparison,
    } = await import('../experiments/index.js');
    const { loadTask, TASKS } = await import('../tasks/index.js');
    const id = await taskOption(values.task);
    const number = (name: string) => numberOption(name, values[name]);
    const settings = {
      losses: typeof values.losses === 'string' ? splitLosses(values.losses) : DEFAULT_SETTINGS.losses,
      folds: number('folds') ?? DEFAULT_SETTINGS.folds,
      seeds:
        typeof values.seed === 'string'
          ? values.seed.split(',').map((text) => numberOption('seed', text)!)
          : DEFAULT_SETTINGS.seeds,
      per: DEFAULT_SETTINGS.per,
      steps: number('steps') ?? DEFAULT_SETTINGS.steps,
      pretrain: number('pretrain') ?? DEFAULT_SETTINGS.pretrain,
      batch: number('batch') ?? DEFAULT_SETTINGS.batch,
      features: number('features') ?? DEFAULT_SETTINGS.features,
      learningRate: number('learning-rate') ?? DEFAULT_SETTINGS.learningRate,
    };
    checkSettings(settings);
    const out = (values.out as string | undefined) ?? 'runs';
    const size = number('size') ?? TASKS[id].defaultSize;
    // All before the images are read or drawn, which takes long.
    checkImageSize(size, size);
    refuseTooLarge(settings, size * size);
    refuseUnwritable(out);
    const task = await loadTask(id, {
      data: values.data as string | undefined,
      size,
      seed: settings.seeds[0],
      invert: values.invert === true,
      ...(await dataOptions(values)),
      skipBad: values['skip-bad'] === true,
      multiClass: values['multi-class'] === true,
      labelDraws: 0,
      folds: settings.folds,
    });
    const trained = await compareLosses(task, settings, { store: runStore(join(out, 'store')) });
    const files = await writeComparison(trained, out, { networks: values.save === true });
    process.stdout.write(
      values.json
        ? `${JSON.stringify(trained.comparison)}\n`
        : `${comparisonTable(trained.comparison)}\n\nWritten: ${files.join(', ')}\n`,
    );
  },
};
