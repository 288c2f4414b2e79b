import { shown } from './shown.js';

/** The parameters that a text may give after a name. */
export interface ParameterNames {
  /** Those that may stand by position, in this order. */
  positional: readonly string[];
  /** All of them. */
  known: readonly string[];
  /** The last one by position is a list and takes every value that follows. */
  list?: boolean;
}

/**
 * The grammar in which measures and losses are named: `name`, then after a colon values by position, then values by
 * name, with commas between: `tversky:0.3,0.7`, `softTversky:0.3,beta=0.7`. What a value means is left to who reads it;
 * several values of a list are joined by colons, as in `classWeights=1:5`.
 *
 * @param namesOf - the parameters of a name; throws where the name is unknown
 * @returns the texts of the parameters that are given
 * @throws RangeError for an unknown parameter, one given twice, too many values by position or one after a named value
 * @example
 * ```ts
 * import { readParameters } from 'dice-workbook/overlap';
 * const { parameters } = readParameters('tversky:0.3,beta=0.7', () => ({ positional: ['alpha', 'beta'], known: ['alpha', 'beta'] }));
 * parameters // => { alpha: '0.3', beta: '0.7' }
 * ```
 */
export function readParameters(
  text: string,
  namesOf: (name: string) => ParameterNames,
): { name: string; parameters: Record<string, string> } {
  if (typeof text !== 'string' || typeof namesOf !== 'function')
    throw new RangeError(
      `A measure or a loss is named by a text such as 'tversky:0.3,0.7', whose names a function knows; got ${shown(text)} and ${shown(namesOf)}.`,
    );
  const colon = text.indexOf(':');
  const name = (colon < 0 ? text : text.slice(0, colon)).trim();
  const { positional, known, list = false } = namesOf(name) ?? {};
  if (!Array.isArray(positional) || !Array.isArray(known))
    throw new RangeError(
      `readParameters is told the parameters of ${shown(name)} as { positional, known }, two lists.`,
    );
  if (colon < 0) return { name, parameters: {} };
  const parts = text
    .slice(colon + 1)
    .split(',')
    .map((part) => part.trim());
  const firstNamed = parts.findIndex((part) => part.includes('='));
  const values = firstNamed < 0 ? parts : parts.slice(0, firstNamed);
  const late = firstNamed < 0 ? undefined : parts.slice(firstNamed).find((part) => !part.includes('='));
  if (late !== undefined)
    throw new RangeError(`'${text}' gives '${late}' by position after a value by name; values by position come first.`);
  if (values.length > positional.length && !(list && positional.length > 0)) {
    const byName = known.length > 0 ? ` By name it takes ${known.join(', ')}.` : '';
    throw new RangeError(
      positional.length === 0
        ? `'${name}' takes no value by position, but '${text}' gives '${values.join(',')}'.${byName}`
        : `'${name}' takes ${positional.join(', ')} by position, but '${text}' gives ${values.length} values.${byName}`,
    );
  }
  const given = new Map<string, string>();
  values.forEach((value, i) => {
    const key = positional[Math.min(i, positional.length - 1)] ?? '';
    const before = given.get(key);
    given.set(key, before === undefined ? value : `${before}:${value}`);
  });
  for (const part of parts.slice(values.length)) {
    const equals = part.indexOf('=');
    const key = part.slice(0, equals).trim();
    if (!known.includes(key)) {
      const all = known.length > 0 ? `Its parameters are ${known.join(', ')}.` : 'It has none.';
      throw new RangeError(`'${name}' has no parameter '${key}' (in '${text}'). ${all}`);
    }
    if (given.has(key)) throw new RangeError(`'${text}' gives ${key} twice.`);
    given.set(key, part.slice(equals + 1).trim());
  }
  return { name, parameters: Object.fromEntries(given) };
}
