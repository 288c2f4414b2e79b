import { UserError } from '../userError.js';

/** The number that an option's text holds; undefined where the option was not given. */
export function numberOption(
  name: string,
  text: string | boolean | (string | boolean)[] | undefined,
): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (typeof text !== 'string' || text.trim() === '' || Number.isNaN(number))
    throw new UserError(`--${name} takes a number, got '${String(text)}'.`);
  return number;
}
