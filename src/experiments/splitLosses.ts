export { splitSpecs as splitLosses } from '../losses/index.js';
