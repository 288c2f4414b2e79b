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

/** The whole number, at least 1 or `least`, that an option's text holds, or its default. */
export function wholeOption(
  name: string,
  text: Parameters<typeof numberOption>[1],
  { least = 1, otherwise }: { least?: number; otherwise: number },
): number {
  const number = numberOption(name, text) ?? otherwise;
  if (!Number.isSafeInteger(number) || number < least)
    throw new UserError(`--${name} takes a whole number of at least ${least}, got ${number}.`);
  return number;
}
