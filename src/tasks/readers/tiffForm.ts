import type { TiffDirectory } from './tiffDirectory.js';
import { COMPRESSION_NAMES, UNPACK, type Unpack } from './tiffCompression.js';
import type { NumberKind } from './values.js';

/** How the pixels of one page are stored, checked before any of them is read. */
export interface TiffForm {
  width: number;
  height: number;
  /** Values of a pixel as stored, and how many of them are colours: 1 or 3. */
  samples: number;
  colours: 1 | 3;
  /** Which sample is transparency; undefined where none is. */
  alphaSample?: number;
  bits: number;
  kind: NumberKind;
  unpack: Unpack;
  predictor: number;
  /** Each sample has strips of its own. */
  planar: boolean;
  bitsReversed: boolean;
  blockWidth: number;
  blockHeight: number;
  across: number;
  down: number;
  tiled: boolean;
  photometric: number;
  /** Bytes that the decoded page takes. */
  imageBytes: number;
}

const PHOTOMETRIC_NAMES: Record<number, string> = {
  ...{ 4: 'a transparency mask', 5: 'CMYK', 6: 'YCbCr', 8: 'CIELab', 9: 'ICCLab', 10: 'ITULab' },
  ...{ 32803: 'a colour filter array', 34892: 'linear raw' },
};
const [UNSIGNED, SIGNED, FLOAT, VOID] = [1, 2, 3, 4];
/** Unpacking so many strips one by one takes seconds; a mask of 12 000 × 12 000 in tiles of 64 × 64 has 35 000. */
const MOST_BLOCKS = 100_000;
const MOST_SAMPLES = 64;
/** A strip holds more than a picture's width only where its size is damaged. */
const MOST_BLOCK_BYTES = 2 ** 29;

/** Throws a RangeError for whatever is missing, does not fit together, or is not read. */
export function tiffForm(tags: TiffDirectory, fileBytes: number): TiffForm {
  const tag = (id: number, fallback?: number): number => {
    const value = tags.number(id) ?? fallback;
    if (value === undefined) throw new RangeError(`tag ${id} is missing`);
    return value;
  };
  const [width, height, samples] = [tag(256), tag(257), tag(277, 1)];
  if (!(width > 0 && height > 0)) throw new RangeError(`its size is ${width}×${height} pixels`);
  if (!(samples >= 1 && samples <= MOST_SAMPLES)) throw new RangeError(`it has ${samples} values a pixel`);
  const bits = sameForAll(tags.numbers(258, MOST_SAMPLES) ?? [1], 'bits');
  const compression = tag(259, 1);
  const unpack = UNPACK[compression];
  if (!unpack)
    throw new RangeError(
      `compression ${compression}${COMPRESSION_NAMES[compression] ? `, ${COMPRESSION_NAMES[compression]},` : ''} is not read`,
    );
  const kind = kindOf(sameForAll(tags.numbers(339, MOST_SAMPLES) ?? [UNSIGNED], 'kinds of number'), bits);
  const photometric = tag(262, samples >= 3 ? 2 : 1);
  if (photometric > 3)
    throw new RangeError(
      `its colours are ${PHOTOMETRIC_NAMES[photometric] ?? `of the unknown kind ${photometric}`}, and grey, RGB and palettes are read`,
    );
  const colours = photometric === 2 ? 3 : 1;
  if (samples < colours) throw new RangeError(`it is in colour with ${samples} value(s) a pixel`);
  const alphaSample = alphaOf(tags, samples, colours);
  const planar = samples > 1 && oneOf('arrangement of colours', tag(284, 1), [1, 2]) === 2;
  const predictor = oneOf('predictor', tag(317, 1), [1, 2, 3]);
  if (predictor === 3 && kind !== 'float')
    throw new RangeError('its predictor is for floats, and its numbers are none');
  if (predictor === 2 && bits < 8) throw new RangeError(`a predictor on numbers of ${bits} bits is not read`);
  const tiled = tags.number(324) !== undefined || tags.number(322) !== undefined;
  const [blockWidth, blockHeight] = tiled ? [tag(322), tag(323)] : [width, Math.min(height, tag(278, height))];
  if (!(blockWidth > 0 && blockHeight > 0))
    throw new RangeError(`its ${tiled ? 'tiles' : 'strips'} are of ${blockWidth}×${blockHeight} pixels`);
  const blockValues = blockWidth * blockHeight * (planar ? 1 : samples);
  // Values of fewer than 8 bits are spread over a byte each.
  const blockBytes = blockValues * Math.max(1, bits / 8);
  if (blockBytes > MOST_BLOCK_BYTES)
    throw new RangeError(`one of its ${tiled ? 'tiles' : 'strips'} takes ${blockBytes} bytes`);
  const [across, down] = [Math.ceil(width / blockWidth), Math.ceil(height / blockHeight)];
  const blocks = across * down * (planar ? samples : 1);
  if (blocks > MOST_BLOCKS || blocks > fileBytes)
    throw new RangeError(`it promises ${blocks} ${tiled ? 'tiles' : 'strips'}; up to ${MOST_BLOCKS} are read`);
  return {
    ...{ width, height, samples, colours, alphaSample, bits, kind, unpack, predictor, planar, photometric },
    bitsReversed: oneOf('order of bits', tag(266, 1), [1, 2]) === 2,
    ...{ blockWidth, blockHeight, across, down, tiled },
    imageBytes: width * height * (colours * Math.max(1, bits / 8) + (alphaSample === undefined ? 0 : 1)) + blockBytes,
  };
}

function sameForAll(values: number[], what: string): number {
  if (values.some((value) => value !== values[0]))
    throw new RangeError(`its values a pixel differ in their ${what}: ${values.slice(0, 5).join(', ')}`);
  return values[0]!;
}

function kindOf(format: number, bits: number): NumberKind {
  if (format === FLOAT) {
    if (bits === 32 || bits === 64) return 'float';
    throw new RangeError(`floats of ${bits} bits are not read`);
  }
  if (![UNSIGNED, SIGNED, VOID].includes(format)) throw new RangeError(`numbers of the kind ${format} are not read`);
  if (![1, 2, 4, 8, 16, 32, 64].includes(bits) || (format === SIGNED && bits < 8))
    throw new RangeError(`${bits} bits a sample are not read`);
  return format === SIGNED ? 'signed' : 'unsigned';
}

/** Samples beyond the colours: transparency by ExtraSamples (1 or 2), or one that is not named beside three colours. */
function alphaOf(tags: TiffDirectory, samples: number, colours: number): number | undefined {
  const extra = tags.numbers(338, MOST_SAMPLES) ?? [];
  const named = extra.findIndex((meaning) => meaning === 1 || meaning === 2);
  if (samples === colours) return undefined;
  if (samples === colours + 1 && (named === 0 || colours === 3)) return colours;
  throw new RangeError(
    `it has ${samples} values a pixel, and grey (1), grey with transparency (2), colour (3) and colour with transparency (4) are read`,
  );
}

function oneOf(what: string, value: number, allowed: number[]): number {
  if (!allowed.includes(value)) throw new RangeError(`its ${what} is ${value}, and ${allowed.join(', ')} are read`);
  return value;
}
