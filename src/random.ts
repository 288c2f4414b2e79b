/** A seeded source of random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform on [0, 1), with 32 random bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Uniform on {0, …, n − 1}. */
  integer(n: number): number;
  /** Shuffles `items` in place and returns it. */
  shuffle<T>(items: T[]): T[];
}

/**
 * Small fast counter generator (sfc32) with a Box–Muller normal.
 *
 * @param seed - one or several integers; several make independent streams: `seededRandom(seed, fold, epoch)`
 * Source: Chris Doty-Humphrey, PractRand, http://pracrand.sourceforge.net/RNG_engines.txt
 */
export function seededRandom(...seed: number[]): Random {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (const part of seed) {
    a ^= part | 0;
    b ^= Math.floor(part / 2 ** 32) | 0;
    // Twelve rounds mix every bit of the seed into all the state, as the generator's author advises.
    for (let round = 0; round < 12; round++) next();
  }
  const uniform = () => next() / 2 ** 32;
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    integer: (n) => Math.floor(uniform() * n),
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = Math.floor(uniform() * (i + 1));
        [items[i], items[j]] = [items[j]!, items[i]!];
      }
      return items;
    },
  };
}
