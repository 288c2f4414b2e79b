import type { ParseArgsConfig } from 'node:util';

/** One command of the command line: `dice-workbook <name> [positionals] [options]`. */
export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** The usage text below the summary: positionals, every option with its unit and default, one example. */
  usage: string;
  options: NonNullable<ParseArgsConfig['options']>;
  /** The command takes words besides its options; default: it refuses them. */
  positionals?: true;
  /** Wrong input is thrown as a UserError; the result is the exit code (0 where nothing is returned). */
  run(
    values: Record<string, string | boolean | (string | boolean)[] | undefined>,
    positionals: string[],
  ): Promise<number | void>;
}
