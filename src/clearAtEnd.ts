const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Has `clear` called when the process ends, by a signal too, unless others listen to that signal: they decide whether it
 * ends. What is left by a process that is killed outright nobody can clear.
 *
 * @returns ends the watch, without calling `clear`
 */
export function clearAtEnd(clear: () => void): () => void {
  const interrupted = (signal: keyof typeof SIGNALS) => {
    if (process.listenerCount(signal) === 0) process.exit(SIGNALS[signal]);
  };
  const signals = Object.keys(SIGNALS) as (keyof typeof SIGNALS)[];
  process.once('exit', clear);
  for (const signal of signals) process.once(signal, interrupted);
  return () => {
    process.off('exit', clear);
    for (const signal of signals) process.off(signal, interrupted);
  };
}
