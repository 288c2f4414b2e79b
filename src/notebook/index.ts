export { display, type Bundle } from './display.js';
export { explore, type ExploreStart } from './explore.js';
export { runNotebooks, type RunAllOptions } from './runNotebooks.js';
export { show } from './show.js';
export { showClaims } from './showClaims.js';
export { showTheorem, theoremMarkdown } from './showTheorem.js';
export { table, type FrameLike, type TableOptions } from './table.js';
