export { bounds, largestExcess, type Bounds, type BoundsOptions, type ErrorBound, type Witness } from './bounds.js';
