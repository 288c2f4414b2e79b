const LARGEST_GAP = 5;
const MOST_SLICES = 12;

/**
 * A patient for each numbered slice of a folder that names none: slices whose numbers lie at most 5 apart belong together, at most 12 of them.
 *
 * ASSUMPTION: numbers run through the slices of one head before the next; a head may be cut in two, but slices side by side never part.
 */
export function neighbouringSlices(stems: readonly string[]): string[] {
  let [first, previous, count] = ['', NaN, 0];
  return stems.map((stem) => {
    const number = Number(/\d+(?=\D*$)/.exec(stem)?.[0] ?? NaN);
    if (!(number - previous <= LARGEST_GAP) || count === MOST_SLICES) [first, count] = [stem, 0];
    previous = number;
    count++;
    return `from_${first}`;
  });
}
