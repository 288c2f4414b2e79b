/** The three choices of a training that the paper changes, each with what is usual and what it puts in its place. */
export const FACTORS = [
  { id: 'loss', usual: 'crossEntropy', robust: 'wassersteinDice', title: 'generalised Wasserstein Dice' },
  { id: 'sampler', usual: 'patients', robust: 'hardness', title: 'hardness-weighted sampling' },
  { id: 'optimiser', usual: 'adam', robust: 'ranger', title: 'Ranger' },
] as const;

/** One way of training: which of the factors are robust. */
export type RobustArm = readonly [loss: boolean, sampler: boolean, optimiser: boolean];

/** All combinations, the usual one first. */
export const ROBUST_ARMS: readonly RobustArm[] = [false, true].flatMap((loss) =>
  [false, true].flatMap((sampler) => [false, true].map((optimiser) => [loss, sampler, optimiser] as const)),
);

/** Its name in recipes and tables: `crossEntropy, hardness, adam`. */
export const armName = (arm: RobustArm): string =>
  FACTORS.map(({ usual, robust }, k) => (arm[k] ? robust : usual)).join(', ');
