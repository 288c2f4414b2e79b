/**
 * Median wall-clock time of `call` in milliseconds, after `warmup` calls that are not counted.
 * An asynchronous call is awaited.
 */
export async function medianMs(call: () => unknown, repeats = 15, warmup = 3): Promise<number> {
  for (let i = 0; i < warmup; i++) await call();
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const middle = repeats >> 1;
  return repeats % 2 ? times[middle]! : (times[middle - 1]! + times[middle]!) / 2;
}
