import type * as tf from '@tensorflow/tfjs';
import { readParameters } from '../overlap/index.js';
import { UserError } from '../userError.js';
import { combinedLoss } from './combinedLoss.js';
import { CALL_OPTIONS, checkChannels, LOSS_OPTIONS, type LossOptions } from './lossOptions.js';
import { LOSS_TABLE, type LossEntry, type LossFacts } from './lossTable.js';
import { nearestName } from './nearestName.js';
import { checked, number, settle, shown, type OptionsOf } from './option.js';

/** Which pixels count, and how much. */
export type PixelOptions = Pick<LossOptions, 'mask' | 'pixelWeights'>;

/** A loss with its parameters set, as the command line, the experiments and the training name it. */
export interface NamedLoss extends LossFacts {
  /** Stable id: `softTversky`; `combined` for a sum. */
  id: string;
  /**
   * The one text for this loss: parameters at their defaults are left out, `softTversky:0.2,0.8`, and overlap losses
   * stand first in a sum. `per` stands in it only where it was said.
   */
  spec: string;
  /** For tables and legends: `soft Tversky (alpha = 0.3, beta = 0.7)`. */
  title: string;
  /** The least number of channels that it takes. */
  leastChannels: number;
  /**
   * The loss of a network's output before its activation (sigmoid for one class, softmax for more), in the stable fused
   * form where there is one. All tensors are `[batch, ...space, classes]`; the caller disposes the scalar.
   */
  loss(labels: tf.Tensor, logits: tf.Tensor, options?: PixelOptions): tf.Scalar;
}

const DEFAULTS = { per: LOSS_OPTIONS.per };
/** What holds for the losses of a spec where it does not say it itself. */
export type SpecDefaults = OptionsOf<typeof DEFAULTS>;

/**
 * The loss that a text names: `id`, then after a colon parameters by position or by name, as measures are named:
 * `softTversky:0.3,0.7`, `softDice:squared=true`, `weightedCrossEntropy:1,5` ([background, foreground], or one weight
 * a class). A weighted sum is `softDice+0.5*crossEntropy`. A list by name has colons, `classWeights=1:5`, the rows
 * of a matrix bars between them, `distances=0:1|1:0`.
 *
 * By position stand `alpha, beta` of `softTversky`, with `gamma` of `focalTversky`, `b` of `softFBeta`, `gamma` of
 * `focal`, `k` of `topKCrossEntropy`, `alpha` of `hausdorff`, `iterations` of `centerlineDice`, the weights of
 * `weightedCrossEntropy`. All others are named.
 *
 * `per` is what the region losses of the spec score, one image or the whole batch, unless the spec says `per=` itself;
 * default `'image'`. Train with `'batch'`: the soft Dice of an image without foreground is `ε / (Σp + ε)`: 0 with a
 * gradient of 0 where anything is predicted, and 1 where nothing is. Trained per image, such images teach nothing,
 * until a network that happens to fall over that cliff predicts nothing on any image. In the score of a whole batch
 * what is predicted there counts as false positive, as long as some image of the batch has foreground.
 *
 * @throws UserError for an unknown loss (with the known ones, the nearest first), an unknown parameter, or a value that
 * the loss would refuse
 * @example
 * ```ts
 * import { lossFromSpec } from 'dice-workbook/losses';
 * lossFromSpec('softTversky:0.2,0.8').title // => 'soft Tversky (alpha = 0.2, beta = 0.8)'
 * lossFromSpec('crossEntropy + softDice:per=batch').spec // => 'softDice:per=batch+crossEntropy'
 * ```
 *
 * Source (per batch): Tilborghs, Bertels, Robben, Vandermeulen, Maes, "The Dice loss in the context of missing or empty
 * labels: introducing Φ and ε", MICCAI 2022, https://arxiv.org/abs/2207.09521
 */
export function lossFromSpec(spec: string, defaults: SpecDefaults = {}): NamedLoss {
  if (typeof spec !== 'string')
    throw new UserError(`a loss is named by a text such as 'softDice', not by ${shown(spec)}.`);
  const settled = settle('lossFromSpec', defaults, DEFAULTS);
  const parts = spec.split(PLUS).map((part) => {
    const [, weight, rest = ''] = WEIGHTED.exec(part) ?? [];
    const times = weight === undefined ? 1 : checked(`the loss '${spec}'`, 'a weight', Number(weight), WEIGHT);
    return { weight: times, named: single(rest, settled) };
  });
  const [first] = parts;
  return parts.length === 1 && first?.weight === 1 ? first.named : combination(spec, parts);
}

/** A plus before a loss or its weight; not that of a number such as 1e+3. */
const PLUS = /\+(?=\s*(?:[\d.]+(?:e[+-]?\d+)?\s*\*\s*)?[a-zA-Z])/;
const WEIGHT = number({ above: 0, fallback: 1 });
const WEIGHTED = /^\s*(?:([\d.]+(?:e[+-]?\d+)?)\s*\*)?\s*(.*?)\s*$/s;

function single(spec: string, defaults: object): NamedLoss {
  const { id, entry, texts } = read(spec);
  const where = `the loss '${spec}'`;
  const set = Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, entry.options[key]?.parse?.(text)] as const),
  );
  const values: Record<string, unknown> = settle(where, set, entry.options);
  checkChannels(where, values);
  entry.check?.(where, values);
  const parameters = entry.region ? { ...defaults, ...set } : set;
  const { region, exclusive, joint } = values.overlapping
    ? { ...entry, exclusive: false, ...entry.overlapping }
    : entry;
  return {
    id,
    spec: canonical(id, entry, values, set),
    title: titleOf(entry, values, set),
    region,
    exclusive,
    joint,
    leastChannels: entry.leastChannels ?? 1,
    loss: (labels, logits, pixels = {}) => entry.loss(labels, logits, { ...parameters, ...pixels }),
  };
}

function combination(spec: string, parts: { weight: number; named: NamedLoss }[]): NamedLoss {
  const repeated = parts.find(({ named }, i) => parts.findIndex((other) => other.named.spec === named.spec) !== i);
  if (repeated)
    throw new UserError(
      `'${spec}' names ${repeated.named.spec} twice; name each loss once, with a weight before it: 2*.`,
    );
  const chosen = new Set(
    parts.filter(({ named }) => LOSS_TABLE[named.id]?.exclusive).map(({ named }) => named.exclusive),
  );
  if (chosen.size > 1)
    throw new UserError(
      `'${spec}' takes channels for overlapping regions in one loss and for classes in another; say overlapping=true in both, or in none.`,
    );
  const ids = lossIds();
  // A sum is the same in any order; it has one spec, and to the last bit one value.
  const sorted = [...parts].sort(
    ({ named: a }, { named: b }) =>
      Number(b.region) - Number(a.region) || ids.indexOf(a.id) - ids.indexOf(b.id) || (a.spec < b.spec ? -1 : 1),
  );
  const loss: NamedLoss['loss'] = combinedLoss(sorted.map(({ weight, named }) => ({ weight, loss: named.loss })));
  const some = (fact: keyof LossFacts) => parts.some(({ named }) => named[fact]);
  const text = (of: 'spec' | 'title', times: string, plus: string) =>
    sorted.map(({ weight, named }) => (weight === 1 ? named[of] : `${weight}${times}${named[of]}`)).join(plus);
  return {
    id: 'combined',
    spec: text('spec', '*', '+'),
    title: text('title', ' ', ' + '),
    region: some('region'),
    exclusive: some('exclusive'),
    joint: some('joint'),
    leastChannels: Math.max(...parts.map(({ named }) => named.leastChannels)),
    loss,
  };
}

/** The ids that lossFromSpec knows, in the order of the documentation. */
export function lossIds(): string[] {
  return Object.keys(LOSS_TABLE);
}

/** The parts of the text of one loss. */
function read(spec: string): { id: string; entry: LossEntry; texts: Record<string, string> } {
  const entryOf = (id: string): LossEntry => {
    const entry = Object.hasOwn(LOSS_TABLE, id) ? LOSS_TABLE[id] : undefined;
    if (entry) return entry;
    const nearest = nearestName(id, lossIds());
    throw new UserError(
      `unknown loss '${id}'.${nearest ? ` Did you mean '${nearest}'?` : ''} Losses: ${lossIds().join(', ')}.`,
    );
  };
  try {
    const { name, parameters } = readParameters(spec, (id) => {
      const { options, positional = [] } = entryOf(id);
      return { positional, known: writable(options), list: Boolean(options[positional.at(-1) ?? '']?.list) };
    });
    return { id: name, entry: entryOf(name), texts: parameters };
  } catch (error) {
    throw error instanceof RangeError ? new UserError(error.message) : error;
  }
}

/** The options that a spec may set: those of the loss that a text can give, not those of a call. */
function writable(options: LossEntry['options']): string[] {
  return Object.keys(options).filter((key) => options[key]?.parse && !ofCall.includes(key));
}

const ofCall: readonly string[] = CALL_OPTIONS;

type Values = Readonly<Record<string, unknown>>;

/** The parameters that tell this loss from the one of the same id at its defaults. */
function telling({ options }: LossEntry, values: Values, set: Values): string[] {
  return writable(options).filter((key) =>
    Object.hasOwn(DEFAULTS, key)
      ? Object.hasOwn(set, key)
      : JSON.stringify(values[key]) !== JSON.stringify(options[key]?.fallback),
  );
}

function canonical(id: string, entry: LossEntry, values: Values, set: Values): string {
  const { positional = [] } = entry;
  const named = telling(entry, values, set);
  const last = positional.findLastIndex((key) => named.includes(key));
  const first = positional.slice(0, last + 1);
  const text = [
    ...first.map((key) => textOf(values[key], ',')),
    ...named.filter((key) => !first.includes(key)).map((key) => `${key}=${textOf(values[key], ':')}`),
  ].join(',');
  return text === '' ? id : `${id}:${text}`;
}

function titleOf(entry: LossEntry, values: Values, set: Values): string {
  const named = telling(entry, values, set);
  const { title, positional = [] } = entry;
  const shownOnes = [...positional, ...named.filter((key) => !positional.includes(key))];
  const text = shownOnes.map((key) => `${key} = ${textOf(values[key], ':')}`).join(', ');
  return text === '' ? title : `${title} (${text})`;
}

function textOf(value: unknown, between: string): string {
  if (!Array.isArray(value)) return String(value);
  return value.map((one) => textOf(one, between)).join(value.some(Array.isArray) ? '|' : between);
}
