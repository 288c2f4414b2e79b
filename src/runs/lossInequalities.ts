/** Of sums in 32-bit floats over the pixels of an image. */
const SLACK = 1e-5;

/** The soft Jaccard loss of an image whose soft Dice loss is d: `2d/(1 + d)`. */
export const jaccardOfDice = (dice: number) => (2 * dice) / (1 + dice);

/**
 * What theory says of the values that losses have on images with a target, whatever the network: checked for those of the
 * losses that are there; a value that is no number breaks what speaks of it.
 *
 * - `j = 2d/(1 + d)` for soft Jaccard j and soft Dice d of one image; `d ≤ j ≤ 2d/(1 + d)` for their means over images,
 *   for the function is concave and at least d;
 * - `lovaszSoftmax ≤ softJaccard`;
 * - `|softTversky:α,β - softDice| ≤ tanh(max(|ln 2α|, |ln 2β|)/4)`.
 *
 * @param values - by the loss's spec, of one foreground class
 * @param of - whether they are values of one image, or means over several
 * @returns a sentence with its numbers for each that does not hold
 */
export function brokenInequalities(values: Readonly<Record<string, number>>, of: 'image' | 'mean'): string[] {
  const { softDice, softJaccard, lovaszSoftmax } = values;
  const statements: [text: string, less: number, more: number][] = [];
  if (softDice !== undefined && softJaccard !== undefined) {
    const ceiling = jaccardOfDice(softDice);
    statements.push(
      ['soft Jaccard ≤ 2d/(1 + d) of soft Dice d', softJaccard, ceiling],
      of === 'image'
        ? ['2d/(1 + d) of soft Dice d ≤ soft Jaccard', ceiling, softJaccard]
        : ['soft Dice ≤ soft Jaccard', softDice, softJaccard],
    );
  }
  if (lovaszSoftmax !== undefined && softJaccard !== undefined)
    statements.push(['Lovász-softmax ≤ soft Jaccard', lovaszSoftmax, softJaccard]);
  for (const [spec, value] of Object.entries(values)) {
    const [, alpha, beta] = /^softTversky:([\d.]+),([\d.]+)$/.exec(spec) ?? [];
    if (alpha === undefined || beta === undefined || softDice === undefined) continue;
    const bound = Math.tanh(Math.max(...[alpha, beta].map((weight) => Math.abs(Math.log(2 * Number(weight))))) / 4);
    statements.push([`|${spec} − soft Dice| ≤ its bound`, Math.abs(value - softDice), bound]);
  }
  return statements.flatMap(([text, less, more]) => (less <= more + SLACK ? [] : [`${text}: ${less} > ${more}`]));
}
