/** Of sums in 32-bit floats over the pixels of an image. */
const SLACK = 1e-4;

/**
 * What theory says of the values that losses have on one image with a target, whatever the network: checked for those of
 * the losses that are there.
 *
 * - `softJaccard = 2 softDice/(1 + softDice)`;
 * - `lovaszSoftmax ≤ softJaccard`;
 * - `|softTversky:α,β - softDice| ≤ tanh(max(|ln 2α|, |ln 2β|)/4)`.
 *
 * @param values - of one image, by the loss's spec; one foreground class
 * @returns the first that does not hold, with its numbers; undefined where all hold
 */
export function brokenInequality(values: Readonly<Record<string, number>>): string | undefined {
  const { softDice, softJaccard, lovaszSoftmax } = values;
  const told = (text: string, left: number, right: number) => `${text}, got ${left} and ${right}`;
  if (softDice !== undefined && softJaccard !== undefined) {
    const right = (2 * softDice) / (1 + softDice);
    if (!(Math.abs(softJaccard - right) <= SLACK))
      return told('softJaccard = 2 softDice/(1 + softDice)', softJaccard, right);
  }
  if (lovaszSoftmax !== undefined && softJaccard !== undefined && !(lovaszSoftmax <= softJaccard + SLACK))
    return told('lovaszSoftmax ≤ softJaccard', lovaszSoftmax, softJaccard);
  for (const [spec, value] of Object.entries(values)) {
    const [, alpha, beta] = /^softTversky:([\d.]+),([\d.]+)$/.exec(spec) ?? [];
    if (alpha === undefined || beta === undefined || softDice === undefined) continue;
    const bound = Math.tanh(Math.max(...[alpha, beta].map((weight) => Math.abs(Math.log(2 * Number(weight))))) / 4);
    if (!(Math.abs(value - softDice) <= bound + SLACK))
      return told(`|${spec} - softDice| ≤ ${bound.toFixed(4)}`, value, softDice);
  }
  return undefined;
}
