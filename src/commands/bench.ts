import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchKeys, measureApart, measureHere, measureReference } from '../bench/run.js';
import { progress } from '../progress.js';
import { UserError } from '../userError.js';
import { writeWhole } from '../writeWhole.js';
import type { Command } from './command.js';
import { wholeOption } from './numberOption.js';

/** The reference, which the package ships among its sources. */
const REFERENCE_SCRIPT = fileURLToPath(new URL('../../src/bench/reference.py', import.meta.url));

const DATA = fileURLToPath(new URL('../../data', import.meta.url));

interface Row {
  key: string;
  ms: number;
  referenceMs?: number;
  ratio?: number;
}

export const command: Command = {
  summary: 'Measures the losses, the measures and the training step, alone or beside PyTorch, SciPy and NumPy.',
  usage: `npx dice-workbook bench [--keys a,b] [--json] [--reference <python>]

  --keys a,b                 measure these only (default: all)
  --threads n                threads of the engine, and of the reference (default 2)
  --runs n                   runs of each key, ours and the reference's in turn; medians are shown (default 1, with a reference 5)
  --reference <python>       a Python with torch, scipy and numpy: measure the reference too and show ours / theirs
  --reference-script <file>  another reference, which prints {"ms": {key: milliseconds}} for the key it is given
  --costs                    measure what a run costs on every task instead, into data/run-costs.json: some minutes
  --growth                   measure planning, scanning and merging 10, 1 000 and 100 000 made-up runs, into data/growth.json
  --json                     {"threads", "ms": {key: milliseconds}}, with a reference also "referenceMs" and "ratio"

Example: npx dice-workbook bench --keys lovasz_16x256x256 --reference python3`,
  options: {
    keys: { type: 'string' },
    threads: { type: 'string' },
    runs: { type: 'string' },
    reference: { type: 'string' },
    'reference-script': { type: 'string' },
    costs: { type: 'boolean' },
    growth: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(values) {
    if (values.costs || values.growth) return measureStudies(values.costs === true, values.growth === true);
    const threads = wholeOption('threads', values.threads, { otherwise: 2 });
    const wanted =
      values.keys === undefined
        ? undefined
        : String(values.keys)
            .split(',')
            .map((key) => key.trim())
            .filter((key) => key !== '');
    const keys = await benchKeys(threads, wanted);
    const reference =
      values.reference === undefined
        ? undefined
        : { python: String(values.reference), script: referenceScript(values['reference-script']) };
    const runs = wholeOption('runs', values.runs, { otherwise: reference ? 5 : 1 });
    if (keys.length === 1 && runs === 1 && !reference) {
      print([{ key: keys[0]!, ms: await measureHere(keys[0]!, threads) }], threads, values.json === true);
      return;
    }
    const rows: Row[] = [];
    const shown = progress('bench', keys.length * runs);
    for (const key of keys) {
      const times: number[] = [];
      const theirs: number[] = [];
      for (let run = 0; run < runs; run++) {
        shown.update(rows.length * runs + run, key);
        // Theirs first: what it lacks is told before ours has taken its time.
        if (reference) theirs.push(await measureReference(reference.python, reference.script, key, threads));
        times.push(await measureApart(key, threads));
      }
      const row = { key, ms: median(times) };
      rows.push(
        theirs.length > 0
          ? { ...row, referenceMs: median(theirs), ratio: median(times.map((ms, i) => ms / theirs[i]!)) }
          : row,
      );
    }
    shown.end();
    print(rows, threads, values.json === true);
  },
};

/** Into the committed files that the cost model and a figure read. */
async function measureStudies(costs: boolean, growth: boolean): Promise<void> {
  const write = (name: string, value: unknown) =>
    process.stdout.write(`${writeWhole(join(DATA, name), `${JSON.stringify(value, null, 1)}\n`)}\n`);
  if (costs) {
    const { measureCosts } = await import('../bench/measureCosts.js');
    const shown = progress('bench', 1);
    write('run-costs.json', await measureCosts((done, of) => shown.update(done / of)));
    shown.end();
  }
  if (growth) {
    const { measureGrowth } = await import('../bench/measureGrowth.js');
    const shown = progress('bench', 1);
    const rows = await measureGrowth([10, 1000, 100_000], (note) => shown.update(0, note));
    shown.end();
    write('growth.json', {
      machine: `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.versions.node}`,
      rows,
    });
  }
}

/** The script that measures the reference. */
function referenceScript(option: unknown): string {
  const script = String(option ?? REFERENCE_SCRIPT);
  if (!existsSync(script)) throw new UserError(`the reference benchmark '${script}' does not exist.`);
  return script;
}

function print(rows: Row[], threads: number, json: boolean): void {
  if (json) {
    const column = (of: keyof Row) =>
      Object.fromEntries(rows.filter((row) => row[of] !== undefined).map((row) => [row.key, round(row[of] as number)]));
    const compared = rows.some((row) => row.ratio !== undefined);
    process.stdout.write(
      `${JSON.stringify({ threads, ms: column('ms'), ...(compared ? { referenceMs: column('referenceMs'), ratio: column('ratio') } : {}) }, null, 1)}\n`,
    );
    return;
  }
  const cell = (value: number | undefined) => (value === undefined ? '' : String(round(value))).padStart(12);
  const lines = rows.map(
    ({ key, ms, referenceMs, ratio }) => `${key.padEnd(26)}${cell(ms)}${cell(referenceMs)}${cell(ratio)}`,
  );
  const columns = rows.some((row) => row.ratio !== undefined) ? ['ms', 'reference', 'ratio'] : ['ms'];
  const heading = columns.map((name) => name.padStart(12)).join('');
  process.stdout.write(
    `${`median of a call, ${threads} threads`.padEnd(26)}${heading}\n${lines.map((line) => line.trimEnd()).join('\n')}\n`,
  );
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
