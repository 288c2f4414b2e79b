import { UserError } from '../userError.js';

/** A part of a recipe; no option of a command, which are named in backquotes. */
export function object(name: string, value: unknown, keys: readonly string[], optional: readonly string[] = []): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UserError(`'${name}' must be an object with ${keys.join(', ')}, got ${shown(value)}.`);
  const missing = keys.find((key) => !(key in value));
  if (missing) throw new UserError(`'${name}' lacks '${missing}'; it holds ${keys.join(', ')}.`);
  const unknown = Object.keys(value).find((key) => !keys.includes(key) && !optional.includes(key));
  if (unknown !== undefined)
    throw new UserError(`'${name}' holds '${unknown}', which means nothing; it holds ${keys.join(', ')}.`);
}

export function text(name: string, value: unknown): void {
  if (typeof value !== 'string' || value === '')
    throw new UserError(`\`${name}\` must be a text, got ${shown(value)}.`);
}

export function oneOf(name: string, value: unknown, choices: readonly unknown[]): void {
  if (!choices.includes(value))
    throw new UserError(`\`${name}\` must be one of ${choices.join(', ')}, got ${shown(value)}.`);
}

export function whole(name: string, value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (!(Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most)) {
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new UserError(`\`${name}\` must be a whole number ${range}, got ${shown(value)}.`);
  }
}

export function above0(name: string, value: unknown): void {
  if (!(typeof value === 'number' && value > 0 && value < Infinity))
    throw new UserError(`\`${name}\` must be a number above 0, got ${shown(value)}.`);
}

export function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value)).slice(0, 80);
}

/** A share of something: above 0, at most 1. */
export function share(name: string, value: unknown): void {
  if (!(typeof value === 'number' && value > 0 && value <= 1))
    throw new UserError(`\`${name}\` must be a number above 0 and at most 1, got ${shown(value)}.`);
}
