import { basename, extname } from 'node:path';
import { UserError } from '../../userError.js';
import { refuseTooMuchMemory } from './memoryBounds.js';
import { isPng } from './pngChunks.js';
import type { Raster } from './raster.js';
import { readBytes, readRange, withFile } from './readBytes.js';
import { isJpeg, readJpeg } from './readJpeg.js';
import { readPng } from './readPng.js';
import { isTiff, readTiff, type Tiff } from './readTiff.js';

/** The pictures of one file: one, or the pages of a TIFF. */
export type Rasters = Tiff;

/** NAME stands for the file's name, STEM for that without its ending. */
const BY_SIMPLE_ITK =
  "Convert it to NIfTI: in 3D Slicer, or in Python by SimpleITK.WriteImage(SimpleITK.ReadImage('NAME'), 'STEM.nii.gz')";
const BY_NIBABEL = "Convert it to NIfTI: in Python by nibabel.save(nibabel.load('NAME'), 'STEM.nii.gz')";
const AS_PNG = "Save it as PNG: in an image program, or in Python by PIL.Image.open('NAME').save('STEM.png')";

/** How files begin that are often met in the place of images, what they are, and what to do about them. */
const FOREIGN: [RegExp, string, string][] = [
  [/^BM/, 'a BMP image', AS_PNG],
  [/^GIF8/, 'a GIF image', AS_PNG],
  [/^RIFF....WEBP/s, 'a WebP image', AS_PNG],
  [/^P[1-7]\s/, 'a PNM image', AS_PNG],
  [/^8BPS|^gimp xcf/, 'a drawing with layers', 'Export it as PNG'],
  [/^(\xff\x4f\xff\x51|\0\0\0\x0cjP)/, 'a JPEG 2000 image', AS_PNG],
  [/^\s*<(\?xml|svg)/, 'a text of XML or SVG', 'Draw it as PNG'],
  [/^(ObjectType|NDims|Comment) *=/, 'a MetaImage volume', BY_SIMPLE_ITK],
  [/^NRRD000/, 'an NRRD volume', BY_SIMPLE_ITK],
  [/^# vtk DataFile/, 'a VTK volume', BY_SIMPLE_ITK],
  [/^.{128}DICM/s, 'a DICOM file', 'Convert its series to NIfTI, for example in 3D Slicer or with dcm2niix'],
  [/^\0\0\0\x01\0\0/, 'an MGH volume', BY_NIBABEL],
  [/^\x5c\x01\0\0|^\0\0\x01\x5c/, 'a NIfTI volume under another name', 'Give its name the ending .nii'],
  [
    /^\x1f\x8b/,
    'packed by gzip',
    "If it is a NIfTI volume, give its name the ending .nii.gz; if it is one of FreeSurfer, convert it in Python by nibabel.save(nibabel.load('NAME'), 'STEM.nii.gz')",
  ],
  [/^(BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|PK\x03\x04|7z\xbc\xaf)/, 'a packed file', 'Unpack it'],
  [/^\x93NUMPY/, 'a NumPy array', 'Save it as NIfTI, TIFF or PNG'],
  [/^\x89HDF/, 'an HDF5 file', 'Save its masks as NIfTI, TIFF or PNG'],
  [/^MATLAB 5/, 'a Matlab file', 'Save its masks as NIfTI, TIFF or PNG'],
];
/** So many bytes tell what a file is: DICOM has its mark at byte 128. */
const HEAD_BYTES = 132;

/**
 * Reads a PNG, JPEG or TIFF, told by its bytes and not by its name, exactly as stored: no colour management, no
 * scaling, no rotation by EXIF; palettes as indices, transparency beside the colours.
 * Throws a UserError naming the file where its bytes are no such image, or are damaged.
 */
export async function readRasters(path: string): Promise<Rasters> {
  const head = await withFile(path, (file) => readRange(file, path, 0, HEAD_BYTES));
  if (!isTiff(head) && !isPng(head) && !isJpeg(head)) throw notAnImage(path, head);
  const file = await readBytes(path);
  // libvips turns 16- and 32-bit TIFF into 8-bit colour, and indices into colours: it reads JPEG alone here.
  if (isTiff(file)) return readTiff(file, path);
  const refuseLarge = (bytes: number) => refuseTooMuchMemory(path, bytes, file.length);
  try {
    const raster = isPng(file) ? await readPng(file, refuseLarge) : await readJpeg(file, refuseLarge);
    return { pages: [raster] };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw notAnImage(path, head, (error as Error).message.split('\n')[0]);
  }
}

/** The one picture of a file. Throws a UserError where a TIFF holds several. */
export async function readRaster(path: string): Promise<Raster> {
  const { pages } = await readRasters(path);
  return onlyPage(pages, path);
}

export function onlyPage(pages: Raster[], path: string): Raster {
  if (pages.length > 1)
    throw new UserError(
      `${path} is a stack of ${pages.length} pages, and a single image is due here. Save each slice as a file of its own.`,
    );
  return pages[0]!;
}

function notAnImage(path: string, head: Uint8Array, why?: string): UserError {
  const start = String.fromCharCode(...head.subarray(0, 16));
  const found = FOREIGN.find(([pattern]) => pattern.test(String.fromCharCode(...head)));
  if (why === undefined && found) {
    const name = basename(path);
    const remedy = found[2].replace('NAME', name).replace('STEM', name.replace(/\.[^.]*$/, ''));
    return new UserError(`${path} is ${found[1]}, which is not read. ${remedy}.`);
  }
  const told = why === undefined ? '' : ` (${why})`;
  return new UserError(
    `${path} is no readable PNG, JPEG or TIFF image${told}; its first bytes are '${start.replace(/[^\x20-\x7e]/g, '.')}'${head.length === 0 ? ': it is empty' : ''}. Copy it again, save it as PNG if another program reads it, or take it away.`,
  );
}

/** True where a name ends as images do that are read, or refused with what they are. */
export const isImageName = (path: string): boolean => /^\.(png|jpe?g|tiff?|bmp)$/i.test(extname(path));
