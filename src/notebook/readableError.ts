/**
 * An error's text as a notebook's author needs it: without the kernel's own stack and the excerpt of code that Node.js
 * puts first.
 */
export function readableError(text: string): string {
  return text
    .replace(/^\S+:\d+\n(?:.*\n)*? *\^+\n\n?/, '')
    .split('\n')
    .filter((line) => !/^\s+at .*(?:tslab\/dist|tslab\\dist|node:|evalmachine|data:text)/.test(line))
    .join('\n')
    .trim();
}
