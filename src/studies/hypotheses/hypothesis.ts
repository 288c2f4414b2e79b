import type { StoredRun } from '../../runs/index.js';

/** What the results of one task say of a hypothesis. */
export interface TaskVerdict {
  /** `is17`, or `br18, 3 classes`. */
  task: string;
  holds: 'holds' | 'contradicted' | 'neither' | 'no results';
  /** Differences with their 95 % intervals and n; where there are no results, why. */
  numbers: string;
  /** Runs are missing: what the task says may change. A collapsed arm is final. */
  pending: boolean;
}

export type Verdict = 'confirmed' | 'refuted' | 'not decided';

export interface HypothesisVerdict {
  id: string;
  verdict: Verdict;
  tasks: TaskVerdict[];
  summary: string;
}

/** A sentence that can turn out false, and the rule of data/protocol.md that judges it. */
export interface Hypothesis {
  id: `H${number}`;
  sentence: string;
  /** Where it holds on a task, in short; data/protocol.md has the whole rule. */
  rule: string;
  /** Judges by the runs that the protocol asks for; all others are left out. The order of the runs changes nothing. */
  judge(runs: readonly StoredRun[]): HypothesisVerdict;
}
