import { crc32, deflateSync } from 'node:zlib';

/** Rectangles and pixels of one canvas, red, green, blue and alpha a pixel. */
interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/**
 * What plotly.js asks of a canvas when it draws heatmaps and images: filled rectangles, pixels, and a PNG of them. One
 * context belongs to each canvas element.
 */
export class PixelContext {
  /** `rgb(…)` or `rgba(…)`, as plotly.js writes colours. */
  fillStyle = 'rgba(0,0,0,1)';
  private pixels: Pixels = { width: 0, height: 0, data: new Uint8ClampedArray(0) };

  constructor(private readonly canvas: { width: number; height: number }) {}

  createImageData(width: number, height: number): Pixels {
    return { width, height, data: new Uint8ClampedArray(4 * width * height) };
  }

  putImageData(image: Pixels, left: number, top: number): void {
    const { width, height, data } = this.current();
    for (let y = 0; y < image.height; y++)
      for (let x = 0; x < image.width; x++) {
        const [column, row] = [left + x, top + y];
        if (column < 0 || row < 0 || column >= width || row >= height) continue;
        const from = 4 * (y * image.width + x);
        data.set(image.data.subarray(from, from + 4), 4 * (row * width + column));
      }
  }

  fillRect(left: number, top: number, across: number, down: number): void {
    const { width, height, data } = this.current();
    const colour = this.colour();
    const alpha = colour[3]! / 255;
    // Sides may be negative, and edges lie between pixels.
    const [x0, x1] = [left, left + across].map(Math.round).sort((a, b) => a - b) as [number, number];
    const [y0, y1] = [top, top + down].map(Math.round).sort((a, b) => a - b) as [number, number];
    for (let y = Math.max(0, y0); y < Math.min(height, y1); y++)
      for (let x = Math.max(0, x0); x < Math.min(width, x1); x++) {
        const at = 4 * (y * width + x);
        if (alpha === 1) data.set(colour, at);
        else {
          const under = (data[at + 3]! / 255) * (1 - alpha);
          const covered = alpha + under;
          for (let c = 0; c < 3; c++)
            data[at + c] = covered === 0 ? 0 : (colour[c]! * alpha + data[at + c]! * under) / covered;
          data[at + 3] = 255 * covered;
        }
      }
  }

  /** The canvas as the address of a PNG. */
  toDataURL(): string {
    return `data:image/png;base64,${pngOf(this.current()).toString('base64')}`;
  }

  /** The pixels at the canvas's present size: another one clears it. */
  private current(): Pixels {
    const { width, height } = this.canvas;
    if (this.pixels.width !== width || this.pixels.height !== height) this.pixels = this.createImageData(width, height);
    return this.pixels;
  }

  private colour(): number[] {
    const [red, green, blue, alpha = 1] = (this.fillStyle.match(/[\d.]+/g) ?? []).map(Number);
    if (!this.fillStyle.startsWith('rgb') || blue === undefined)
      throw new RangeError(`a canvas is filled with rgb(…) or rgba(…), not with '${this.fillStyle}'.`);
    return [red!, green!, blue, Math.round(255 * alpha)];
  }
}

function pngOf({ width, height, data }: Pixels): Buffer {
  const rows = Buffer.alloc(height * (1 + 4 * width));
  for (let y = 0; y < height; y++) rows.set(data.subarray(4 * width * y, 4 * width * (y + 1)), y * (1 + 4 * width) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const [bits, rgba] = [8, 6];
  header.set([bits, rgba], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const framed = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), body, Buffer.alloc(4)]);
  framed.writeUInt32BE(body.length, 0);
  framed.writeUInt32BE(crc32(framed.subarray(4, 8 + body.length)), 8 + body.length);
  return framed;
}
