/** How a library's rule was found. */
export interface Provenance {
  /** `ran`: by running that version; `read`: in its source, which was not run; `ours`: it is this package. */
  known: 'ran' | 'read' | 'ours';
  /** The package with its version, or the repository with its commit where that is known. */
  version: string;
  /** What was run or read; `p` is the prediction, `y` the reference, in the order and layout that the library takes. */
  command: string;
}

export const ran = (version: string, command: string): Provenance => ({ known: 'ran', version, command });
export const read = (version: string, command: string): Provenance => ({ known: 'read', version, command });
export const ours = (command: string): Provenance => ({ known: 'ours', version: 'dice-workbook', command });
