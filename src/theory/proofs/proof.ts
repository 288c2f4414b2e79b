import type { Claim, FalseClaim } from '../claims/claim.js';

/** What proves a theorem line by line, and the slightly stronger claims that are false. */
export interface Proof {
  claims: readonly Claim[];
  falseClaims: readonly FalseClaim[];
  /** Statements about all laws or all masks, which Coq checks by proofs written by hand on top of the claims. */
  byHand?: { file: string; theorems: readonly { id: string; says: string }[] };
}
