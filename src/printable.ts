/**
 * A text that came from outside, a file's name perhaps, as it may be written to a terminal: control characters, escape
 * sequences and marks that turn the direction of writing are told by their code in place of being obeyed. Line breaks
 * and tabs stay: `scan\u001b[2J.png` comes as `scan\\u001b[2J.png`.
 */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
