export { pairedBootstrap, type PairedBootstrap, type PairedBootstrapOptions } from './pairedBootstrap.js';
export { quantile } from './quantile.js';
