import { describe, expect, it } from 'vitest';
import { showClaims, showTheorem } from '../../src/notebook/index.js';
import { theoremResult, type Theorem } from '../../src/theory/index.js';
import { captureDisplay } from './captureDisplay.js';

const theorem = (holds: boolean, rejected = true): Theorem => ({
  id: 'one-is-one',
  name: 'One is one',
  source: 'Section 1',
  standing: 'derived',
  statement: '1 = 1',
  constant: { closedForm: '1', decimals: '1.0' },
  notShown: 'Whether two is two.',
  check: () =>
    theoremResult(
      [{ kind: 'exact', claim: 'max |x|', reach: 'x = 1', pass: holds }],
      [{ claim: '1 = 2', rejected }],
      'x = 1',
    ),
});

describe('showTheorem(theorem)', () => {
  it('shows the statement, its origin, every piece of evidence, the control, the witness and what is not shown', async () => {
    const [shown] = await captureDisplay(() => showTheorem(theorem(true)));
    const text = shown!['text/markdown']!;
    for (const part of [
      '**One is one.** Section 1 (derived in this workbook)',
      '$$1 = 1$$',
      '| *exact* | max \\|x\\| | x = 1 | yes |',
      '| *control* | 1 = 2 | must be rejected | rejected |',
      'Witness: x = 1',
      'Not shown: Whether two is two.',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('writes a statement with words as a sentence, and a constant that is its own decimals once', async () => {
    const worded = {
      ...theorem(true),
      statement: 'D \\text{ is at most } 1',
      constant: { closedForm: '1', decimals: '1' },
    };
    const [shown] = await captureDisplay(() => showTheorem(worded));
    expect(shown!['text/markdown']).toContain('$\\displaystyle D$ is at most $\\displaystyle 1$');
    expect(shown!['text/markdown']).toContain('Constant: 1\n');
  });

  it.each([
    ['evidence that does not hold', theorem(false), /\*\*no\*\*/],
    ['a negative control that is accepted', theorem(true, false), /\*\*accepted\*\*/],
  ])('shows %s, then fails the cell', async (_, wrong, sign) => {
    let failure: unknown;
    const [shown] = await captureDisplay(() => showTheorem(wrong).catch((error: unknown) => (failure = error)));
    expect(shown!['text/markdown']).toMatch(sign);
    expect(String(failure)).toMatch(/One is one: a check failed/);
  });
});

describe('showClaims(theorems)', () => {
  it('shows a row for each with its constant, evidence and controls', async () => {
    const [shown] = await captureDisplay(() => showClaims([theorem(true), theorem(true)]));
    expect(shown!['text/plain']!.split('\n')).toHaveLength(4);
    expect(shown!['text/plain']).toMatch(
      /One is one {2,}1 \(in decimals: 1\.0\) {2,}exact {2,}1 of 1 rejected {2,}Section 1 \(derived\) {2,}yes/,
    );
  });

  it('fails the cell where one does not hold, and names it', async () => {
    let failure: unknown;
    await captureDisplay(() =>
      showClaims([theorem(true), { ...theorem(false), name: 'Two is one' }]).catch(
        (error: unknown) => (failure = error),
      ),
    );
    expect(String(failure)).toContain('Two is one');
  });
});
