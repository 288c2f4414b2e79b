import { closeSync, openSync, readSync } from 'node:fs';

const PIECE_BYTES = 2 ** 20;
const NEWLINE = 10;

/** Goes through the lines of a file of any length: no more than a piece of it, and the line, is in memory. */
export function* fileLines(path: string): Generator<string> {
  const file = openSync(path, 'r');
  try {
    let begun: Buffer[] = [];
    for (;;) {
      const piece = Buffer.allocUnsafe(PIECE_BYTES);
      const bytes = readSync(file, piece, 0, PIECE_BYTES, null);
      if (bytes === 0) break;
      let from = 0;
      for (let end = piece.indexOf(NEWLINE); end >= 0 && end < bytes; end = piece.indexOf(NEWLINE, from)) {
        const rest = piece.subarray(from, end);
        yield (begun.length > 0 ? Buffer.concat([...begun, rest]) : rest).toString('utf8');
        begun = [];
        from = end + 1;
      }
      if (from < bytes) begun.push(piece.subarray(from, bytes));
    }
    if (begun.length > 0) yield Buffer.concat(begun).toString('utf8');
  } finally {
    closeSync(file);
  }
}
