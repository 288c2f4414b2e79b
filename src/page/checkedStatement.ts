import type { CheckedTheorem } from '../theory/checkTheorems.js';
import { constantText, type EvidenceKind } from '../theory/index.js';

/** A theorem and what its checks gave, as figures/theorems.json keeps it for the page. */
export interface CheckedStatement {
  id: string;
  name: string;
  source: string;
  standing: string;
  statement: string;
  constant: string;
  evidence: { kind: EvidenceKind; claim: string; reach: string }[];
  /** False claims that the same checks rejected. */
  rejected: string[];
  witness?: string;
  notShown: string;
  pass: boolean;
}

/** What the page tells of a checked theorem. */
export function statementOf(checked: CheckedTheorem): CheckedStatement {
  const { id, name, source, standing, statement, constant, evidence, controls, witness, notShown, pass } = checked;
  return {
    id,
    name,
    source,
    standing,
    statement,
    constant: constantText(constant),
    evidence: evidence.map(({ kind, claim, reach }) => ({ kind, claim, reach })),
    rejected: controls.map(({ claim }) => claim),
    ...(witness !== undefined && { witness }),
    notShown,
    pass,
  };
}
