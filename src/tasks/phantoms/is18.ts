import { strokePhantom, type StrokeKind } from './stroke.js';

/**
 * Stroke-like CT slices: a lesion slightly darker than tissue that varies more than it does, with a wide soft border;
 * over 30 % of the contour the label reaches into tissue that looks sound.
 */
export const IS18_STROKE: StrokeKind = {
  imagesPerPatient: 6,
  shown: 0.38,
  medianRadius: 10,
  satellites: 2,
  contrast: [
    [-0.155, -0.085],
    [-0.04, 0],
  ],
  tissue: 0.105,
  noise: 0.006,
  borderBlur: 4.5,
  spread: { area: 0.28, local: 0.35, dropMain: 0.05, dropSatellite: 0.3 },
  unseen: { share: 0.3, reach: 1 },
};

export const is18Phantom = strokePhantom(IS18_STROKE);
