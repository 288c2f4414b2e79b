import { printable } from '../printable.js';
/**
 * From here on Ctrl-C ends the command with a sentence on what is kept. Programs that it started hear Ctrl-C, too.
 *
 * @returns to be called when the work is done: Ctrl-C then does what it always does
 */
export function tellWhatIsKept(sentence: string): () => void {
  const stop = () => {
    process.stderr.write(printable(`\nStopped. ${sentence}\n`));
    process.exit(130);
  };
  process.once('SIGINT', stop);
  return () => void process.off('SIGINT', stop);
}
