export { belowDiceJaccardConstant, diceJaccard } from './diceJaccard.js';
export { certified, enclosed, exact, refusedIdentity } from './evidence.js';
export { finiteErrors, type FiniteErrors } from './finiteErrors.js';
export { largestDifference } from './largestDifference.js';
export { theoremResult, type Evidence, type EvidenceKind, type NegativeControl, type Theorem, type TheoremResult } from './theorem.js';
export { theorems } from './theorems.js';
