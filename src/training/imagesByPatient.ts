import type { Sample } from '../tasks/index.js';

/** The indices of each patient's images, patients in the order in which they first occur. */
export function imagesByPatient(samples: readonly Sample[]): number[][] {
  const images = new Map<string, number[]>();
  samples.forEach(({ patient }, i) => images.set(patient, [...(images.get(patient) ?? []), i]));
  return [...images.values()];
}
