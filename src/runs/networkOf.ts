import { unet, volumeUnet, type Network } from '../training/index.js';
import type { NetworkSettings } from './recipe.js';

/**
 * The network that a recipe names.
 *
 * @param images - their channels, and each class's share of the pixels that are trained on
 */
export function networkOf(settings: NetworkSettings, images: { inputs: number; shares: readonly number[] }): Network {
  const { inputs, shares } = images;
  const outputs = shares.length === 2 ? 1 : shares.length;
  const { features, normalisation, prior } = settings;
  const foregroundShare = outputs === 1 ? shares[1]! : shares;
  const common = { inputs, outputs, features, normalisation, ...(prior && { foregroundShare }) };
  return settings.id === 'unet' ? unet(common) : volumeUnet({ ...common, pooling: settings.pooling });
}
