/** Numbers exactly as a file holds them, in the narrowest array that does. */
export type Values =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** An array of zeros of the kind of `values`. */
export function likeValues<T extends Values>(values: T, length: number): T {
  // A Buffer is a Uint8Array too, and its constructor another one.
  if (values instanceof Uint8Array) return new Uint8Array(length) as T;
  return new (values.constructor as new (length: number) => T)(length);
}

export const isFloat = (values: Values): boolean => values instanceof Float32Array || values instanceof Float64Array;

const HOST_IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** `unsigned`, `signed` or IEEE `float`. */
export type NumberKind = 'unsigned' | 'signed' | 'float';

/**
 * The numbers that `bytes` hold, in the machine's byte order: without a copy where their place in memory allows it. The
 * bytes are turned in place where their order is the other one, so they must be nobody else's.
 *
 * @param size - bytes of a number: 1, 2, 4 or 8
 * Throws a RangeError naming the number where a 64-bit integer lies beyond ±(2^53 − 1), where doubles merge neighbours.
 */
export function valuesOf(bytes: Uint8Array, size: number, kind: NumberKind, littleEndian: boolean): Values {
  const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  const buffer = Buffer.from(aligned.buffer, aligned.byteOffset, aligned.byteLength);
  if (littleEndian !== HOST_IS_LITTLE_ENDIAN) {
    if (size === 2) buffer.swap16();
    else if (size === 4) buffer.swap32();
    else if (size === 8) buffer.swap64();
  }
  const [at, count] = [buffer.byteOffset, buffer.byteLength / size];
  const place = buffer.buffer as ArrayBuffer;
  if (kind === 'float') return size === 4 ? new Float32Array(place, at, count) : new Float64Array(place, at, count);
  if (size === 8)
    return exactDoubles(kind === 'signed' ? new BigInt64Array(place, at, count) : new BigUint64Array(place, at, count));
  if (kind === 'signed')
    return size === 1
      ? new Int8Array(place, at, count)
      : size === 2
        ? new Int16Array(place, at, count)
        : new Int32Array(place, at, count);
  return size === 1
    ? new Uint8Array(place, at, count)
    : size === 2
      ? new Uint16Array(place, at, count)
      : new Uint32Array(place, at, count);
}

function exactDoubles(whole: BigInt64Array | BigUint64Array): Float64Array {
  const doubles = new Float64Array(whole.length);
  for (let v = 0; v < doubles.length; v++) {
    const value = Number(whole[v]);
    if (!Number.isSafeInteger(value))
      throw new RangeError(
        `it holds the 64-bit number ${whole[v]}, and numbers are exact from −(2^53 − 1) to 2^53 − 1 only: number its labels anew`,
      );
    doubles[v] = value;
  }
  return doubles;
}
