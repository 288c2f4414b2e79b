import { contextFeedback, unet, volumeUnet, type ContextFeedback, type Network } from '../training/index.js';
import type { NetworkSettings } from './recipe.js';

/**
 * The network that a recipe names.
 *
 * @param images - their channels, and each class's share of the pixels that are trained on
 */
export function networkOf(
  settings: NetworkSettings,
  images: { inputs: number; shares: readonly number[] },
): Network | ContextFeedback {
  const { inputs, shares } = images;
  const outputs = shares.length === 2 ? 1 : shares.length;
  const { features, normalisation, prior } = settings;
  const foregroundShare = outputs === 1 ? shares[1]! : shares;
  const common = { inputs, outputs, features, normalisation, ...(prior && { foregroundShare }) };
  switch (settings.id) {
    case 'unet':
      return unet(common);
    case 'contextFeedback':
      return contextFeedback(common);
    case 'volumeUnet':
      return volumeUnet({ ...common, pooling: settings.pooling });
  }
}
