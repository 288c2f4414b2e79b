/** Any value as a sentence can hold it, and a terminal too: control characters of texts stand there by their codes. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `'${JSON.stringify(value.slice(0, 80)).slice(1, -1)}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
