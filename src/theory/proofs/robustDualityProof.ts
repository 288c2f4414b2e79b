import type { Proof } from './proof.js';

/*
 * Of one of n images: q is its weight, z = exp(βl)/Σ exp(βl) the weight that is claimed to be best, and g = ln(z/q),
 * which is at most z/q − 1. The mean of q·g is what the weights q fall short of the maximum, times −β.
 */
const given = ['q > 0', 'z > 0', 'g <= z/q - 1'];

export const robustDualityProof: Proof = {
  claims: [
    {
      id: 'one_image',
      says: 'an image of weight q adds at most z − q to the excess over the maximum, and weights add up to 1: the sum is at most 0',
      given,
      claim: 'q*g <= z - q',
      because: 'q*(z/q - 1 - g)',
    },
  ],
  falseClaims: [
    {
      id: 'one_image_less',
      says: 'an image adds at most (z − q)/2',
      given,
      claim: 'q*g <= (z - q)/2',
      at: { q: '1', z: '2', g: '1' },
    },
  ],
  byHand: {
    file: 'RobustDualityOfWeights',
    theorems: [
      {
        id: 'robust_duality',
        says: 'no weights q on any number n of images exceed (1/β) ln of the mean of exp(βl), for all losses and all β > 0',
      },
      {
        id: 'robust_duality_is_attained',
        says: 'and the weights q ∝ exp(βl) attain it, so that nothing smaller would do',
      },
      { id: 'robust_between', says: 'it lies between the mean and the largest loss, and within ln(n)/β of the latter' },
      {
        id: 'not_attained_by_equal_weights',
        says: 'that equal weights always attain it is false: two images of losses 0 and 1',
      },
    ],
  },
};
