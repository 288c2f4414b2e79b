/** Pixel values in the narrowest array that holds them. */
export type Pixels = Uint8Array | Uint16Array | Float32Array;

/** A decoded 2-D image: pixel (row, column), channel c is `data[(row * width + column) * channels + c]`. */
export interface Raster {
  width: number;
  height: number;
  /** 1 grey or 3 red, green, blue; a transparency channel is dropped. */
  channels: number;
  /** Values as stored, without colour management: 0…255 for 8 bits, 0…65535 for 16, labels for TIFF masks. */
  data: Pixels;
  format: string;
  /** Bits of a stored value: masks of more than 8 hold labels, not brightness. */
  bits: number;
  /** How EXIF says to turn the image for display, 1 to 8; absent or 1: as it is stored, which is how it is read. */
  orientation?: number;
}
