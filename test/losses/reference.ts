/*
 * The losses in float64 on plain arrays, each written straight from its formula and nothing else: slow, and shared with
 * no code of src. Values are indexed [image][voxel][class].
 */
export type Values = number[][][];

export interface ReferenceOptions {
  per?: 'image' | 'batch';
  epsilon?: number;
  squared?: boolean;
  classWeights?: readonly number[];
  /** [image][voxel] */
  mask?: number[][];
  /** [image][voxel], whole numbers: a pixel of weight 2 stands twice. */
  pixelWeights?: number[][];
  /** Channels are regions of their own. */
  overlapping?: boolean;
  labelSmoothing?: number;
  background?: boolean;
  empty?: 'one' | 'zero' | 'skip';
  reduction?: 'mean' | 'sum';
  fromLogits?: boolean;
  alpha?: number;
  beta?: number;
  gamma?: number;
  b?: number;
  k?: number;
  variant?: number;
  weighting?: string;
  classes?: string;
  distances?: readonly (readonly number[])[];
  spacingMm?: readonly number[];
  iterations?: number;
  /** The sizes of the axes of space; their product is the number of voxels. */
  space?: number[];
}

/** The valid pixels of one row, all classes, and where they lie in it. */
interface Row {
  y: number[][];
  p: number[][];
  place: number[];
}

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
const dot = (a: number[], b: number[]) => sum(a.map((x, i) => x * b[i]!));
const mean = (values: number[]) => sum(values) / values.length;

function rows(y: Values, p: Values, { per, mask, pixelWeights }: ReferenceOptions): Row[] {
  const images = y.map((image, b) => {
    const place = image
      .flatMap((_, v) => new Array<number>(pixelWeights?.[b]![v] ?? 1).fill(v))
      .filter((v) => !mask || mask[b]![v] === 1);
    return { y: place.map((v) => image[v]!), p: place.map((v) => p[b]![v]!), place };
  });
  if (per !== 'batch') return images;
  return [{ y: images.flatMap((i) => i.y), p: images.flatMap((i) => i.p), place: images.flatMap((i) => i.place) }];
}

const channel = (values: number[][], c: number) => values.map((pixel) => pixel[c]!);
export const sigmoid = (s: number) => 1 / (1 + Math.exp(-s));
export const softmax = (s: number[]) => s.map((x) => Math.exp(x) / sum(s.map(Math.exp)));
const activate = (p: Values, each: boolean): Values =>
  p.map((image) => image.map((s) => (each || s.length === 1 ? s.map(sigmoid) : softmax(s))));

/** A loss that has one value per region: mean or sum of the weighted values that are not left out. */
function ofRegions(
  value: (y: number[], p: number[], options: ReferenceOptions, place: number[]) => number | undefined,
  each = false,
) {
  return (y: Values, predictions: Values, options: ReferenceOptions = {}): number => {
    const p = options.fromLogits ? activate(predictions, each || options.overlapping === true) : predictions;
    const classes = y[0]![0]!.length;
    const first = options.background === false && classes > 1 ? 1 : 0;
    const found: number[] = [];
    for (const row of rows(y, p, options)) {
      for (let c = first; c < classes; c++) {
        const one = row.y.length === 0 ? undefined : value(channel(row.y, c), channel(row.p, c), options, row.place);
        if (one !== undefined) found.push((options.classWeights?.[c] ?? 1) * one);
      }
    }
    return options.reduction === 'sum' ? sum(found) : found.length > 0 ? mean(found) : 0;
  };
}

/** A loss that has one value per row. */
function ofRows(value: (row: Row, options: ReferenceOptions) => number | undefined) {
  return (y: Values, predictions: Values, options: ReferenceOptions = {}): number => {
    const p = options.fromLogits ? activate(predictions, options.overlapping === true) : predictions;
    const found = rows(y, p, options)
      .map((row) => (row.y.length === 0 ? undefined : value(row, options)))
      .filter((one): one is number => one !== undefined);
    return options.reduction === 'sum' ? sum(found) : found.length > 0 ? mean(found) : 0;
  };
}

/** `1 - score`, with what an empty region scores. */
function score(fraction: (y: number[], p: number[], options: ReferenceOptions) => number) {
  return (y: number[], p: number[], options: ReferenceOptions) => {
    if (sum(y) === 0 && options.empty === 'skip') return undefined;
    if (sum(y) === 0 && options.empty === 'zero') return 1;
    return 1 - fraction(y, p, options);
  };
}

const size = (values: number[], squared = false) => sum(values.map((v) => (squared ? v * v : v)));
const distance = (y: number[], p: number[]) => sum(y.map((v, i) => Math.abs(v - p[i]!)));

export const softDice = ofRegions(
  score(
    (y, p, { epsilon = 1e-7, squared }) => (2 * dot(y, p) + epsilon) / (size(y, squared) + size(p, squared) + epsilon),
  ),
);
export const softJaccard = ofRegions(
  score(
    (y, p, { epsilon = 1e-7, squared }) =>
      (dot(y, p) + epsilon) / (size(y, squared) + size(p, squared) - dot(y, p) + epsilon),
  ),
);

function tversky(
  y: number[],
  p: number[],
  { epsilon = 1e-7, alpha = 0.3, beta = 0.7, squared }: ReferenceOptions,
): number {
  const tp = dot(y, p);
  return (tp + epsilon) / (tp + alpha * (size(p, squared) - tp) + beta * (size(y, squared) - tp) + epsilon);
}
export const softTversky = ofRegions(score(tversky));
export const focalTversky = ofRegions((y, p, options) => {
  const loss = score(tversky)(y, p, options);
  return loss === undefined ? undefined : loss ** (options.gamma ?? 0.75);
});
export const softFBeta = ofRegions(
  score((y, p, { epsilon = 1e-7, b = 1, squared }) => {
    const tp = dot(y, p);
    const [fp, fn] = [size(p, squared) - tp, size(y, squared) - tp];
    return ((1 + b * b) * tp + epsilon) / ((1 + b * b) * tp + fp + b * b * fn + epsilon);
  }),
);
export const jaccardMetric = ofRegions(
  score((y, p, { epsilon = 1e-7, variant = 1 }) => {
    const [s, d, i] = [sum(y) + sum(p), distance(y, p), dot(y, p)];
    return variant === 1 ? (s - d + epsilon) / (s + d + epsilon) : (i + epsilon) / (i + d + epsilon);
  }),
);
export const diceSemimetric = ofRegions(
  score((y, p, { epsilon = 1e-7, variant = 1 }) => {
    const [s, d, i] = [sum(y) + sum(p), distance(y, p), dot(y, p)];
    return variant === 1 ? (s - d + epsilon) / (s + epsilon) : (2 * i + epsilon) / (2 * i + d + epsilon);
  }),
);
export const matthews = ofRegions(
  score((y, p, { epsilon = 1e-7 }) => {
    const not = (values: number[]) => values.map((value) => 1 - value);
    const [tp, tn] = [dot(y, p) + epsilon, dot(not(y), not(p)) + epsilon];
    const [fp, fn] = [dot(not(y), p), dot(y, not(p))];
    return (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
  }),
);

export const generalizedDice = ofRows(
  ({ y, p }, { epsilon = 1e-7, weighting = 'square', background = true, empty }) => {
    const classes = y[0]!.map((_, c) => c).slice(background || y[0]!.length === 1 ? 0 : 1);
    const sizes = classes.map((c) => sum(channel(y, c)));
    if (sum(sizes) === 0 && empty === 'skip') return undefined;
    if (sum(sizes) === 0 && empty === 'zero') return 1;
    const power = weighting === 'square' ? 2 : weighting === 'simple' ? 1 : 0;
    const rarest = Math.min(...sizes.filter((n) => n > 0));
    const weights = sizes.map((n) => (n > 0 ? (rarest / n) ** power : 1));
    const above = sum(classes.map((c, i) => weights[i]! * dot(channel(y, c), channel(p, c))));
    const below = sum(classes.map((c, i) => weights[i]! * (sum(channel(y, c)) + sum(channel(p, c)))));
    return 1 - (2 * above + epsilon) / (below + epsilon);
  },
);

export const generalizedWassersteinDice = ofRows(({ y, p }, { epsilon = 1e-7, distances, empty }) => {
  const classes = y[0]!.length;
  const largest = Math.max(...(distances?.flat() ?? [1]));
  const between = (k: number, c: number) => (distances ? distances[k]![c]! / largest : Number(k !== c));
  let [hit, cost, foreground] = [0, 0, 0];
  y.forEach((labels, i) =>
    labels.forEach((label, k) => {
      const expected = sum(p[i]!.map((probability, c) => probability * between(k, c)));
      cost += label * expected;
      if (k > 0) hit += label * (1 - expected);
      if (k > 0) foreground += label;
    }),
  );
  if (foreground === 0 && empty === 'skip') return undefined;
  if (foreground === 0 && empty === 'zero') return 1;
  return classes > 1 ? 1 - (2 * hit + epsilon) / (2 * hit + cost + epsilon) : NaN;
});

const log = (p: number, epsilon = 1e-7) => Math.log(Math.max(p, epsilon));

/**
 * Mean over the pixels of a row of the sum over classes of `weight_c * y_c * f(log p_c)`; of one class, with its
 * complement.
 */
function ofPixels(
  f: (log: number, options: ReferenceOptions) => number,
  weightsOf: (options: ReferenceOptions, classes: number) => readonly number[],
) {
  const joint = ofRows(({ y, p }, options) =>
    mean(pixelLosses({ y, p }, options, f, weightsOf(options, y[0]!.length))),
  );
  return (y: Values, p: Values, options: ReferenceOptions = {}): number => {
    const { classWeights } = options;
    if (!options.overlapping) return joint(y, p, options);
    // The weights are those of background and foreground, not factors of the regions.
    return ofRegions((labels, probabilities, rest) => {
      const pixels = { y: labels.map((label) => [label]), p: probabilities.map((probability) => [probability]) };
      return mean(pixelLosses(pixels, rest, f, weightsOf({ ...rest, classWeights }, 1)));
    })(y, p, { ...options, classWeights: undefined });
  };
}
/** `(1 - s)*y + s/K` */
function smoothed(labels: number[], { labelSmoothing = 0 }: ReferenceOptions): number[] {
  return labels.map((label) => (1 - labelSmoothing) * label + labelSmoothing / Math.max(2, labels.length));
}
function pixelLosses(
  { y, p }: Pick<Row, 'y' | 'p'>,
  options: ReferenceOptions,
  f: (log: number, options: ReferenceOptions) => number,
  weights: readonly number[],
): number[] {
  return y.map((given, i) => {
    const labels = smoothed(given, options);
    if (labels.length > 1)
      return sum(labels.map((label, c) => weights[c]! * label * f(log(p[i]![c]!, options.epsilon), options)));
    const [label, probability] = [labels[0]!, p[i]![0]!];
    return (
      weights[1]! * label * f(log(probability, options.epsilon), options) +
      weights[0]! * (1 - label) * f(log(1 - probability, options.epsilon), options)
    );
  });
}
const ones = (classes: number) => new Array<number>(Math.max(2, classes)).fill(1);
export const crossEntropy = ofPixels(
  (l) => -l,
  (_, classes) => ones(classes),
);
export const weightedCrossEntropy = ofPixels(
  (l) => -l,
  ({ classWeights }) => classWeights!,
);
export const focal = ofPixels(
  (l, { gamma = 2 }) => -((1 - Math.exp(l)) ** gamma) * l,
  ({ alpha = 0.25, classWeights }, classes) => (classes === 1 ? [1 - alpha, alpha] : (classWeights ?? ones(classes))),
);
export const topKCrossEntropy = ofRows((row, options) => {
  const of = (one: Pick<Row, 'y' | 'p'>) => pixelLosses(one, options, (l) => -l, ones(one.y[0]!.length));
  const apart = (c: number) =>
    of({ y: channel(row.y, c).map((label) => [label]), p: channel(row.p, c).map((value) => [value]) });
  const classes = row.y[0]!.map((_, c) => c);
  const each = options.overlapping ? classes.map(apart) : [];
  const all = options.overlapping ? row.y.map((_, i) => mean(each.map((one) => one[i]!))) : of(row);
  const losses = all.sort((a, b) => b - a);
  return mean(losses.slice(0, Math.ceil((options.k ?? 0.1) * losses.length)));
});

/** The Lovász extension by its definition: the set function at each of the growing sets of the largest errors. */
export function lovaszExtension(errors: number[], y: number[], setFunction = jaccardLossOfMistakes): number {
  const order = errors.map((_, i) => i).sort((a, b) => errors[b]! - errors[a]! || a - b);
  let value = 0;
  order.forEach((i, k) => {
    value += errors[i]! * (setFunction(order.slice(0, k + 1), y) - setFunction(order.slice(0, k), y));
  });
  return value;
}
/** `|M| / |foreground or M|` for the set M of mistaken pixels. */
export function jaccardLossOfMistakes(mistakes: number[], y: number[]): number {
  const union = new Set([...y.keys()].filter((i) => y[i] === 1 || mistakes.includes(i)));
  return union.size === 0 ? 0 : mistakes.length / union.size;
}
function lovasz(errors: (y: number[], p: number[]) => number[], emptyOf: (options: ReferenceOptions) => string) {
  return (y: number[], p: number[], options: ReferenceOptions) => {
    if (sum(y) === 0 && emptyOf(options) !== 'one') return emptyOf(options) === 'skip' ? undefined : 1;
    return lovaszExtension(errors(y, p), y);
  };
}
const absolute = (y: number[], p: number[]) => y.map((v, i) => Math.abs(v - p[i]!));
const hinge = (y: number[], s: number[]) => y.map((v, i) => Math.max(0, 1 - s[i]! * (2 * v - 1)));
export const lovaszSoftmax = ofRegions(
  lovasz(absolute, ({ classes = 'present' }) => (classes === 'present' ? 'skip' : 'one')),
);
export const lovaszSigmoid = ofRegions(
  lovasz(absolute, ({ empty = 'one' }) => empty),
  true,
);
export const lovaszHinge = ofRegions(lovasz(hinge, ({ empty = 'one' }) => empty));

/** Signed distance of every voxel to the other side, by comparing every pair. */
export function signedDistances(foreground: boolean[], space: number[], spacingMm: readonly number[]): number[] {
  const point = (i: number) =>
    space.map(
      (_, axis) => (Math.floor(i / space.slice(axis + 1).reduce((a, b) => a * b, 1)) % space[axis]!) * spacingMm[axis]!,
    );
  return foreground.map((inside, i) => {
    const others = foreground.map((other, j) =>
      other === inside ? Infinity : Math.hypot(...point(i).map((x, axis) => x - point(j)[axis]!)),
    );
    const nearest = Math.min(...others);
    return nearest === Infinity ? 0 : inside ? -nearest : nearest;
  });
}
function placed(values: number[], place: number[], { space = [], spacingMm }: ReferenceOptions): number[] {
  const full = new Array<boolean>(space.reduce((a, b) => a * b, 1)).fill(false);
  place.forEach((v, i) => (full[v] = values[i]! >= 0.5));
  return signedDistances(full, space, spacingMm ?? space.map(() => 1));
}
export const boundary = ofRegions((y, p, options, place) => {
  const distances = placed(y, place, options);
  return mean(p.map((probability, i) => probability * distances[place[i]!]!));
});
export const hausdorff = ofRegions((y, p, options, place) => {
  const [ofLabels, ofPrediction] = [placed(y, place, options), placed(p, place, options)];
  const { space = [], spacingMm = space.map(() => 1), alpha = 2 } = options;
  const diagonal = Math.hypot(...space.map((count, axis) => count * spacingMm[axis]!));
  const far = (distances: number[], i: number) =>
    (distances.every((d) => d === 0) ? diagonal : Math.abs(distances[place[i]!]!)) ** alpha;
  return mean(p.map((probability, i) => (probability - y[i]!) ** 2 * (far(ofLabels, i) + far(ofPrediction, i))));
});

/**
 * The soft skeleton by loops, on any rank: the minimum over the voxel and its face neighbours, the maximum over the
 * block of 3 along each axis.
 */
function skeleton(image: number[], space: number[], iterations: number): number[] {
  const strides = space.map((_, axis) => space.slice(axis + 1).reduce((a, b) => a * b, 1));
  const place = (i: number) => space.map((size, axis) => Math.floor(i / strides[axis]!) % size);
  const steps = space.reduce<number[][]>((all, _) => all.flatMap((step) => [-1, 0, 1].map((d) => [...step, d])), [[]]);
  const faces = steps.filter((step) => step.filter((d) => d !== 0).length <= 1);
  const over = (values: number[], offsets: number[][], pick: (...v: number[]) => number) =>
    values.map((_, i) =>
      pick(
        ...offsets
          .map((step) => place(i).map((at, axis) => at + step[axis]!))
          .filter((at) => at.every((x, axis) => x >= 0 && x < space[axis]!))
          .map((at) => values[dot(at, strides)]!),
      ),
    );
  const erode = (values: number[]) => over(values, faces, Math.min);
  const ridge = (values: number[]) => {
    const opened = over(erode(values), steps, Math.max);
    return values.map((v, i) => Math.max(0, v - opened[i]!));
  };
  let [eroded, found] = [image, ridge(image)];
  for (let k = 0; k < iterations; k++) {
    eroded = erode(eroded);
    const next = ridge(eroded);
    found = found.map((v, i) => v + Math.max(0, next[i]! - v * next[i]!));
  }
  return found;
}
/** Per image, unmasked; a mask multiplies both sides. */
export function centerlineDice(y: Values, predictions: Values, options: ReferenceOptions = {}): number {
  const { epsilon = 1e-7, iterations = 3, space = [], mask, pixelWeights, reduction } = options;
  const p = options.fromLogits ? activate(predictions, options.overlapping === true) : predictions;
  const losses = y.flatMap((image, b) =>
    image[0]!.map((_, c) => {
      const counts = image.map((_, i) => (mask?.[b]![i] ?? 1) * Math.min(1, pixelWeights?.[b]![i] ?? 1));
      const only = (values: number[]) => values.map((v, i) => v * counts[i]!);
      const weighed = (values: number[]) => values.map((v, i) => v * (pixelWeights?.[b]![i] ?? 1));
      const [labels, probabilities] = [only(channel(image, c)), only(channel(p[b]!, c))];
      const [ofLabels, ofPrediction] = [
        skeleton(labels, space, iterations),
        skeleton(probabilities, space, iterations),
      ];
      const precision = (dot(weighed(ofPrediction), labels) + epsilon) / (sum(weighed(ofPrediction)) + epsilon);
      const recall = (dot(weighed(ofLabels), probabilities) + epsilon) / (sum(weighed(ofLabels)) + epsilon);
      return 1 - (2 * precision * recall) / (precision + recall);
    }),
  );
  return reduction === 'sum' ? sum(losses) : mean(losses);
}
