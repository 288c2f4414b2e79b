// Runs a study of eight small trainings: node smallStudy.mjs <folder>. Ends as a command does: 0, or a sentence and 2.
import { join } from 'node:path';
import { DEFAULT_TRAINING } from '../../dist/runs/index.js';
import { runStudy } from '../../dist/studies/index.js';
import { UserError } from '../../dist/userError.js';

const [folder] = process.argv.slice(2);
const data = { task: 'po18', multiClass: false, size: 16, synthetic: { seed: 1, patients: 8, imagesPerPatient: 2 } };
const network = { ...DEFAULT_TRAINING.network, features: 2 };
const recipes = ['crossEntropy', 'softDice'].flatMap((loss) =>
  [0, 1].flatMap((fold) =>
    [1, 2].map((seed) => ({
      ...{ study: 'small', arm: loss, data, split: { folds: 2, fold, seed: 1 }, seed },
      training: { ...DEFAULT_TRAINING, network, batch: 2, phases: [{ loss, steps: 20, learningRate: 3e-3 }] },
    })),
  ),
);
const study = { id: 'small', tasks: ['po18'], recipes: () => recipes, report: () => ({ text: '' }) };

try {
  const { problems } = await runStudy(study, {
    ...{ preset: 'quick', tasks: ['po18'], sets: [], folders: {}, train: true },
    ...{ out: folder, results: join(folder, 'results') },
  });
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
} catch (error) {
  process.stderr.write(`${error instanceof UserError ? error.message : error.stack}\n`);
  process.exitCode = error instanceof UserError ? 2 : 1;
}
