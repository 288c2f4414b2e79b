import { DEFAULT_TRAINING, type Recipe } from '../../src/runs/index.js';

/** A recipe that is done in a second: eight patients with two images of 16 × 16, two updates. */
export function smallRecipe(changes: Partial<Recipe> = {}, loss = 'softDice', steps = 2): Recipe {
  return {
    study: 'test',
    arm: loss,
    data: { task: 'po18', multiClass: false, size: 16, synthetic: { seed: 1, patients: 8, imagesPerPatient: 2 } },
    split: { folds: 2, fold: 0, seed: 1 },
    seed: 1,
    training: {
      ...DEFAULT_TRAINING,
      network: { ...DEFAULT_TRAINING.network, features: 2 },
      batch: 2,
      phases: [{ loss, steps, learningRate: 3e-3 }],
    },
    ...changes,
  };
}
