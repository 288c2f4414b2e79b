export { UserError } from './userError.js';
