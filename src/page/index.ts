export type { CheckedStatement } from './checkedStatement.js';
export { pageOf, writePage } from './writePage.js';
