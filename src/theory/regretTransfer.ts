import { rational, type Rational } from '../rigor/index.js';
import { belowDiceJaccardConstant } from './diceJaccard.js';
import { provenBy, exact, theoremResult, type Evidence, type NegativeControl, type Theorem } from './theorem.js';
import { regretTransferProof } from './proofs/regretTransferProof.js';
import {
  checkSmallLaws,
  expectedScores,
  expectedScoresByEnumeration,
  type Expected,
  type TightLaw,
} from './labelLaws/regretLaws.js';

/** Sizes of Y₀ and W; a/w runs through convergents of 1/√2. */
const SIZES = [
  [2, 3],
  [5, 7],
  [12, 17],
] as const;
/** Up to here every prediction is enumerated pixel by pixel, beyond by its pattern (u, v). */
const LARGEST_ENUMERATED = 12;
const PARTS = 6;
const TILT = rational(1, 1_000_000);

interface Outcome extends Expected {
  both: boolean;
  onlyY0: boolean;
}

/** The expected scores of every prediction, up to the symmetry of the law where there are too many. */
function outcomes(law: TightLaw): Outcome[] {
  const { a, w } = law;
  if (a + w <= LARGEST_ENUMERATED) {
    const all = (1 << (a + w)) - 1;
    return Array.from({ length: all + 1 }, (_, prediction) => ({
      ...expectedScoresByEnumeration(law, prediction),
      both: prediction === all,
      onlyY0: prediction === (1 << a) - 1,
    }));
  }
  return Array.from({ length: (a + 1) * (w + 1) }, (_, i) => [i % (a + 1), Math.floor(i / (a + 1))] as const).map(
    ([u, v]) => ({ ...expectedScores(law, u, v), both: u === a && v === w, onlyY0: u === a && v === 0 }),
  );
}

/**
 * How much of `score` the best prediction for the other score loses, where that best one is unique (undefined where
 * not).
 */
function regret(
  all: Outcome[],
  score: keyof Expected,
  chosenBy: keyof Expected,
  expectedChoice: 'both' | 'onlyY0',
): Rational | undefined {
  const largest = (key: keyof Expected) =>
    all.map((outcome) => outcome[key]).reduce((a, b) => (b.greaterThan(a) ? b : a));
  const best = largest(chosenBy);
  const chosen = all.filter((outcome) => outcome[chosenBy].equals(best));
  return chosen.length === 1 && chosen[0]![expectedChoice] ? largest(score).subtract(chosen[0]![score]) : undefined;
}

/** The regret that the construction promises: `2a/(2a + w) − a/(a + w)`. */
export function tightRegret(a: number, w: number): Rational {
  return rational(2 * a, 2 * a + w).subtract(rational(a, a + w));
}

function construction(a: number, w: number): Evidence {
  // At π itself two predictions tie; a tilt of a millionth either way makes the bad one the only optimum, at a loss of
  // regret of a millionth.
  const jaccardRegret = regret(
    outcomes({ a, w, pi: rational(2 * a, 2 * a + w).subtract(TILT) }),
    'jaccard',
    'dice',
    'both',
  );
  const diceRegret = regret(outcomes({ a, w, pi: rational(a, a + w).add(TILT) }), 'dice', 'jaccard', 'onlyY0');
  const promised = tightRegret(a, w);
  const near = (value: Rational | undefined) =>
    value !== undefined && value.add(TILT).atLeast(promised) && belowDiceJaccardConstant(value);
  const how =
    a + w <= LARGEST_ENUMERATED
      ? `every one of the ${2 ** (a + w)} predictions and every label`
      : `every pattern of predictions (${(a + 1) * (w + 1)} of them), labels counted exactly`;
  return exact(
    `with |Y₀| = ${a}, |W| = ${w} the Jaccard regret of the Dice optimum and the Dice regret of the Jaccard optimum both come within 10⁻⁶ of ${promised} = ${promised.toDecimal(6)}…`,
    how,
    near(jaccardRegret) && near(diceRegret),
  );
}

function twoPixels(): Evidence {
  const eta = rational(1, 100);
  const all = [1, 2, 3].map((prediction) =>
    expectedScoresByEnumeration({ a: 1, w: 1, pi: rational(1, 2).add(eta) }, prediction),
  );
  const [one, , both] = all as [Expected, Expected, Expected];
  const pass =
    both.dice.equals(rational(2, 3)) &&
    one.jaccard.equals(rational(51, 100)) &&
    one.jaccard.greaterThan(both.jaccard) &&
    both.dice.greaterThan(one.dice);
  return exact(
    'two pixels, one of them the label with probability 51/100: the Jaccard optimum is that pixel, the Dice optimum is both',
    'all 3 predictions and both labels',
    pass,
  );
}

function controls(): NegativeControl[] {
  const exceeding = regret(outcomes({ a: 5, w: 7, pi: rational(10, 17).subtract(TILT) }), 'jaccard', 'dice', 'both');
  return [
    {
      claim: 'regret at most 0.1715: exceeded with |Y₀| = 5, |W| = 7',
      rejected: exceeding !== undefined && exceeding.greaterThan(rational(1715, 10_000)),
    },
  ];
}

export const regretTransfer: Theorem = {
  id: 'regret-transfer',
  name: 'The optimum for one score is nearly optimal for the other',
  source:
    'Consequence of Proposition 1 for risk minimisation; derived by Jensen, constant also announced in arXiv 2608.13549',
  standing: 'derived',
  statement: String.raw`0 \le \mathbb{E}D(f_D) - \mathbb{E}D(f_J) \le d - \tfrac{d}{2-d} \le 3-2\sqrt2,\quad 0 \le \mathbb{E}J(f_J) - \mathbb{E}J(f_D) \le 3-2\sqrt2,\quad d = \mathbb{E}D(f_D)`,
  constant: { closedForm: '3 − 2√2', decimals: '0.171572875…' },
  notShown:
    'Coq proves the chain for laws of finitely many labels and classes of two predictors, which are the two optima of any class. Labels are non-empty. Nothing is said about optima that training reaches.',
  proof: regretTransferProof,
  check() {
    const small = checkSmallLaws(PARTS);
    const reach = `${small.laws} laws on the non-empty masks of 3 pixels with probabilities in ${PARTS}ths, ${small.pairs} pairs of optima`;
    const proof = provenBy(regretTransferProof);
    const evidence = [
      ...proof.evidence,
      exact('E D(f_J) ≥ φ(E D(f_D)) for every class of predictors', reach, small.diceRegret),
      exact('E J(f_D) ≥ φ(E J(f_J)) for every class of predictors', reach, small.jaccardRegret),
      exact('E D(f_D) ≤ 2 E D(f_J) for every class of predictors', reach, small.factor),
      ...SIZES.map(([a, w]) => construction(a, w)),
      twoPixels(),
    ];
    const more = checkSmallLaws(PARTS, 2);
    return theoremResult(
      evidence,
      [
        {
          claim: 'on the same laws the three hold with 2φ for φ and with the factor 1 for 2',
          rejected: !more.diceRegret && !more.jaccardRegret && !more.factor,
        },
        ...proof.controls,
        ...controls(),
      ],
      `|Y₀| = 12, |W| = 17: regret ${tightRegret(12, 17)} = ${tightRegret(12, 17).toDecimal(9)}…`,
    );
  },
};
