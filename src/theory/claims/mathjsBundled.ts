import * as whole from 'mathjs';

/** mathjs where a bundler puts it beside the theorems: in a browser. */
export function mathjs(): typeof whole {
  return whole;
}
