import { kendallTau } from './kendallTau.js';

export interface RankStability {
  /**
   * `atRank[method][r]`: the part of the samples in which the method stands at place r + 1. Methods that tie share their
   * places evenly, so that the parts at a place add up to 1 too.
   */
  atRank: number[][];
  /** Mean of Kendall's tau between the ranking and those of the samples. */
  kendallTau: number;
}

/**
 * How firmly a ranking stands: where each method stands in rankings of other samples.
 *
 * @param overall - the ranks that are judged
 * @param samples - one list of ranks for each bootstrap sample
 */
export function rankStability(overall: readonly number[], samples: readonly (readonly number[])[]): RankStability {
  const atRank = overall.map(() => new Array<number>(overall.length).fill(0));
  let tau = 0;
  for (const sample of samples) {
    sample.forEach((rank, m) => {
      const ties = sample.filter((other) => other === rank).length;
      const first = rank - (ties - 1) / 2;
      const row = atRank[m] ?? [];
      for (let place = first; place < first + ties; place++)
        row[place - 1] = (row[place - 1] ?? 0) + 1 / (ties * samples.length);
    });
    tau += kendallTau(overall, sample) / samples.length;
  }
  return { atRank, kendallTau: tau };
}
