/** Bytes of each TIFF field type. Types of other numbers are passed over, as the standard asks. */
const FIELD_BYTES: Record<number, number> = {
  ...{ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4 },
  ...{ 16: 8, 17: 8, 18: 8 },
};

/** The field types of whole numbers from 0 on: sizes, places and codes are of these. */
const WHOLE = [1, 3, 4, 13, 16, 18];

/** One page's tags. Their values are read when they are asked for: thousands may stand over the same bytes. */
export interface TiffDirectory {
  /** The first whole number of a tag; undefined where it is absent. Throws a RangeError where it is of another type. */
  number(tag: number): number | undefined;
  /** The first number of a tag of any type. */
  real(tag: number): number | undefined;
  /** All whole numbers of a tag, at most `most`. Throws a RangeError where it holds more, or of another type. */
  numbers(tag: number, most: number): number[] | undefined;
  text(tag: number): string | undefined;
}

interface Field {
  type: number;
  count: number;
  at: number;
}

/** The first bytes of classic TIFF and BigTIFF in both byte orders. */
export const isTiff = (file: Uint8Array): boolean =>
  ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(String.fromCharCode(...file.subarray(0, 4)));

/** More pages than this are no picture. */
const MOST_PAGES = 20_000;

/**
 * The directories of a classic TIFF or a BigTIFF, page by page. No directory is read twice: one that names itself, or
 * one before it, as the next one is refused.
 * Throws a RangeError for what lies outside the file.
 * Source: TIFF 6.0, Adobe, 1992; https://libtiff.gitlab.io/libtiff/specification/bigtiff.html
 */
export function* tiffDirectories(file: Uint8Array): Generator<TiffDirectory> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const little = file[0] === 0x49;
  const big = view.getUint16(2, little) === 43;
  const short = (at: number) => view.getUint16(at, little);
  const long = (at: number) => view.getUint32(at, little);
  // Offsets and counts are 4 bytes wide in classic TIFF, 8 in BigTIFF.
  const word = (at: number) => (big ? Number(view.getBigUint64(at, little)) : long(at));
  const [wordBytes, countBytes, fieldBytes] = big ? [8, 8, 20] : [4, 2, 12];
  const visited = new Set<number>();
  let taken = 0;
  if (big && short(4) !== 8) throw new RangeError(`it is a BigTIFF with offsets of ${short(4)} bytes, and they have 8`);
  for (let at = word(big ? 8 : 4); at !== 0;) {
    if (visited.has(at)) throw new RangeError('its list of pages runs in a circle');
    visited.add(at);
    if (visited.size > MOST_PAGES) throw new RangeError(`it has more than ${MOST_PAGES} pages`);
    if (at + countBytes > file.length) throw new RangeError('the place of its tags lies beyond its end');
    const count = big ? word(at) : short(at);
    const end = at + countBytes + count * fieldBytes;
    if (end + wordBytes > file.length) throw new RangeError('its tags end beyond its end');
    // Pages that share their tags' bytes would take more work than the file has bytes.
    taken += end - at;
    if (taken > file.length) throw new RangeError('the tags of its pages overlap');
    const fields = new Map<number, Field>();
    for (let field = at + countBytes; field < end; field += fieldBytes) {
      const [tag, type, values] = [short(field), short(field + 2), word(field + 4)];
      const bytes = (FIELD_BYTES[type] ?? 0) * values;
      const place = field + 4 + wordBytes;
      // The first of two equal tags counts, as in libtiff.
      if (!fields.has(tag)) fields.set(tag, { type, count: values, at: bytes <= wordBytes ? place : word(place) });
    }
    yield directory(view, little, fields);
    at = word(end);
  }
}

function directory(view: DataView, little: boolean, fields: Map<number, Field>): TiffDirectory {
  const found = (tag: number): Field | undefined => {
    const field = fields.get(tag);
    const size = FIELD_BYTES[field?.type ?? 0];
    if (!field || size === undefined || field.count === 0) return undefined;
    if (!(field.at + size * field.count <= view.byteLength)) throw new RangeError(`its tag ${tag} lies beyond its end`);
    return field;
  };
  const wholes = (tag: number): Field | undefined => {
    const field = found(tag);
    if (field && !WHOLE.includes(field.type))
      throw new RangeError(`its tag ${tag} is of the type ${field.type}, and whole numbers are due`);
    return field;
  };
  const numbers = (tag: number, most: number) => {
    const field = wholes(tag);
    if (!field) return undefined;
    if (field.count > most) throw new RangeError(`its tag ${tag} holds ${field.count} numbers, and ${most} are due`);
    const size = FIELD_BYTES[field.type]!;
    return Array.from({ length: field.count }, (_, v) => fieldValue(view, field.at + v * size, field.type, little));
  };
  return {
    number: (tag) => {
      const field = wholes(tag);
      return field && fieldValue(view, field.at, field.type, little);
    },
    real: (tag) => {
      const field = found(tag);
      return field && fieldValue(view, field.at, field.type, little);
    },
    numbers,
    text: (tag) => {
      const field = found(tag);
      if (!field) return undefined;
      const bytes = Buffer.from(view.buffer, view.byteOffset + field.at, Math.min(field.count, 2 ** 20));
      return bytes.toString('utf8').replace(/\0[\s\S]*$/, '');
    },
  };
}

function fieldValue(view: DataView, at: number, type: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 4:
    case 13:
      return view.getUint32(at, little);
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, little);
    case 9:
      return view.getInt32(at, little);
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little);
    case 11:
      return view.getFloat32(at, little);
    case 12:
      return view.getFloat64(at, little);
    case 16:
    case 18:
      return Number(view.getBigUint64(at, little));
    case 17:
      return Number(view.getBigInt64(at, little));
    default:
      return view.getUint8(at);
  }
}
