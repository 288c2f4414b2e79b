import { UserError } from '../userError.js';

/**
 * What the biases of a network's last layer start from, so that it starts with the classes' shares.
 *
 * @throws UserError where shares are no probabilities, or not as many as outputs
 */
export function outputBias(outputs: number, share: number | readonly number[] | undefined): number[] {
  if (share === undefined) return new Array<number>(outputs).fill(0);
  const shares = [share].flat();
  const sum = shares.reduce((a, b) => a + b, 0);
  if (shares.length !== outputs || !shares.every((p) => p > 0 && p < 1) || (outputs > 1 && Math.abs(sum - 1) > 1e-6))
    throw new UserError(
      `foregroundShare must be ${outputs === 1 ? 'one number' : `${outputs} numbers that sum to 1, each`} above 0 and below 1, got ${shares.join(', ')}.`,
    );
  return outputs === 1 ? shares.map((p) => Math.log(p / (1 - p))) : shares.map((p) => Math.log(p));
}
