import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UserError } from '../userError.js';

/** What is asked and by which rule it is judged, committed before the first run. Dated additions stand at its end. */
const PROTOCOL = fileURLToPath(new URL('../../data/protocol.md', import.meta.url));

/** SHA-256 of the protocol as it was committed, up to its additions. */
const COMMITTED = 'd2096323d0c0e76085ff4f79ac55bda1df8e05507e6ad9fb52a8c1e19ee27f37';

/**
 * Refuses to judge by a protocol that was changed after the first run; additions at its end are none.
 *
 * @throws UserError with both hashes where it is another, or is missing
 */
export function refuseChangedProtocol(path = PROTOCOL): void {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`the protocol ${path} cannot be read (${(error as Error).message}). ${REMEDY}`);
  }
  const [before = ''] = text.replaceAll('\r\n', '\n').split(/^## Additions$/m);
  const hash = createHash('sha256').update(before).digest('hex');
  if (hash !== COMMITTED)
    throw new UserError(
      `${path} is not the protocol that was committed before the first run: SHA-256 ${hash} in place of ${COMMITTED}. ${REMEDY}`,
    );
}

const REMEDY = 'Results are judged by that one alone; bring it back: git checkout data/protocol.md';
