import { progress } from '../progress.js';
import { seededRandom } from '../random.js';
import type { LoadedTask, Sample } from './sample.js';
import type { Scene } from './phantoms/phantom.js';
import type { Task } from './task.js';

/** How many synthetic images to make, and of which size. */
export interface PhantomOptions {
  /** Rows and columns in pixels. */
  size: number;
  seed: number;
  patients: number;
  imagesPerPatient: number;
  /** Makes volumes of so many slices, one a patient; absent: images. */
  depth?: number | undefined;
  /** Labels drawn for each image beside its mask, for the oracle; 0 saves their memory. */
  labelDraws: number;
  /** All classes where the task has several. */
  multiClass: boolean;
}

/** So many pixels take several seconds to make. */
const SHOWN_ABOVE_PIXELS = 4e6;

/**
 * The synthetic stand-in of a task: every patient from a random stream of its own, so that more patients leave the
 * first ones as they are.
 */
export function synthesise(task: Task, options: PhantomOptions): LoadedTask {
  const { size, depth, seed, patients, imagesPerPatient } = options;
  const { volumePhantom } = task;
  const samples: Sample[] = [];
  const shown =
    imagesPerPatient * patients * size ** 2 * (depth ?? 1) > SHOWN_ABOVE_PIXELS
      ? progress(`Making ${task.id}, synthetic`, patients)
      : undefined;
  for (let p = 0; p < patients; p++) {
    const random = seededRandom(seed, p, 1);
    const scenes =
      depth !== undefined && volumePhantom
        ? [volumePhantom(random, { size, depth })]
        : task.phantom.patient(random, size, imagesPerPatient);
    if (task.dimensions === 3) standardise(scenes);
    else scenes.forEach((scene) => standardise([scene]));
    const patient = `synthetic_${String(p + 1).padStart(3, '0')}`;
    scenes.forEach((scene, s) =>
      samples.push(sampleOf(scene, `${patient}_${s + 1}`, patient, options, [seed, p, 2, s])),
    );
    shown?.update(p + 1);
  }
  const kind = depth === undefined ? 'images' : 'volumes';
  shown?.end(`${samples.length} ${kind}`);
  return {
    task: task.id,
    synthetic: true,
    classes: (options.multiClass && task.multiClasses) || task.classes,
    samples,
    provenance: `synthetic stand-in for ${task.id}, ${patients} patients with ${depth === undefined ? `${imagesPerPatient} images of ${size}×${size}` : `a volume of ${size}×${size}×${depth} each`}, seed ${seed}`,
  };
}

function sampleOf(
  scene: Scene,
  id: string,
  patient: string,
  { size, depth, labelDraws, multiClass }: PhantomOptions,
  seed: number[],
): Sample {
  const reader = seededRandom(...seed);
  const draw = () => {
    const label = scene.drawLabel(reader);
    if (!multiClass) for (let pixel = 0; pixel < label.length; pixel++) label[pixel] = Number(label[pixel]! > 0);
    return label;
  };
  const mask = draw();
  const draws = Array.from({ length: labelDraws }, draw);
  const sample: Sample = {
    id,
    patient,
    height: size,
    width: size,
    ...(depth !== undefined && { depth }),
    channels: scene.channels,
    image: scene.image,
    mask,
  };
  if (scene.valid) sample.valid = scene.valid;
  if (labelDraws === 0) return sample;
  const labelProbability = new Float32Array(mask.length);
  for (const labels of draws)
    for (let pixel = 0; pixel < labels.length; pixel++)
      labelProbability[pixel]! += Number(labels[pixel]! > 0) / labelDraws;
  return { ...sample, labelProbability, labelDraws: draws };
}

/**
 * Mean 0 and standard deviation 1 over the bodies of all `scenes`, all channels together, and 0 outside: slices of one
 * volume are scaled as one, as the real ones are.
 */
function standardise(scenes: readonly Scene[]): void {
  let [count, sum, squares] = [0, 0, 0];
  const eachInside = (visit: (image: Float32Array, at: number) => void) => {
    for (const { image, valid, channels } of scenes)
      for (let at = 0; at < image.length; at++) if (valid?.[Math.floor(at / channels)] !== 0) visit(image, at);
  };
  eachInside((image, at) => {
    count++;
    sum += image[at]!;
    squares += image[at]! ** 2;
  });
  const mean = sum / count;
  const deviation = Math.sqrt(squares / count - mean * mean) || 1;
  eachInside((image, at) => (image[at] = (image[at]! - mean) / deviation));
}
