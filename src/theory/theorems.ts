import { diceJaccard } from './diceJaccard.js';
import { regretTransfer } from './regretTransfer.js';
import { priceOfAccuracy } from './priceOfAccuracy.js';
import { publishedMeans } from './publishedMeans.js';
import { weightedHammingGap } from './weightedHammingGap.js';
import { tverskyDice } from './tverskyDice.js';
import { gradients } from './gradients.js';
import { normVariants } from './normVariants.js';
import { smoothing } from './smoothing.js';
import { lovaszSoftJaccard } from './lovaszSoftJaccard.js';
import { submodularity } from './submodularity.js';
import { lovaszClosure } from './lovaszClosure.js';
import { diceThreshold } from './diceThreshold.js';
import { diceDecisions } from './diceDecisions.js';
import { volumeBias } from './volumeBias.js';
import { calibration } from './calibration.js';
import { softLabels } from './softLabels.js';
import { batchAndImage } from './batchAndImage.js';
import { robustDuality } from './robustDuality.js';
import { emptyMasks } from './emptyMasks.js';
import { wassersteinDice } from './wassersteinDice.js';
import type { Theorem } from './theorem.js';

/** Every statement of the workbook, in reading order. */
export const theorems: readonly Theorem[] = [
  diceJaccard,
  regretTransfer,
  priceOfAccuracy,
  publishedMeans,
  weightedHammingGap,
  tverskyDice,
  gradients,
  normVariants,
  smoothing,
  lovaszSoftJaccard,
  submodularity,
  lovaszClosure,
  diceThreshold,
  diceDecisions,
  volumeBias,
  calibration,
  softLabels,
  batchAndImage,
  emptyMasks,
  wassersteinDice,
  robustDuality,
];
