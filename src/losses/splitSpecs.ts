import { UserError } from '../userError.js';
import { shown } from './option.js';

/** How the text of a loss begins: its name, or that of the first loss of a sum, after its weight. */
const BEGINNING = /^(?:[\d.]+(?:e[+-]?\d+)?\s*\*\s*)?[a-z]\w*\s*(?:$|[:+])/i;

/**
 * The specs of a list as the command line takes it. A comma separates losses and also the parameters of one loss: what
 * does not begin with a name of its own belongs to the loss before it.
 *
 * @example
 * ```ts
 * import { splitSpecs } from 'dice-workbook/losses';
 * splitSpecs('softTversky:0.3,beta=0.7,weightedCrossEntropy:1,5,softDice+0.5*crossEntropy') // => ['softTversky:0.3,beta=0.7', 'weightedCrossEntropy:1,5', 'softDice+0.5*crossEntropy']
 * ```
 */
export function splitSpecs(list: string): string[] {
  if (typeof list !== 'string')
    throw new UserError(`losses are listed in a text such as 'crossEntropy,softDice', not in ${shown(list)}.`);
  const specs: string[] = [];
  for (const part of list.split(',').map((text) => text.trim())) {
    const before = specs.at(-1);
    if (part === '') continue;
    if (before === undefined || BEGINNING.test(part)) specs.push(part);
    else specs[specs.length - 1] = `${before},${part}`;
  }
  return specs;
}
