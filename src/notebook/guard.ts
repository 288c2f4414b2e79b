/**
 * Runs within the kernel's process before the kernel: what a notebook would let pass is told to the runner. It must not refer to
 * anything outside of itself, since it travels as text.
 */
function watch(): void {
  const tell = (failure: string) => process.send?.({ failure });
  const text = (reason: unknown) => (reason instanceof Error ? (reason.stack ?? reason.message) : String(reason));
  console.assert = (holds?: boolean, ...message: unknown[]) => {
    if (!holds) throw new Error(['console.assert failed', ...message].join(': '));
  };
  process.on('unhandledRejection', (reason) => tell(`a promise was rejected and nobody awaited it: ${text(reason)}`));
  process.on('uncaughtException', (error) => tell(`an exception was thrown outside of the cell's own run: ${text(error)}`));
  // A rejection becomes "unhandled" once the microtasks are through, which they are at the second turn of the event loop.
  process.on('message', () => setImmediate(() => setImmediate(() => process.send?.({ quiet: true }))));
  // The kernel ends with its runner.
  process.on('disconnect', () => process.exit(1));
}

/** The guard as a module for `node --import`. */
export const guardUrl = `data:text/javascript,${encodeURIComponent(`(${watch.toString()})();`)}`;
