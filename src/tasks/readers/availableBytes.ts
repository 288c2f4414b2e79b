import { freemem } from 'node:os';

/** Bytes of memory that this process can still take, as far as the system tells. */
export function availableBytes(): number {
  // Node 20.13 and later know a container's limit; os.freemem knows only the machine's.
  return typeof process.availableMemory === 'function' ? process.availableMemory() : freemem();
}
