import { progress } from '../progress.js';
import { printable } from '../printable.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';
import { wholeOption } from './numberOption.js';

type Values = Parameters<Command['run']>[0];

/** The options of `study synthetic-pairs` that make pairs of an image, beside `image` itself and `out`. */
const OWN = ['mask', 'samples', 'size', 'from', 'iterations', 'seed'] as const;

/** Whether pairs are asked for; refuses their options where they mean nothing. */
export function asksForPairs(study: string | undefined, values: Values): boolean {
  if (values.image === undefined) {
    const alone = OWN.find((name) => values[name] !== undefined);
    if (alone !== undefined)
      throw new UserError(`\`${alone}\` is of pairs made from an image: name the image by \`image\`.`);
    return false;
  }
  if (study !== 'synthetic-pairs')
    throw new UserError(`\`image\` is of the study synthetic-pairs, got ${study ?? 'no study'}.`);
  const known = ['image', 'out', ...OWN] as const;
  const other = Object.keys(values).find((name) => values[name] !== undefined && !known.some((one) => one === name));
  if (other !== undefined) throw new UserError(`\`${other}\` means nothing beside \`image\`, which runs no study.`);
  return true;
}

/** Makes pairs of a user's image and says how near they lie to it. */
export async function makePairs(values: Values): Promise<void> {
  const text = (name: 'image' | 'mask' | 'out') => {
    const value = values[name];
    if (typeof value !== 'string' || value === '')
      throw new UserError(
        `pairs need \`image\`, \`mask\` and \`out\`; \`${name}\` is missing. For example: npx dice-workbook study synthetic-pairs --image a.png --mask b.png --samples 10 --out pairs`,
      );
    return value;
  };
  const [image, mask, out] = [text('image'), text('mask'), text('out')];
  const whole = (name: (typeof OWN)[number], otherwise: number, least = 1) =>
    wholeOption(name, values[name], { least, otherwise });
  const numbers = {
    samples: whole('samples', 10),
    size: whole('size', 64),
    from: whole('from', 0, 0),
    iterations: whole('iterations', 200),
    seed: whole('seed', 1, 0),
  };
  const { startEngine } = await import('../engine/index.js');
  const { pairsOfImage } = await import('../studies/index.js');
  await startEngine();
  let shown: ReturnType<typeof progress> | undefined;
  const pairs = await pairsOfImage({
    image,
    mask,
    out,
    ...numbers,
    onScale(done, scales) {
      shown ??= progress('Training a pyramid, scale by scale', scales);
      shown.update(done);
      if (done === scales) shown.end();
    },
  });
  const lines = pairs.map(
    (pair) => `${pair.image}  ${pair.distance.toFixed(3)} from its source, ${(100 * pair.marked).toFixed(0)} % marked`,
  );
  process.stdout.write(
    printable(
      `${lines.join('\n')}\n${pairs.length} pairs in ${out}, images/ and masks/, which --task po18 reads where they are in colour and --task is18 where they are grey. The distance is a root mean square of intensities from 0 to 1; 0 is a copy.\n`,
    ),
  );
}
