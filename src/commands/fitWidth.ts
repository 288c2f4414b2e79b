/**
 * Text of a command's help for a terminal of `columns`: a line that is too long goes on below, under the beginning of
 * its explanation where it has one (two or more spaces before it), else under its own.
 */
export function fitWidth(text: string, columns: number | undefined): string {
  if (columns === undefined || columns < 20 || text.split('\n').every((line) => line.length <= columns)) return text;
  // An explanation that stands on several lines is one again before it is broken anew.
  return text
    .replace(/\n {12,}(?=\S)/g, ' ')
    .split('\n')
    .flatMap((line) => broken(line, columns))
    .join('\n');
}

function broken(line: string, columns: number): string[] {
  if (line.length <= columns) return [line];
  const start = /^ *\S.*? {2,}(?=\S)/.exec(line)?.[0].length ?? 0;
  const indent = start > 0 && start <= 0.6 * columns ? start : (/^ */.exec(line)?.[0].length ?? 0) + 2;
  const lines: string[] = [];
  let rest = line;
  while (rest.length > columns) {
    const at = rest.lastIndexOf(' ', columns);
    const least = lines.length === 0 ? Math.max(start, 1) : indent;
    if (at <= least) {
      const next = rest.indexOf(' ', columns);
      if (next < 0) break;
      lines.push(rest.slice(0, next));
      rest = ' '.repeat(indent) + rest.slice(next + 1);
      continue;
    }
    lines.push(rest.slice(0, at).trimEnd());
    rest = ' '.repeat(indent) + rest.slice(at + 1).trimStart();
  }
  return [...lines, rest];
}
