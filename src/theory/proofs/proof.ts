import type { Claim, FalseClaim } from '../claims/claim.js';

/** What proves a theorem line by line, and the slightly stronger claims that are false. */
export interface Proof {
  claims: readonly Claim[];
  falseClaims: readonly FalseClaim[];
}
