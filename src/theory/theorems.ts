import { diceJaccard } from './diceJaccard.js';
import type { Theorem } from './theorem.js';

/** Every statement of the workbook, in reading order. */
export const theorems: readonly Theorem[] = [diceJaccard];
