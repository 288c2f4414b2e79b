import { execFileSync, fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { niftiBytes, temporaryFolder } from '../fixtures.js';
import { pngBytes, pngChunk, tiffBytes } from '../imageBytes.js';
import { writeSeeds } from './fuzzSeeds.js';

const INPUTS = 20_000;
/** Longer than this without a hundred inputs done, and a reader hangs. */
const PATIENCE_MS = 60_000;

interface Told {
  done: number;
  faults?: { n: number; seed: string; wrong: string }[];
  peak?: number;
  slowest?: number;
  read?: number;
  refused?: number;
}

it(
  `the readers give a mask of the right shape or a sentence for ${INPUTS} damaged files, in little memory and time`,
  { timeout: 600_000 },
  async () => {
    const folder = temporaryFolder();
    const [seeds, work] = [join(folder, 'seeds'), join(folder, 'inputs')];
    mkdirSync(seeds);
    mkdirSync(work);
    await writeSeeds(seeds);
    const last = await new Promise<Told>((resolve, reject) => {
      const script = fileURLToPath(new URL('fuzzReaders.mjs', import.meta.url));
      const child = fork(script, [seeds, String(INPUTS), '1', work], { execArgv: ['--expose-gc'] });
      let [told, timer]: [Told, NodeJS.Timeout | undefined] = [{ done: 0 }, undefined];
      const watch = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          child.kill('SIGKILL');
          reject(new Error(`a reader hangs on an input after number ${told.done}`));
        }, PATIENCE_MS);
      };
      watch();
      child.on('message', (message: Told) => {
        told = message;
        watch();
      });
      child.on('exit', (code) => {
        clearTimeout(timer);
        if (code === 0) resolve(told);
        else reject(new Error(`the readers ended the process (code ${code}) after input ${told.done}`));
      });
    });
    expect(last.faults).toEqual([]);
    expect(last.done).toBe(INPUTS);
    expect(last.peak! / 2 ** 20).toBeLessThan(512);
    // Both outcomes must occur, or the inputs try nothing: undamaged meaning, and refusals.
    expect(last.read!).toBeGreaterThan(INPUTS / 10);
    expect(last.refused!).toBeGreaterThan(INPUTS / 10);
  },
);

interface Reading {
  /** Megabytes at the most above those before. */
  peak: number;
  ms: number;
  kind?: string;
  shape?: number[];
  marked?: number;
  error?: string;
}

/** Reads a mask in a process of its own, whose memory is nobody else's. */
function readAlone(path: string): Reading {
  const reader = new URL('../../../dist/tasks/readers/readMask.js', import.meta.url);
  const code = `
    import { existsSync, readFileSync } from 'node:fs';
    // resourceUsage() of a child holds its parent's memory too, as it was when the child was made.
    const most = () => existsSync('/proc/self/status')
      ? 1024 * Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1])
      : 1024 * process.resourceUsage().maxRSS;
    const { readMask } = await import(${JSON.stringify(reader.href)});
    const [base, start] = [process.memoryUsage().rss, performance.now()];
    const read = await readMask(${JSON.stringify(path)}).then(
      ({ kind, shape, values }) => ({ kind, shape, marked: values.reduce((sum, value) => sum + (value > 0), 0) }),
      ({ name, message }) => ({ error: name + ': ' + message }),
    );
    const peak = (most() - base) / 2 ** 20;
    console.log(JSON.stringify({ ...read, peak, ms: performance.now() - start }));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }),
  ) as Reading;
}

describe('an honest mask of 12 000 × 12 000 is read in less than 512 MB', () => {
  const [side, marked] = [12_000, 5_000 * 6_000];
  const mask = () => {
    const values = new Uint8Array(side * side);
    for (let y = 3_000; y < 9_000; y++) values.fill(255, y * side + 2_000, y * side + 7_000);
    return sharp(values, { raw: { width: side, height: side, channels: 1 }, limitInputPixels: false });
  };
  it.each([
    ['PNG', () => mask().toColourspace('b-w').png()],
    ['PNG of grey in colour', () => mask().toColourspace('srgb').png()],
    ['PNG of one colour', () => mask().toColourspace('srgb').tint('red').png()],
    ['PNG of a palette', () => mask().toColourspace('b-w').png({ palette: true, colours: 2 })],
    ['TIFF of 1 bit', () => mask().toColourspace('b-w').tiff({ compression: 'none', bitdepth: 1 })],
    ['TIFF in tiles', () => mask().toColourspace('b-w').tiff({ compression: 'lzw', tile: true })],
    ['JPEG', () => mask().toColourspace('b-w').jpeg()],
  ] as const)('%s', async (name, image) => {
    const path = join(temporaryFolder(), 'large');
    await image().toFile(path.concat(name.startsWith('TIFF') ? '.tif' : name === 'JPEG' ? '.jpg' : '.png'));
    const read = readAlone(path.concat(name.startsWith('TIFF') ? '.tif' : name === 'JPEG' ? '.jpg' : '.png'));
    expect(read).toMatchObject({ shape: [side, side], marked });
    expect(read.peak).toBeLessThan(512);
  });
});

describe('what claims or unpacks to too much is refused in 2 seconds and 512 MB', () => {
  const folder = temporaryFolder();
  const save = (name: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const zeros = (megabytes: number) => Buffer.alloc(megabytes * 2 ** 20);
  /** A PNG of so many pixels, honestly packed: all 0. */
  const whitePng = (side: number) => {
    const small = pngBytes({ width: 1, height: 1, values: [0], claims: [side, side] });
    const at = small.indexOf('IDAT') - 4;
    const packed = deflateSync(Buffer.alloc(side * (side + 1)), { level: 9 });
    return Buffer.concat([small.subarray(0, at), pngChunk('IDAT', packed), small.subarray(-12)]);
  };
  const volume = (size: number[]) => {
    const header = niftiBytes({ size: [1, 1, 1], datatype: 2 }).subarray(0, 352);
    size.forEach((n, axis) => new DataView(header.buffer).setInt16(42 + 2 * axis, n, true));
    return header;
  };
  const strips = (width: number, height: number, rows: number, packed: Buffer, shared: boolean) => {
    const count = Math.ceil(height / rows);
    const file = tiffBytes([
      {
        ...{ width, height, blocks: shared ? [packed] : Array.from({ length: count }, () => packed) },
        tags: [
          [259, 3, [8]],
          [278, 4, [rows]],
          ...(shared
            ? [
                [273, 4, new Array<number>(count).fill(8)],
                [279, 4, new Array<number>(count).fill(packed.length)],
              ]
            : []),
        ] as [number, number, number[]][],
      },
    ]);
    return file;
  };
  it.each([
    ['PNG of 30 000 × 30 000', () => save('a.png', whitePng(30_000)), /unpacks to 858 MB/],
    [
      'gzip of 1.6 GB of zeros',
      () => save('a.nii.gz', gzipSync(Buffer.concat([volume([1200, 1200, 1200]), zeros(1700)]))),
      /unpacks to 1648 MB/,
    ],
    [
      'gzip of a small volume and 1 GB of zeros',
      () => save('b.nii.gz', gzipSync(Buffer.concat([volume([10, 10, 10]), zeros(1000)]))),
      /behind the 10×10×10 voxels/,
    ],
    [
      'TIFF of 40 000 × 40 000 whose strips are all the same bytes',
      () => save('a.tif', strips(40_000, 40_000, 100, deflateSync(Buffer.alloc(4_000_000)), true)),
      /unpacks to 1530 MB/,
    ],
    [
      'TIFF whose strip unpacks to 1 GB',
      () => save('b.tif', strips(10, 10, 10, deflateSync(zeros(1000)), false)),
      /unpacks to more than the 100 bytes/,
    ],
    [
      'TIFF of one tile of 60 000 × 60 000',
      () =>
        save(
          'c.tif',
          tiffBytes([
            {
              width: 9,
              height: 9,
              blocks: [new Uint8Array(9)],
              tags: [
                [322, 4, [60_000]],
                [323, 4, [60_000]],
              ],
            },
          ]),
        ),
      /one of its tiles takes/,
    ],
  ] as const)('%s', (_, file, message) => {
    const read = readAlone(file());
    expect(read.error).toMatch(/^UserError: /);
    expect(read.error).toMatch(message);
    expect(read.peak).toBeLessThan(512);
    expect(read.ms).toBeLessThan(2000);
  });
});
