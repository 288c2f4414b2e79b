/**
 * A sentence of the library as the command line tells it: the library names options in backquotes, `learningRate`; where
 * the command has one of that name, it is told as it is typed, --learning-rate.
 */
export function withDashes(message: string, options: object): string {
  return message.replace(/`(\w+)`/g, (_, name: string) => {
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return Object.hasOwn(options, flag) ? `--${flag}` : name;
  });
}
