import { progress } from '../progress.js';
import { theorems, type Theorem, type TheoremResult } from './index.js';

/** One theorem with the outcome of its checks. */
export interface CheckedTheorem
  extends
    Omit<TheoremResult, 'pass'>,
    Pick<Theorem, 'id' | 'name' | 'source' | 'standing' | 'statement' | 'constant' | 'notShown'> {
  durationS: number;
  pass: boolean;
}

/** Checks every theorem, with progress: some seconds. */
export async function checkTheorems(): Promise<CheckedTheorem[]> {
  const rows: CheckedTheorem[] = [];
  const bar = progress('theorems', theorems.length);
  for (const theorem of theorems) {
    const { id, name, source, standing, statement, constant, notShown } = theorem;
    bar.update(rows.length, name);
    const start = performance.now();
    const result = await theorem.check();
    const durationS = (performance.now() - start) / 1000;
    rows.push({ id, name, source, standing, statement, constant, notShown, ...result, durationS });
  }
  bar.end(`${rows.filter((row) => row.pass).length} of ${rows.length} statements hold`);
  return rows;
}
