import { printable } from './printable.js';

/**
 * Wrong input by the user: the command line prints this message alone, without a stack trace, and exits with code 2.
 * Names of files may hold anything; the message holds what a terminal may be given.
 */
export class UserError extends Error {
  override name = 'UserError';

  constructor(message: string, options?: ErrorOptions) {
    super(printable(message), options);
  }
}
