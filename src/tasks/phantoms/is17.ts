import { strokePhantom, type StrokeKind } from './stroke.js';

/**
 * Stroke-like MR slices: one main lesion with up to four satellites, bright in the first channel and a little dark in
 * the second. The label is drawn months later: lesions have grown or shrunk, changed their shape, and some have gone.
 */
export const IS17_STROKE: StrokeKind = {
  imagesPerPatient: 6,
  shown: 0.36,
  medianRadius: 5.8,
  satellites: 4,
  contrast: [
    [0.15, 0.42],
    [-0.13, -0.07],
  ],
  tissue: 0.09,
  noise: 0.015,
  borderBlur: 1.5,
  spread: { area: 0.42, local: 0.45, dropMain: 0.12, dropSatellite: 0.3 },
};

export const is17Phantom = strokePhantom(IS17_STROKE);
