#!/usr/bin/env node
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import type { Command } from './commands/command.js';
import { fitWidth } from './commands/fitWidth.js';
import { withDashes } from './commands/withDashes.js';
import { nearestName } from './losses/nearestName.js';
import { printable } from './printable.js';
import { UserError } from './userError.js';

/** Every command is loaded when it is called: `--help` and the theorems start without TensorFlow. */
const commands: Record<string, () => Promise<{ command: Command }>> = {
  start: () => import('./commands/start.js'),
  theorems: () => import('./commands/theorems.js'),
  bounds: () => import('./commands/bounds.js'),
  means: () => import('./commands/means.js'),
  notebooks: () => import('./commands/notebooks.js'),
  lab: () => import('./commands/lab.js'),
  figures: () => import('./commands/figures.js'),
  inspect: () => import('./commands/inspect.js'),
  study: () => import('./commands/study.js'),
  run: () => import('./commands/run.js'),
  verify: () => import('./commands/verify.js'),
  merge: () => import('./commands/merge.js'),
  compare: () => import('./commands/compare.js'),
  predict: () => import('./commands/predict.js'),
  replicate: () => import('./commands/replicate.js'),
  evaluate: () => import('./commands/evaluate.js'),
  bench: () => import('./commands/bench.js'),
  doctor: () => import('./commands/doctor.js'),
};

async function main(args: string[]): Promise<number> {
  // `help compare` is `compare --help`.
  const asked = args[0] === 'help' && args[1] !== undefined ? [args[1], '--help'] : args;
  const [name, ...rest] = asked;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(fitWidth(await overview(), process.stdout.columns));
    return 0;
  }
  if (name === '--version' || name === '-v' || name === '-V') {
    process.stdout.write(`${(createRequire(import.meta.url)('../package.json') as { version: string }).version}\n`);
    return 0;
  }
  const names = Object.keys(commands);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    const nearest = nearestName(name, names);
    throw new UserError(
      `unknown command '${name}'.${nearest === undefined ? '' : ` Did you mean ${nearest}?`} Commands: ${names.join(', ')}.`,
    );
  }
  const { command } = await load();
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(fitWidth(`${command.summary}\n\n${command.usage}\n`, process.stdout.columns));
    return 0;
  }
  const { values, positionals } = parse(name, command, rest);
  return (
    (await command.run(values, positionals).catch((error: unknown) => {
      if (error instanceof UserError) error.message = withDashes(error.message, command.options);
      throw error;
    })) ?? 0
  );
}

function parse(name: string, command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: command.options, allowPositionals: command.positionals === true, strict: true });
  } catch (error) {
    const message = (error as Error).message.replaceAll('\n', ' ');
    const unknown = /^Unknown option '--([^'=]+)/.exec(message)?.[1];
    const nearest = unknown === undefined ? undefined : nearestName(unknown, Object.keys(command.options));
    // What Node.js says behind it is of use to programmers.
    const told = unknown === undefined ? message : `unknown option '--${unknown}'.`;
    const meant = nearest === undefined ? '' : ` Did you mean --${nearest}?`;
    throw new UserError(`${told}${meant} See: npx dice-workbook ${name} --help`);
  }
}

async function overview(): Promise<string> {
  const rows = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => `  ${name.padEnd(12)} ${(await load()).command.summary}`),
  );
  return `dice-workbook <command> [options]\n\n${rows.join('\n')}\n\nnpx dice-workbook <command> --help tells a command's options.\n`;
}

/** A package that an install without optional ones left out is named with the remedy. */
function leftOut(thrown: unknown): UserError | undefined {
  const { code, message = '' } = thrown instanceof Error ? (thrown as NodeJS.ErrnoException) : {};
  const name = /Cannot find (?:package|module) '([^'./][^']*)'/.exec(message)?.[1];
  return name !== undefined && (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND')
    ? new UserError(
        `this command needs the package '${name}', which is not installed: install without --omit=optional, or npm install ${name}.`,
      )
    : undefined;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (thrown: unknown) => {
    const error = leftOut(thrown) ?? thrown;
    if (error instanceof UserError) {
      process.stderr.write(printable(`dice-workbook: ${error.message}\n`));
      process.exitCode = 2;
    } else {
      process.stderr.write(printable(`${error instanceof Error ? error.stack : String(error)}\n`));
      process.exitCode = 1;
    }
  },
);
