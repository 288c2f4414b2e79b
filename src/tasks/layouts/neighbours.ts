const LARGEST_GAP = 5;

/**
 * Makes patients of numbered images whose publisher names none: images whose numbers lie at most 5 apart belong
 * together, at most `most` of them.
 *
 * ASSUMPTION: numbers run through one patient (or video) before the next. A long run is cut, so two images at a cut may
 * stem from one patient; all others side by side stay together.
 */
export function neighbours(most: number): (stems: readonly string[]) => string[] {
  return (stems) => {
    let [first, previous, count] = ['', NaN, 0];
    return stems.map((stem) => {
      const number = Number(/\d+(?=\D*$)/.exec(stem)?.[0] ?? NaN);
      if (!(number - previous <= LARGEST_GAP) || count === most) [first, count] = [stem, 0];
      previous = number;
      count++;
      return `from_${first}`;
    });
  };
}
