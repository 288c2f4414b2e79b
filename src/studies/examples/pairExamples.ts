import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fewImages, recipeData, seedOfRun } from '../../runs/index.js';
import type { Sample } from '../../tasks/index.js';
import { imageDistance, syntheticPairs } from '../../training/index.js';
import { writeWhole } from '../../writeWhole.js';
import { PAIRS_PRESETS, pairsRecipes } from '../pairsArms.js';

const EXAMPLES = fileURLToPath(new URL('../../../data/examples/synthetic-pairs.jsonl', import.meta.url));

/** A source, or a pair made of it, as it is shown. */
export interface PairExample {
  source: string;
  /** The coarsest scale with fresh noise; absent: the source itself. */
  from?: number;
  size: number;
  /** Red, green and blue of every pixel, in base64. */
  colours: string;
  /** 0 or 1 of every pixel, in base64. */
  mask: string;
  /** To its source, root mean square of normalised intensities. */
  distance: number;
}

const SHOWN = { sources: 3, samples: 3 };

/** The committed examples. */
export function readPairExamples(path = EXAMPLES): PairExample[] {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as PairExample);
}

/**
 * Makes pairs of the first sources of the full study's first fold, as its runs do, and from the second scale on, and writes
 * them.
 *
 * @returns the path written
 */
export async function writePairExamples(path = EXAMPLES): Promise<string> {
  const { images, ...pairs } = PAIRS_PRESETS.full.pairs;
  const recipe = pairsRecipes('full', { task: 'po18' })[0]!;
  const sources = fewImages(await recipeData(recipe), images, seedOfRun(recipe)).slice(0, SHOWN.sources);
  const lines: PairExample[] = [];
  for (const [n, source] of sources.entries()) {
    lines.push(exampleOf(source, source));
    for (const from of [0, 1]) {
      const made = await syntheticPairs(source, {
        ...pairs,
        from,
        samples: SHOWN.samples,
        seed: seedOfRun(recipe) * 100 + n,
      });
      lines.push(...made.pairs.map((pair) => ({ ...exampleOf(pair, source), from })));
    }
  }
  return writeWhole(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

function exampleOf(pair: Sample, source: Sample): PairExample {
  let [least, most] = [Infinity, -Infinity];
  for (const value of source.image) [least, most] = [Math.min(least, value), Math.max(most, value)];
  const colours = Uint8Array.from(pair.image, (value) => Math.round((255 * (value - least)) / (most - least || 1)));
  return {
    source: source.id,
    size: pair.width,
    colours: Buffer.from(colours).toString('base64'),
    mask: Buffer.from(pair.mask).toString('base64'),
    distance: Math.round(imageDistance(pair, source) * 1e3) / 1e3,
  };
}
