/**
 * The losses of a list as the command line takes it. A comma separates losses and also the parameters of one loss: what
 * does not begin with a name of its own belongs to the loss before it.
 *
 * @example
 * ```ts
 * import { splitLosses } from 'dice-workbook/studies';
 * splitLosses('softTversky:alpha=0.3,beta=0.7,weightedCrossEntropy:1,5,softDice') // => ['softTversky:alpha=0.3,beta=0.7', 'weightedCrossEntropy:1,5', 'softDice']
 * ```
 */
export function splitLosses(list: string): string[] {
  const losses: string[] = [];
  for (const part of list
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')) {
    if (/^[a-z]\w*(:|$)/i.test(part) || losses.length === 0) losses.push(part);
    else losses[losses.length - 1] += `,${part}`;
  }
  return losses;
}
