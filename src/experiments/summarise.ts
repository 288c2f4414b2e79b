import { pairedBootstrap } from '../evaluation/index.js';
import { lossFromSpec } from '../losses/index.js';
import { MEASURES, type LossDifference, type LossScores, type RunRecord } from './comparison.js';
import { meanScores } from './meanScores.js';

/**
 * Means by loss and fold, and for every pair of losses the paired bootstrap of the difference per image, patients
 * resampled. An image trained with several seeds counts once, with its mean over the seeds.
 *
 * @param seed - of the bootstrap
 */
export async function summarise(runs: RunRecord[], losses: string[], seed: number) {
  const rows = runs.flatMap(({ loss, fold, scores }) =>
    scores.map(({ dice, jaccard }) => ({ loss, fold, dice, jaccard })),
  );
  const { byLoss, byFold } = await meanScores(rows);
  const scores = byLoss.map((row): LossScores => ({ ...row, title: lossFromSpec(row.loss).title }));
  return { losses: scores, folds: byFold, differences: differencesOf(runs, losses, seed) };
}

function differencesOf(runs: RunRecord[], losses: string[], seed: number): LossDifference[] {
  const images = imagesOf(runs);
  const patients = [...images.values()].map((image) => image.patient);
  const scoresOf = (loss: string, measure: 'dice' | 'jaccard') =>
    [...images.keys()].map((id) => {
      const values = runs
        .filter((run) => run.loss === loss)
        .flatMap((run) => run.scores.filter((score) => score.id === id).map((score) => score[measure]));
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    });
  const pairs = losses.flatMap((baseline, i) => losses.slice(i + 1).map((loss) => ({ loss, baseline })));
  return MEASURES.flatMap((measure) =>
    pairs.map(({ loss, baseline }) => ({
      measure,
      loss,
      baseline,
      ...pairedBootstrap(scoresOf(loss, measure), scoresOf(baseline, measure), { seed, patients }),
    })),
  );
}

function imagesOf(runs: RunRecord[]): Map<string, { patient: string }> {
  return new Map(runs.flatMap((run) => run.scores.map(({ id, patient }) => [id, { patient }] as const)));
}
