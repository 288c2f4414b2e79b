/**
 * Wrong input by the user: the command line prints this message alone, without a stack trace, and exits with code 2.
 */
export class UserError extends Error {
  override name = 'UserError';
}
