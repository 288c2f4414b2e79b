/** What needs no engine: measures and theorems by their names, the rest under the names of their entry points. */
export * from './overlap/index.js';
export * from './theory/index.js';
export * as evaluation from './evaluation/index.js';
export * as rigor from './rigor/index.js';
export { UserError } from './userError.js';
