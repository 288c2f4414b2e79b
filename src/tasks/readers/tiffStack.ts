import type { TiffDirectory } from './tiffDirectory.js';

/** What a TIFF's description says of its pages together. */
export interface TiffStack {
  /** Millimetres between slices, rows and columns, where ImageJ's or OME's description tells them; NaN where not. */
  spacingMm?: [slice: number, row: number, column: number];
  /** How the pages make a series: `5 time points`; absent where they are the slices of one volume. */
  series?: string;
}

const MM: Record<string, number> = {
  nm: 1e-6,
  µm: 1e-3,
  μm: 1e-3,
  um: 1e-3,
  micron: 1e-3,
  mm: 1,
  cm: 10,
  m: 1000,
  inch: 25.4,
};

/**
 * Reads the descriptions that ImageJ and OME write into a TIFF's first page.
 * Throws a RangeError where they promise more pages than there are.
 * Source: https://imagej.net/ij/developer/source/ij/io/TiffDecoder.java.html (the key=value lines of ImageDescription);
 * https://www.openmicroscopy.org/Schemas/Documentation/Generated/OME-2016-06/ome.html (Pixels)
 */
export function tiffStack(first: TiffDirectory, pages: number): TiffStack {
  const text = first.text(270) ?? '';
  if (text.startsWith('ImageJ=')) return fromImageJ(text, first, pages);
  if (/<OME[\s>]/.test(text)) return fromOme(text, pages);
  return {};
}

function fromImageJ(text: string, first: TiffDirectory, pages: number): TiffStack {
  const lines = new Map(
    text.split('\n').map(
      (line) =>
        line
          .split(/=(.*)/s)
          .slice(0, 2)
          .map((part) => part.trim()) as [string, string],
    ),
  );
  const number = (key: string) => Number(lines.get(key) ?? NaN);
  const images = lines.has('images') ? number('images') : 1;
  if (images > pages)
    throw new RangeError(`its description promises ${images} slices behind each other, and it has ${pages} page(s)`);
  const unit = MM[(lines.get('unit') ?? '').replace('\\u00B5', 'µ')];
  const pixel = (tag: number) => (unit === undefined ? NaN : unit / (first.real(tag) ?? NaN));
  const spacing = [(unit ?? NaN) * number('spacing'), pixel(283), pixel(282)] as const;
  return { ...known(spacing), ...seriesOf(number('frames'), number('channels'), pages) };
}

function fromOme(text: string, pages: number): TiffStack {
  const pixels = /<(?:\w+:)?Pixels\b[^>]*>/.exec(text)?.[0] ?? '';
  const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(pixels)?.[1];
  const length = (axis: string) =>
    Number(attribute(`PhysicalSize${axis}`) ?? NaN) * (MM[attribute(`PhysicalSize${axis}Unit`) ?? 'µm'] ?? NaN);
  return {
    ...known([length('Z'), length('Y'), length('X')]),
    ...seriesOf(Number(attribute('SizeT') ?? NaN), Number(attribute('SizeC') ?? NaN), pages),
  };
}

function known(spacing: readonly [number, number, number]): Pick<TiffStack, 'spacingMm'> {
  const told = spacing.map((mm) => (mm > 0 && mm < Infinity ? mm : NaN)) as [number, number, number];
  return told.some((mm) => !Number.isNaN(mm)) ? { spacingMm: told } : {};
}

function seriesOf(frames: number, channels: number, pages: number): Pick<TiffStack, 'series'> {
  if (pages === 1) return {};
  if (frames > 1) return { series: `${frames} time points` };
  return channels > 1 ? { series: `${channels} channels` } : {};
}
