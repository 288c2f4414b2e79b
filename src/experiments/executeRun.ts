import type { Sample } from '../tasks/index.js';
import { trainRun, type RunReport, type RunResult } from '../training/index.js';
import type { RunPlan } from './planRuns.js';
import { trainingLoss } from './trainingLoss.js';

/** Does one planned run on the task's samples, in this process. */
export function executeRun(
  samples: Sample[],
  plan: RunPlan,
  onReport?: (report: RunReport) => void | Promise<void>,
): Promise<RunResult> {
  const { shape, seed, per, steps, pretrain, batch, learningRate } = plan;
  return trainRun({
    train: plan.train.map((i) => samples[i]!),
    heldOut: plan.heldOut.map((i) => samples[i]!),
    shape,
    loss: trainingLoss(plan.loss, per),
    pretrain: { loss: trainingLoss('crossEntropy', per), steps: pretrain },
    // The folds of one comparison start from different parameters, its losses from the same.
    seed: seed * 1000 + plan.fold,
    steps,
    batch,
    learningRate,
    onReport,
  });
}
