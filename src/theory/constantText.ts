import type { Theorem } from './theorem.js';

/** A theorem's constant in one line: its closed form, and in decimals where these say more. */
export const constantText = ({ closedForm, decimals }: Theorem['constant']): string =>
  closedForm === decimals ? closedForm : `${closedForm} (in decimals: ${decimals})`;
