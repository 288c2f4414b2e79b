import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

/** Where a line lies in a stack, in bytes. */
export interface LinePlace {
  start: number;
  length: number;
}

/** Lines that are put down in one order and taken up in another, on disk: only their places are in memory. */
export interface LineStack {
  put(line: string): LinePlace;
  /** The line of a place. */
  at(place: LinePlace): string;
  /** Writes the lines of these places to a file, each with a line break. */
  writeTo(path: string, places: Iterable<LinePlace>): void;
  /** Removes the stack's file. */
  end(): void;
}

const BUFFER_BYTES = 2 ** 20;

/** A stack in a file of its own, which is made. */
export function lineStack(path: string): LineStack {
  const file = openSync(path, 'w+');
  const stack = bufferedWriter(file);
  let taken = Buffer.allocUnsafe(2 ** 16);
  const bytesAt = ({ start, length }: LinePlace): Buffer => {
    stack.flush();
    if (taken.length < length) taken = Buffer.allocUnsafe(2 * length);
    for (let read = 0; read < length;) {
      const bytes = readSync(file, taken, read, length - read, start + read);
      if (bytes === 0) throw new Error(`${path} ended before its line at ${start} did`);
      read += bytes;
    }
    return taken.subarray(0, length);
  };
  return {
    put(line) {
      const start = stack.written();
      return { start, length: stack.write(Buffer.from(line, 'utf8')) };
    },
    at: (place) => bytesAt(place).toString('utf8'),
    writeTo(target, places) {
      const out = openSync(target, 'w');
      try {
        const writer = bufferedWriter(out);
        for (const place of places) {
          writer.write(bytesAt(place));
          writer.write(LINE_BREAK);
        }
        writer.flush();
      } finally {
        closeSync(out);
      }
    },
    end() {
      closeSync(file);
      rmSync(path, { force: true });
    },
  };
}

const LINE_BREAK = Buffer.from('\n');

/** Writes at the end of a file, much at a time. */
function bufferedWriter(file: number) {
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  let [held, flushed] = [0, 0];
  const out = (bytes: Buffer) => {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, flushed + done);
    flushed += bytes.length;
  };
  const flush = () => {
    if (held > 0) out(buffer.subarray(0, held));
    held = 0;
  };
  return {
    flush,
    written: () => flushed + held,
    /** Returns how many bytes were written. */
    write(bytes: Buffer): number {
      if (held + bytes.length > BUFFER_BYTES) flush();
      if (bytes.length > BUFFER_BYTES) out(bytes);
      else held += bytes.copy(buffer, held);
      return bytes.length;
    },
  };
}
