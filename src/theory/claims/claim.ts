import { Interval, rational, RationalFunction, vectors, type Rational } from '../../rigor/index.js';
import { exactly, polynomialTree } from './exactly.js';
import { expression, namesOf, relation, replaceNames, type Expression, type Relation } from './expression.js';
import { isDefined, isNonnegative, isPositive, type Fact } from './signs.js';

/**
 * A statement about real numbers, written once as text: "for all names that satisfy `given` (there are such `some`
 * that) `claim`". From it come the exact check, the text of the tables, the LaTeX of the notebooks and the Coq file.
 */
export interface Claim {
  /** Its name in the Coq file, unique in its theorem: `absolute_error`. */
  id: string;
  /** What it means, in words. */
  says: string;
  /** The domain: `['tp >= 0', 'J <= 1']`. */
  given?: readonly string[];
  /** Abbreviations, each in terms of names and of those before it: `{ D: '2 tp/(2 tp + fp + fn)' }`. */
  where?: Readonly<Record<string, string>>;
  /** Names of which the claim says that they exist, and what they may be: `{ fp: 'sqrt(2)' }`. */
  some?: Readonly<Record<string, string>>;
  /** A comparison: `D - J <= 3 - 2 sqrt(2)`. */
  claim: string;
  /**
   * For an inequality: what the larger side minus the smaller one is, as a sum of products of squares and of factors
   * whose sign the domain tells; default that difference as it stands.
   */
  because?: string;
}

/** A claim that is false, with a place in its domain at which it fails. */
export interface FalseClaim extends Claim {
  at: Readonly<Record<string, string>>;
}

/** What a claim says: of all names that satisfy the hypotheses, and of those that exist and meet the obligations. */
export interface Statement {
  hypotheses: Relation[];
  /** The parts of the domain that the names which exist must be shown to lie in. */
  obligations: Relation[];
  claim: Relation;
}

/** A claim as trees: abbreviations written out, and what is said to exist put in. */
export interface ReadClaim extends Statement {
  /** The names it speaks of, those that exist left out. */
  names: string[];
  because: Expression | undefined;
  /** The same as it is written. */
  stated: Statement & { where: Map<string, Expression>; some: Map<string, Expression> };
}

/** Reads a claim's text. */
export function readClaim({ given = [], where = {}, some = {}, claim, because }: Claim): ReadClaim {
  const stand = (texts: Readonly<Record<string, string>>) =>
    new Map(Object.entries(texts).map(([name, text]) => [name, expression(text)]));
  const [abbreviations, found] = [stand(where), stand(some)];
  const meaning = new Map<string, Expression>();
  for (const [name, tree] of abbreviations) meaning.set(name, replaceNames(tree, meaning));
  const writeOut = (one: Expression) => replaceNames(replaceNames(one, meaning), found);
  const both = ({ left, sign, right }: Relation): Relation => ({ left: writeOut(left), sign, right: writeOut(right) });
  const domain = given.map(relation);
  const exists = ({ left, right }: Relation) =>
    [left, right].some((side) => namesOf(replaceNames(side, meaning)).some((name) => found.has(name)));
  const stated = {
    hypotheses: domain.filter((one) => !exists(one)),
    obligations: domain.filter(exists),
    claim: relation(claim),
  };
  const read = {
    hypotheses: stated.hypotheses.map(both),
    obligations: stated.obligations.map(both),
    claim: both(stated.claim),
    because: because === undefined ? undefined : writeOut(expression(because)),
  };
  const sides = [...read.hypotheses, ...read.obligations, read.claim].flatMap(({ left, right }) => [left, right]);
  return {
    ...read,
    names: [...new Set([...sides, ...(read.because ? [read.because] : [])].flatMap(namesOf))],
    stated: { ...stated, where: abbreviations, some: found },
  };
}

/** Larger side minus smaller side, and whether it is to be positive. */
export function differenceOf({ left, sign, right }: Relation): { difference: Expression; strict: boolean } {
  const ascends = sign === '<=' || sign === '<';
  const difference: Expression = ascends
    ? { kind: 'subtract', left: right, right: left }
    : { kind: 'subtract', left, right };
  return { difference, strict: sign === '<' || sign === '>' };
}

/** Proves a claim in exact arithmetic: the identity, every sign, every divisor, and that its domain is not empty. */
export function holds(given: Claim): boolean {
  const read = readClaim(given);
  const { hypotheses, obligations, claim, because, names } = read;
  const facts = hypotheses.flatMap(factsOf);
  if (!isInhabited(hypotheses, names)) return false;
  const everything = [...hypotheses, ...obligations, claim].flatMap(({ left, right }) => [left, right]);
  if (![...everything, ...(because ? [because] : [])].every((part) => isDefined(part, facts))) return false;
  if (!obligations.every((one) => one.sign !== '==' && isShown(differenceOf(one), facts))) return false;
  if (claim.sign === '==') return because === undefined && exactly(claim.left).equals(exactly(claim.right));
  return certificateOf(read) !== undefined;
}

/**
 * What the larger side of an inequality minus the smaller one is, in a form whose sign can be read from it: what the
 * claim gives, with what that leaves, or the difference as it stands. Undefined where neither will do.
 */
export function certificateOf({ hypotheses, claim, because }: ReadClaim): Expression | undefined {
  const facts = hypotheses.flatMap(factsOf);
  const { difference, strict } = differenceOf(claim);
  const candidates = [() => completed(difference, because), ...(because ? [] : [() => difference])];
  for (const candidate of candidates) {
    const certificate = candidate();
    if (exactly(difference).equals(exactly(certificate)) && isShown({ difference: certificate, strict }, facts))
      return certificate;
  }
  return undefined;
}

function isShown({ difference, strict }: { difference: Expression; strict: boolean }, facts: readonly Fact[]): boolean {
  return (strict ? isPositive : isNonnegative)(difference, facts);
}

/**
 * A certificate with what it leaves of the difference: a fraction whose numerator is written out term by term, so that
 * its sign can be read from its coefficients.
 */
function completed(difference: Expression, because: Expression | undefined): Expression {
  const left = exactly(difference).subtract(because ? exactly(because) : 0);
  if (because && left.equals(0)) return because;
  const divisors = distinctDivisors(difference);
  const product = divisors.map(exactly).reduce((a, b) => a.multiply(b), RationalFunction.from(1));
  const numerator = left.multiply(product);
  if (!numerator.denominator.constantValue()) return because ?? difference;
  const terms = polynomialTree(numerator.numerator);
  const rest = divisors.reduce<Expression>(
    (quotient, divisor) => ({ kind: 'divide', left: quotient, right: divisor }),
    terms,
  );
  return because ? { kind: 'add', left: because, right: rest } : rest;
}

function distinctDivisors(given: Expression): Expression[] {
  const found: Expression[] = [];
  const visit = (part: Expression): void => {
    if ('base' in part) visit(part.base);
    if ('of' in part) visit(part.of);
    if (!('left' in part)) return;
    visit(part.left);
    visit(part.right);
    const value = exactly(part.right);
    if (part.kind === 'divide' && !value.constantValue() && !found.some((one) => exactly(one).equals(value)))
      found.push(part.right);
  };
  visit(given);
  return found;
}

/** A claim is refuted where the same check refuses it and the place given lies in its domain and contradicts it. */
export function refuted({ at, ...given }: FalseClaim): boolean {
  if (given.some)
    throw new RangeError(
      `A place refutes a claim about all numbers; '${given.id}' says that some exist. Negate it instead.`,
    );
  if (holds(given)) return false;
  const place = new Map(Object.entries(at).map(([name, text]) => [name, expression(text)]));
  const { hypotheses, obligations, claim } = readClaim(given);
  const isTrue = (one: Relation) =>
    isTrueAt({ ...one, left: replaceNames(one.left, place), right: replaceNames(one.right, place) });
  return [...hypotheses, ...obligations].every(isTrue) && !isTrue(claim);
}

function factsOf(one: Relation): Fact[] {
  const { difference, strict } = differenceOf(one);
  const value = exactly(difference);
  return one.sign === '=='
    ? [
        { value, strict: false },
        { value: value.multiply(-1), strict: false },
      ]
    : [{ value, strict }];
}

/** A comparison of constants. */
function isTrueAt(one: Relation): boolean {
  const { difference, strict } = differenceOf(one);
  const value = exactly(difference);
  if (value.numerator.variables().some((name) => !name.startsWith('√')))
    throw new RangeError(`A counterexample gives every name a value; ${value} is left.`);
  const isZero = value.equals(0);
  if (one.sign === '==') return isZero;
  return isZero ? !strict : isPositive(difference, []);
}

const TRIED = [rational(1), rational(1, 2), rational(0), rational(2), rational(3, 4), rational(5), rational(1, 8)];

/** Whether some plain fractions lie in the domain: a claim about nothing would hold whatever it said. */
function isInhabited(hypotheses: readonly Relation[], names: readonly string[]): boolean {
  if (hypotheses.length === 0) return true;
  const differences = hypotheses.map((one) => ({ ...differenceOf(one), equal: one.sign === '==' }));
  const values = differences.map(({ difference }) => exactly(difference));
  const free = names.filter((name) => values.some((value) => occursIn(value, name)));
  for (const choice of vectors(TRIED, free.length)) {
    const point = Object.fromEntries(free.map((name, i) => [name, choice[i] ?? rational(0)]));
    const lies = differences.every(({ strict, equal }, i) => {
      const sign = signAt(values[i], point);
      return sign !== undefined && (equal ? sign === 0 : strict ? sign > 0 : sign >= 0);
    });
    if (lies) return true;
  }
  return false;
}

function occursIn({ numerator, denominator }: RationalFunction, name: string): boolean {
  return [numerator, denominator].some((part) => part.variables().includes(name));
}

/** The sign of a function at a point; undefined at a pole, and where roots leave it open. */
function signAt(value: RationalFunction | undefined, point: Readonly<Record<string, Rational>>): number | undefined {
  if (!value) return undefined;
  const { numerator, denominator } = value;
  const roots = [...numerator.variables(), ...denominator.variables()].filter((name) => name.startsWith('√'));
  if (roots.length === 0) return denominator.evaluate(point).sign() === 0 ? undefined : value.evaluate(point).sign();
  const box = Object.fromEntries([
    ...Object.entries(point).map(([name, number]) => [name, Interval.from(number)] as const),
    ...roots.map((name) => [name, new Interval(Number(name.slice(1))).sqrt()] as const),
  ]);
  const { lower, upper } = numerator.enclose(box).divide(denominator.enclose(box));
  return lower > 0 ? 1 : upper < 0 ? -1 : undefined;
}
