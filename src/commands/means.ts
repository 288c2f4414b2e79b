import { expectedScoreInterval, imagesNeeded, meanJaccard } from '../theory/index.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';
import { numberOption } from './numberOption.js';

export const command: Command = {
  summary:
    'Tells what published mean Dice scores say of mean Jaccard, which method surely leads, and how sure a mean is.',
  usage: `npx dice-workbook means --dice <means> [--sd <deviations>] [--images <n>] [--within <w>] [--json]

  --dice <means>     mean Dice scores in [0, 1], one a method: 0.85,0.80
  --sd <deviations>  standard deviations of the images' scores, one a method; narrows the bounds
  --images <n>       number of images: a confidence interval for each mean (needs --sd)
  --within <w>       how many images a mean would need to be known within ± w (needs --sd)
  --confidence <c>   of the interval; default 0.95
  --json             one JSON object on standard output

The bounds hold for every set of images with these means. The interval (empirical Bernstein) holds for every law of scores.

Example: npx dice-workbook means --dice 0.85,0.80 --sd 0.10,0.12 --images 200`,
  options: {
    dice: { type: 'string' },
    sd: { type: 'string' },
    images: { type: 'string' },
    within: { type: 'string' },
    confidence: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  async run({ dice, sd, images: imagesText, within: withinText, confidence: confidenceText, json }) {
    const means = numbers('dice', dice);
    if (!means) throw new UserError('--dice takes mean Dice scores separated by commas, as in --dice 0.85,0.80.');
    const deviations = numbers('sd', sd);
    if (deviations && deviations.length !== means.length)
      throw new UserError(`--sd takes one deviation a method: ${means.length} expected, ${deviations.length} given.`);
    const [images, within] = [numberOption('images', imagesText), numberOption('within', withinText)];
    const confidence = numberOption('confidence', confidenceText) ?? 0.95;
    if (!deviations && (images !== undefined || within !== undefined))
      throw new UserError('--images and --within need --sd, the standard deviations of the scores.');
    const methods = understood(() =>
      means.map((mean, i) => {
        const deviation = deviations?.[i];
        const { lower, upper } = meanJaccard(mean, deviation);
        const known = deviation !== undefined;
        return {
          dice: mean,
          jaccard: [lower, upper] as const,
          ...(known && images !== undefined
            ? { interval: ends(expectedScoreInterval({ mean, deviation, images, confidence })) }
            : {}),
          ...(known && within !== undefined ? { images: imagesNeeded({ deviation, wanted: within, confidence }) } : {}),
        };
      }),
    );
    const leads = methods.flatMap((one, i) =>
      methods.flatMap((other, j) => (one.jaccard[0] > other.jaccard[1] ? [[i + 1, j + 1] as const] : [])),
    );
    if (json) {
      process.stdout.write(`${JSON.stringify({ methods, leads }, null, 1)}\n`);
      return;
    }
    const lines = methods.map(({ dice: mean, jaccard, interval, images: needed }, i) =>
      [
        `method ${i + 1}: mean Dice ${mean}, mean Jaccard in [${jaccard[0].toFixed(4)}, ${jaccard[1].toFixed(4)}]`,
        ...(interval
          ? [
              `expected Dice of a new image in [${interval[0].toFixed(4)}, ${interval[1].toFixed(4)}] at ${100 * confidence} %`,
            ]
          : []),
        ...(needed === undefined ? [] : [`${needed} images for ± ${within}`]),
      ].join('; '),
    );
    const order = leads.map(([i, j]) => `method ${i} surely leads method ${j} in mean Jaccard`);
    if (means.length > 1 && order.length === 0)
      order.push('no method surely leads in mean Jaccard: these means leave it open');
    process.stdout.write(`${[...lines, ...order].join('\n')}\n`);
  },
};

const ends = ({ lower, upper }: { lower: number; upper: number }) => [lower, upper] as const;

function numbers(name: string, text: string | boolean | (string | boolean)[] | undefined): number[] | undefined {
  if (text === undefined) return undefined;
  return String(text)
    .split(',')
    .map((part) => numberOption(name, part) ?? 0);
}

/** What the theory refuses as out of range is wrong input here. */
function understood<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof RangeError ? new UserError(error.message) : error;
  }
}
