import { printable } from './printable.js';

/** A running piece of work that tells how far it is: a bar on a terminal, plain lines elsewhere (or with CI=true). */
export interface Progress {
  /** Say that `done` of the total is done; `note` is shown beside it (a loss, a file name). */
  update(done: number, note?: string): void;
  /** Say that the work has ended; `note` stands in its closing line. */
  end(note?: string): void;
}

const BAR_WIDTH = 24;
const LINE_INTERVAL_S = 10;
const BAR_INTERVAL_S = 0.1;

/**
 * Starts showing the progress of `total` steps under the label `of` on standard error, so that standard output stays
 * machine-readable. Work that ends within two seconds leaves one closing line and draws no bar.
 */
export function progress(of: string, total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  const label = printable(of);
  const live = stream.isTTY === true && process.env.CI !== 'true';
  const start = performance.now();
  let shown = start + (live ? 2000 - BAR_INTERVAL_S * 1000 : 2000 - LINE_INTERVAL_S * 1000);
  let drawn = false;
  return {
    update(done, told = '') {
      const note = printable(told);
      const now = performance.now();
      if (now - shown < (live ? BAR_INTERVAL_S : LINE_INTERVAL_S) * 1000) return;
      shown = now;
      const fraction = total > 0 ? Math.min(1, done / total) : 0;
      const elapsedS = (now - start) / 1000;
      const left = fraction > 0 ? ` · ${duration(elapsedS * (1 / fraction - 1))} left` : '';
      const percent = `${Math.floor(100 * fraction)}%`.padStart(4);
      if (live) {
        const filled = Math.round(fraction * BAR_WIDTH);
        const line = `${label} ${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}${percent}${left}${note && ` · ${note}`}`;
        stream.write(`\r\x1b[2K${line.slice(0, (stream.columns ?? 100) - 1)}`);
        drawn = true;
      } else {
        stream.write(`${label}: ${done} of ${total} (${percent.trim()})${left}${note && ` · ${note}`}\n`);
      }
    },
    end(told = '') {
      const note = printable(told);
      if (drawn) stream.write('\r\x1b[2K');
      stream.write(`${label}: done in ${duration((performance.now() - start) / 1000)}${note && ` · ${note}`}\n`);
    },
  };
}

/** `3.2 s`, `2 min 05 s`, `1 h 07 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) return `${minutes} min ${String(Math.round(seconds) % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
