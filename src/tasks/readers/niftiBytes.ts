import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { UserError } from '../../userError.js';
import { readRange } from './readBytes.js';

/** The bytes of a NIfTI file in order, packed or not: each can be had once, from the front on. */
export interface ByteSource {
  /** The next `length` bytes, fewer at the end. */
  take(length: number): Promise<Uint8Array>;
  skip(length: number): Promise<void>;
  /** Bytes of the file on disk. */
  held: number;
  packed: boolean;
  /** How many bytes follow, `most` at most: at the end of a packed file its check sum is looked at. */
  follow(most: number): Promise<number>;
  close(): void;
}

/** Opens a file for reading from the front, unpacking it where its bytes are gzip's, whatever its name. */
export async function byteSource(file: FileHandle, path: string, size: number): Promise<ByteSource> {
  const head = await readRange(file, path, 0, 2);
  if (head[0] === 0x1f && head[1] === 0x8b) return packedSource(path, size);
  let position = 0;
  return {
    ...{ held: size, packed: false },
    async take(length) {
      const bytes = await readRange(file, path, position, Math.max(0, Math.min(length, size - position)));
      position += bytes.length;
      return bytes;
    },
    async skip(length) {
      position += length;
    },
    follow: async (most) => Math.max(0, Math.min(most, size - position)),
    close() {},
  };
}

function packedSource(path: string, size: number): ByteSource {
  const gunzip = createGunzip({ chunkSize: 2 ** 18 });
  const stream = createReadStream(path);
  stream.on('error', (error) => gunzip.destroy(error));
  stream.pipe(gunzip);
  const chunks = (gunzip as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let [chunk, used]: [Uint8Array, number] = [new Uint8Array(0), 0];
  const more = async (): Promise<boolean> => {
    try {
      const { value, done } = (await chunks.next()) as IteratorResult<Buffer>;
      if (done) return false;
      [chunk, used] = [value, 0];
      return true;
    } catch (error) {
      throw new UserError(
        `${path} is damaged or cut short: unpacking ${size} bytes failed with '${(error as Error).message}'. Copy or download it again.`,
      );
    }
  };
  const pass = async (length: number, use?: (part: Uint8Array, at: number) => void): Promise<number> => {
    let passed = 0;
    while (passed < length) {
      if (used === chunk.length && !(await more())) break;
      const part = chunk.subarray(used, used + Math.min(length - passed, chunk.length - used));
      use?.(part, passed);
      used += part.length;
      passed += part.length;
    }
    return passed;
  };
  return {
    ...{ held: size, packed: true },
    async take(length) {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, await pass(length, (part, at) => bytes.set(part, at)));
    },
    async skip(length) {
      await pass(length);
    },
    follow: (most) => pass(most),
    close() {
      stream.destroy();
      gunzip.destroy();
    },
  };
}
