// Feeds damaged files to the readers of dist/, one after the other, and tells what went wrong. Called by
// readers.slow.test.ts in a process of its own, so that a reader that never returns can be stopped.
//
//   node --expose-gc fuzzReaders.mjs <folder of seeds> <number of inputs> <first seed> <folder for inputs>

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { seededRandom } from '../../../dist/random.js';
import { readImage } from '../../../dist/tasks/readers/readImage.js';
import { readMask } from '../../../dist/tasks/readers/readMask.js';

const [seedFolder, count, firstSeed, work] = [
  process.argv[2],
  Number(process.argv[3]),
  Number(process.argv[4]),
  process.argv[5],
];
const MOST_MS = 2000;
const MOST_BYTES = 512 * 2 ** 20;
const INTERESTING = [
  0, 1, 2, 3, 4, 7, 8, 16, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 0x7fffffff, 0x80000000, 0xffffffff,
];

const seeds = readdirSync(seedFolder).map((name) => ({ name, bytes: readFileSync(join(seedFolder, name)) }));

/** Changes words, bytes and lengths of a file without knowing what it is. */
function damage(bytes, random) {
  let file = Buffer.from(bytes);
  for (let change = 0, changes = 1 + random.integer(4); change < changes && file.length > 0; change++) {
    // Headers stand at the start; tags of a TIFF often at the end.
    const span = [64, 600, file.length][random.integer(3)];
    const from = random.integer(4) === 0 ? Math.max(0, file.length - span) : 0;
    const at = Math.min(file.length - 1, from + random.integer(Math.min(span, file.length)));
    const value =
      random.integer(3) === 0
        ? [at, file.length, at + 4][random.integer(3)]
        : INTERESTING[random.integer(INTERESTING.length)];
    const kind = random.integer(9);
    if (kind === 0) file[at] ^= 1 << random.integer(8);
    else if (kind === 1) file[at] = random.integer(256);
    else if (kind === 2 && at + 2 <= file.length)
      file[random.integer(2) ? 'writeUInt16LE' : 'writeUInt16BE'](value & 0xffff, at);
    else if (kind === 3 && at + 4 <= file.length)
      file[random.integer(2) ? 'writeUInt32LE' : 'writeUInt32BE'](value >>> 0, at);
    else if (kind === 4 && at + 8 <= file.length)
      file[random.integer(2) ? 'writeBigUInt64LE' : 'writeBigUInt64BE'](
        BigInt(value) * BigInt(1 + random.integer(3)),
        at,
      );
    else if (kind === 5) file = file.subarray(0, at);
    else if (kind === 6)
      file = Buffer.concat([
        file.subarray(0, at),
        Buffer.alloc(random.integer(40), random.integer(256)),
        file.subarray(at),
      ]);
    else if (kind === 7) file = Buffer.concat([file.subarray(0, at), file.subarray(at + random.integer(40))]);
    else file = Buffer.concat([file, file.subarray(at, at + random.integer(4000))]);
  }
  return file;
}

/** Changes what stands inside a PNG's chunks, and makes their sums agree again. */
function damagePng(bytes, random) {
  const chunks = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at))
    chunks.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      body: bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)),
    });
  const chosen = random.integer(chunks.length);
  const { type, body } = chunks[chosen];
  const kind = random.integer(6);
  if (kind === 0) chunks.splice(chosen, 1);
  else if (kind === 1) chunks.splice(random.integer(chunks.length), 0, chunks[chosen]);
  else if (kind === 2 && type === 'IDAT')
    chunks[chosen] = { type, body: deflateSync(damage(inflateSync(body), random)) };
  else if (kind === 3) chunks[chosen] = { type, body: Buffer.concat([body, Buffer.alloc(random.integer(900))]) };
  else if (kind === 4 && type === 'IDAT')
    chunks[chosen] = { type, body: deflateSync(Buffer.alloc(random.integer(2 ** 22))) };
  else chunks[chosen] = { type, body: damage(body, random) };
  return Buffer.concat([
    bytes.subarray(0, 8),
    ...chunks.map(({ type: name, body: content }) => {
      const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(name, 'latin1'), content, Buffer.alloc(4)]);
      chunk.writeUInt32BE(content.length, 0);
      chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + content.length)), 8 + content.length);
      return chunk;
    }),
  ]);
}

/** Changes values of a TIFF's tags: the numbers on which its structure stands. */
function damageTiff(bytes, random) {
  const file = Buffer.from(bytes);
  const little = file[0] === 0x49;
  const big = (little ? file[2] : file[3]) === 43;
  const short = (at) => (little ? file.readUInt16LE(at) : file.readUInt16BE(at));
  const put = (at, value) =>
    at + 4 <= file.length && (little ? file.writeUInt32LE(value >>> 0, at) : file.writeUInt32BE(value >>> 0, at));
  const long = (at) => (little ? file.readUInt32LE(at) : file.readUInt32BE(at));
  const at = big ? (little ? long(8) : long(12)) : long(4);
  if (at + 8 > file.length) return damage(file, random);
  const [start, size] = big ? [at + 8, 20] : [at + 2, 12];
  const entries = short(big && !little ? at + 6 : at);
  for (let change = 0; change < 1 + random.integer(3); change++) {
    const entry = start + size * random.integer(entries + 1);
    const field = [0, 2, 4, 8, 12, 16][random.integer(big ? 6 : 4)];
    const value = INTERESTING[random.integer(INTERESTING.length)];
    if (entry + field + 4 > file.length) continue;
    if (field < 4) {
      // Another tag, or another type.
      const number =
        field === 0
          ? [254, 256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 317, 320, 322, 323, 324, 325, 338, 339][
              random.integer(20)
            ]
          : random.integer(20);
      if (little) file.writeUInt16LE(number, entry + field);
      else file.writeUInt16BE(number, entry + field);
    } else put(entry + field, random.integer(3) === 0 ? [at, file.length, entry][random.integer(3)] : value);
  }
  return file;
}

function makeInput({ name, bytes }, random) {
  if (random.integer(4) === 0) return damage(bytes, random);
  if (name.endsWith('.png')) return damagePng(bytes, random);
  if (/\.tiff?$/.test(name)) return damageTiff(bytes, random);
  if (name.endsWith('.gz')) return gzipSync(damage(gunzipSync(bytes), random), { level: 1 });
  return damage(bytes, random);
}

const faults = [];
const told = { read: 0, refused: 0 };
async function attempt(read, check, path) {
  try {
    const wrong = check(await read(path));
    told.read++;
    if (wrong) return wrong;
  } catch (error) {
    if (error?.name !== 'UserError') return `threw ${error?.stack ?? error}`;
    told.refused++;
    if (!error.message.includes(path) || error.message.length > 2000) return `says '${error.message.slice(0, 300)}'`;
  }
  return undefined;
}

const checkMask = ({ values, shape, labels, kind, spacingMm }) => {
  if (values.length !== shape.reduce((a, b) => a * b, 1)) return `gave ${values.length} values for ${shape}`;
  if (spacingMm.length !== shape.length || !['labels', 'brightness'].includes(kind)) return 'gave a mask of no shape';
  const held = new Set(values);
  if (labels.some((label, at) => !held.has(label) || !(at === 0 || label > labels[at - 1])))
    return `gave labels ${labels}`;
  return undefined;
};
const checkImage = ({ data, width, height, channels }) =>
  data.length === width * height * channels && [1, 3].includes(channels) ? undefined : `gave ${data.length} values`;

let slowest = 0;
global.gc();
const base = process.memoryUsage().rss;
for (let n = 0; n < count; n++) {
  const random = seededRandom(firstSeed, n);
  const seed = seeds[random.integer(seeds.length)];
  const input = makeInput(seed, random);
  const path = join(work, seed.name);
  writeFileSync(path, input);
  const start = performance.now();
  const wrong =
    (await attempt(readMask, checkMask, path)) ??
    (/\.(nii|gz|hdr)$/.test(path) ? undefined : await attempt(readImage, checkImage, path));
  const took = performance.now() - start;
  slowest = Math.max(slowest, took);
  if (wrong ?? took > 2 * MOST_MS) faults.push({ n, seed: seed.name, wrong: wrong ?? `took ${Math.round(took)} ms` });
  if (process.memoryUsage().rss > base + MOST_BYTES / 4) global.gc();
  if (n % 100 === 0) process.send?.({ done: n });
}
const peak = process.resourceUsage().maxRSS * 1024 - base;
process.send?.({ done: count, faults: faults.slice(0, 10), peak, slowest, ...told });
if (!process.send) console.log({ faults: faults.slice(0, 10), peakMB: peak / 2 ** 20, slowest, ...told });
