/**
 * Runs within the kernel's process before the kernel: what a notebook would let pass is told to the runner. It must not
 * refer to anything outside of itself, since it travels as text.
 */
function watch(): void {
  const tell = (failure: string) => process.send?.({ failure });
  const text = (reason: unknown) => (reason instanceof Error ? (reason.stack ?? reason.message) : String(reason));
  console.assert = (holds?: boolean, ...message: unknown[]) => {
    if (holds) return;
    const error = new Error(['console.assert failed', ...message].join(': '));
    Error.captureStackTrace(error, console.assert);
    throw error;
  };
  process.on('unhandledRejection', (reason) => tell(`a promise was rejected and nobody awaited it: ${text(reason)}`));
  process.on('uncaughtException', (error) =>
    tell(`an exception was thrown outside of the cell's own run: ${text(error)}`),
  );
  // A rejection becomes "unhandled" once the microtasks are through, which they are at the second turn of the event
  // loop. After the last cell, timers and file operations that it left behind are waited for as well; the kernel itself
  // has none.
  const busy = () => process.getActiveResourcesInfo().some((kind) => kind === 'Timeout' || kind.startsWith('FSReq'));
  const answer = (settle: boolean, turns: number) => {
    if (turns < 2 || (settle && busy())) setImmediate(answer, settle, turns + 1);
    else process.send?.({ quiet: true });
  };
  process.on('message', (message) => answer(message === 'settle', 0));
  // The kernel ends with its runner; a cell that never ends does not see it, a thread of its own does.
  process.on('disconnect', () => process.exit(1));
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const sentinel =
    'const parent = process.ppid; setInterval(() => process.ppid === parent || process.kill(process.pid, "SIGKILL"), 1000)';
  new Worker(sentinel, { eval: true }).unref();
}

/** The guard as a module for `node --import`. */
export const guardUrl = `data:text/javascript,${encodeURIComponent(`(${watch.toString()})();`)}`;
