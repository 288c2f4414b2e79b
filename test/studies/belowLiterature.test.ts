import { expect, it } from 'vitest';
import { belowLiterature } from '../../src/studies/belowLiterature.js';

// Typical networks reach .75 to .85 on polyps: src/tasks/po18.ts, and where that is from in data/README.md.
it('tells where cross-entropy stays below typical networks, and says nothing where it does not', () => {
  expect(belowLiterature('po18', 0.749, 'a set')).toMatch(
    /^On a set cross-entropy reaches 0\.749, less than \.75–\.85, /,
  );
  expect(belowLiterature('po18', 0.75)).toBeUndefined();
  expect(belowLiterature('po18', NaN)).toBeUndefined();
});
