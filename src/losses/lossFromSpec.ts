import type * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';
import { combinedLoss } from './combinedLoss.js';
import { LOSS_TABLE } from './lossTable.js';

/** A loss with its parameters set, as the command line, the experiments and the training name it. */
export interface NamedLoss {
  /** Stable id: `softTversky`. */
  id: string;
  /** What was asked for: `softTversky:alpha=0.3,beta=0.7`. */
  spec: string;
  /** For tables and legends: `soft Tversky (alpha = 0.3, beta = 0.7)`. */
  title: string;
  /**
   * The loss of a network's output before its activation (sigmoid for one class, softmax for more), in the stable fused
   * form where there is one. All tensors are `[batch, ...space, classes]`; the caller disposes the scalar.
   */
  loss(labels: tf.Tensor, logits: tf.Tensor, options?: { mask?: tf.Tensor }): tf.Scalar;
}

type Value = number | string | boolean | number[];

/**
 * The loss that a text names: `id`, or `id:key=value,key=value`, or for class weights `id:number,number`; a weighted
 * sum is `0.5*id+0.5*id`.
 *
 * @param spec - `softDice`, `softTversky:alpha=0.3,beta=0.7`, `weightedCrossEntropy:1,5` ([background, foreground]),
 * `softDice+crossEntropy`
 * @throws UserError for an unknown loss (with the known ones, the nearest first), an unknown parameter or a value that
 * is no value
 * @example
 * ```ts
 * import { lossFromSpec } from 'dice-workbook/losses';
 * lossFromSpec('softTversky:alpha=0.2,beta=0.8').title // => 'soft Tversky (alpha = 0.2, beta = 0.8)'
 * ```
 */
export function lossFromSpec(spec: string): NamedLoss {
  const parts = spec
    .trim()
    .split(PLUS)
    .map((part) => part.trim());
  return parts.length === 1 ? single(parts[0]!) : combination(spec.trim(), parts);
}

/** A plus before a loss or its weight; not that of a number such as 1e+3. */
const PLUS = /\+(?=\s*(?:[\d.]+\s*\*\s*)?[a-zA-Z])/;

function single(spec: string): NamedLoss {
  const [id = '', ...rest] = spec.split(':');
  const entry = Object.hasOwn(LOSS_TABLE, id) ? LOSS_TABLE[id]! : unknown(id);
  const parameters = parse(spec, id, rest.join(':'), entry.parameters);
  const missing = (entry.required ?? []).find((key) => !(key in parameters));
  if (missing) throw new UserError(`the loss '${id}' needs ${missing}, for example '${entry.example}'.`);
  const shown = Object.entries(parameters).map(
    ([key, value]) => `${key} = ${Array.isArray(value) ? value.join(':') : value}`,
  );
  return {
    id,
    spec,
    title: shown.length > 0 ? `${entry.title} (${shown.join(', ')})` : entry.title,
    loss: (labels, logits, { mask } = {}) => entry.loss(labels, logits, { ...parameters, ...(mask ? { mask } : {}) }),
  };
}

function combination(spec: string, specs: string[]): NamedLoss {
  const parts = specs.map((part) => {
    const [, weight = '1', rest = ''] = /^(?:([\d.]+)\s*\*)?\s*(.*)$/.exec(part)!;
    return { weight: toNumber(spec, 'weight', weight), ...single(rest) };
  });
  const loss: NamedLoss['loss'] = combinedLoss(parts);
  return {
    id: 'combined',
    spec,
    title: parts.map(({ weight, title }) => (weight === 1 ? title : `${weight} ${title}`)).join(' + '),
    loss,
  };
}

function unknown(id: string): never {
  const ids = lossIds();
  const nearest = ids
    .map((known) => ({ known, edits: editDistance(id.toLowerCase(), known.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)[0]!;
  const hint = nearest.edits <= Math.max(2, id.length / 2) ? ` Did you mean '${nearest.known}'?` : '';
  throw new UserError(`unknown loss '${id}'.${hint} Losses: ${ids.join(', ')}.`);
}

/** The ids that lossFromSpec knows, in the order of the documentation. */
export function lossIds(): string[] {
  return Object.keys(LOSS_TABLE);
}

function parse(spec: string, id: string, text: string, known: readonly string[]): Record<string, Value> {
  const parameters: Record<string, Value> = {};
  const weights: number[] = [];
  for (const part of text
    .split(',')
    .map((p) => p.trim())
    .filter((p) => p !== '')) {
    const [key, value] = part.includes('=')
      ? [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]
      : ['classWeights', part];
    if (!known.includes(key)) {
      const list = known.length > 0 ? `Its parameters are ${known.join(', ')}.` : 'It has none.';
      throw new UserError(`the loss '${id}' has no parameter '${key}' (in '${spec}'). ${list}`);
    }
    if (key === 'classWeights') weights.push(...value.split(':').map((number) => toNumber(spec, key, number)));
    else if (value === 'true' || value === 'false') parameters[key] = value === 'true';
    else parameters[key] = /^[a-z]+$/i.test(value) ? value : toNumber(spec, key, value);
  }
  if (weights.length > 0) parameters.classWeights = weights;
  return parameters;
}

function toNumber(spec: string, key: string, text: string): number {
  const number = Number(text);
  if (text === '' || !Number.isFinite(number))
    throw new UserError(`the ${key} of the loss '${spec}' must be a number, but is '${text}'.`);
  return number;
}

/** The number of insertions, deletions and replacements of one letter that turn `a` into `b` (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
