// Twelve runs of a second each, two of them longer, as a study: `pool <folder>` does them here, `write <folder>` writes the workflow.
import { DEFAULT_TRAINING } from '../../../dist/runs/index.js';
import { runStudy, writeWorkflow } from '../../../dist/studies/index.js';

const recipe = (arm, loss, fold, steps, start) => ({
  study: 'made-up',
  arm,
  data: { task: 'po18', multiClass: false, size: 16, synthetic: { seed: 1, patients: 8, imagesPerPatient: 2 } },
  split: { folds: 2, fold, seed: 1 },
  seed: 1,
  training: {
    ...DEFAULT_TRAINING,
    network: { ...DEFAULT_TRAINING.network, features: 2 },
    batch: 2,
    phases: [{ loss, steps, learningRate: 3e-3 }],
  },
  ...(start && { start }),
});
const short = (loss, fold) => recipe(loss, loss, fold, 2);
const LONG = Number(process.env.LONG_STEPS ?? 400);
const recipes = [0, 1].flatMap((fold) => [
  recipe('long', 'softDice', fold, LONG),
  short('crossEntropy', fold),
  short('softDice', fold),
  short('softJaccard', fold),
  short('lovaszSoftmax', fold),
  recipe('crossEntropy > softDice', 'softDice', fold, 2, short('crossEntropy', fold)),
]);
const study = {
  id: 'made-up',
  title: 'Made up',
  recipes: () => recipes,
  report: () => ({ text: '' }),
};
const [what, folder, runsPerJob] = process.argv.slice(2);
const options = { preset: 'quick', tasks: ['po18'], sets: [], folders: {} };
if (what === 'pool') await runStudy(study, { ...options, out: folder, results: `${folder}/results`, train: true });
else await writeWorkflow(study, { ...options, folder, runsPerJob: Number(runsPerJob ?? 1) });
