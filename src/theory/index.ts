export * from './theorem.js';
