export { compositions, elements, size, sortedVectors, vectors } from './enumerate.js';
export { Interval, interval } from './interval.js';
export {
  maximise,
  maximisePieces,
  type Box,
  type Maximum,
  type MaximiseOptions,
  type Objective,
  type Piece,
} from './maximise.js';
export { Polynomial } from './polynomial.js';
export { commonDenominator, Rational, rational, type RationalLike } from './rational.js';
export { RationalFunction, root, variable, variables, type Algebraic } from './rationalFunction.js';
export {
  addDown,
  addUp,
  divideDown,
  divideUp,
  multiplyDown,
  multiplyUp,
  nextDown,
  nextUp,
  sqrtDown,
  sqrtUp,
} from './rounding.js';
