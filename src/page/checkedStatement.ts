import { theorems, type EvidenceKind } from '../theory/index.js';

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

/** Checks every theorem: some seconds. `onChecked` is told how many are done. */
export async function checkedStatements(onChecked: (done: number) => void = () => {}): Promise<CheckedStatement[]> {
  const rows: CheckedStatement[] = [];
  for (const theorem of theorems) {
    const { id, name, source, standing, statement, constant, notShown } = theorem;
    const { evidence, controls, witness, pass } = await theorem.check();
    rows.push({
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
    });
    onChecked(rows.length);
  }
  return rows;
}

/** The constant and its decimals, unless they say the same. */
const constantText = ({ closedForm, decimals }: { closedForm: string; decimals: string }): string =>
  closedForm === decimals ? closedForm : `${closedForm} = ${decimals}`;
