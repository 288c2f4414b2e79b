import { measureNames, parseMeasure, type Measure } from '../overlap/index.js';
import { progress } from '../progress.js';
import { bounds, type ErrorBound } from '../theory/index.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';

function readMeasure(text: string): Measure {
  try {
    return parseMeasure(text);
  } catch (error) {
    if (error instanceof RangeError) throw new UserError(error.message);
    throw error;
  }
}

function readWidth(text: string): number {
  const width = Number(text);
  if (!(width > 0 && width < 1))
    throw new UserError(`--width takes a number between 0 and 1, such as 1e-9; got '${text}'.`);
  return width;
}

/** JSON has neither infinity nor large integers: both become text. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
  return value === Infinity ? 'Infinity' : value;
}

/** Whole numbers of many digits by their first ones: nobody reads hundreds; --json gives them whole. */
function readable(text: string): string {
  return text.replace(/\d{31,}/g, (digits) => `${digits.slice(0, 6)}…(${digits.length} digits)`);
}

function describe(
  name: string,
  { lower, upper, witness: { tp, fp, fn, tn, a, b, error }, family }: ErrorBound,
): string {
  const range = lower === Infinity ? 'infinite' : `[${lower}, ${upper}]`;
  const attained = `tp = ${tp}, fp = ${fp}, fn = ${fn}, tn = ${tn}: a = ${a}, b = ${b}, error ${error}`;
  return [
    `${name} error: ${range}`,
    `  ${lower === Infinity ? 'shown by' : 'the lower end is attained by'} ${attained}`,
    ...(family ? [`  ${family.description}`] : []),
    ...(upper - lower > 1 + lower
      ? ['  true, but wide: weights this far from one another leave the search not one digit']
      : []),
  ].join('\n');
}

export const command: Command = {
  summary: 'Encloses the largest absolute and relative error between two overlap measures.',
  usage: `npx dice-workbook bounds <measure> <measure> [--json] [--width 1e-9]

  <measure>  one of ${measureNames.join(', ')}; weights are decimals or fractions
  --json     {absolute: {lower, upper, witness}, relative: {lower, upper, witness}} on standard output
  --width    wanted width of the enclosures; default 1e-9 for Tversky indices, 1e-6 where surfaces have to be searched

Example: npx dice-workbook bounds tversky:0.3,0.7 dice --json`,
  options: { json: { type: 'boolean', default: false }, width: { type: 'string' } },
  positionals: true,
  async run({ json, width }, positionals) {
    if (positionals.length !== 2)
      throw new UserError(
        `bounds compares two measures; got ${positionals.length}. Example: npx dice-workbook bounds tversky:0.3,0.7 dice`,
      );
    const [a, b] = positionals.map(readMeasure) as [Measure, Measure];
    const bar = progress(readable(`bounds ${a.id} ${b.id}`), 1);
    const result = bounds(a, b, typeof width === 'string' ? { tolerance: readWidth(width) } : {});
    bar.end();
    const { absolute, relative, undefinedWhere } = result;
    const text = [
      `a = ${a.id}, b = ${b.id}, over all pairs of masks of all sizes`,
      describe('absolute', absolute),
      describe('relative', relative),
      `left out, where a measure is undefined: ${undefinedWhere.join('; ') || 'nothing'}`,
    ];
    process.stdout.write(json ? `${JSON.stringify(result, plain, 1)}\n` : `${readable(text.join('\n'))}\n`);
  },
};
