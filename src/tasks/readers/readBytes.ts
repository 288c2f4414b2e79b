import { readFile } from 'node:fs/promises';
import { UserError } from '../../userError.js';

/** The bytes of a data file. Throws a UserError that names it where it cannot be read. */
export function readBytes(path: string): Promise<Buffer> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'it is gone, or a link to a file that is not there' : error.message;
    throw new UserError(`${path} cannot be read: ${why}. Copy it again, or take it away.`);
  });
}
