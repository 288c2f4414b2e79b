export { findNetworks, REGIMES, type FoundNetwork, type Kept, type Regime } from './findNetworks.js';
export { readKerasWeights } from './readKerasWeights.js';
export {
  AUTHORS_PATCH,
  predictWhole,
  refuseTooLittleMemory,
  replicate,
  type ReplicatedCase,
  type ReplicateOptions,
  type Replication,
} from './replicate.js';
export { compareRegimes, replicationTable, type RegimeScores, type ReplicationComparison } from './replicationTable.js';
