import { SourceMap, type SourceMapPayload } from 'node:module';

/** The parts of a TypeScript compiler that a cell passes through on its way to JavaScript. */
export interface Compiler {
  version: string;
  sys: object;
  createWatchCompilerHost(files: unknown, options: object, ...rest: unknown[]): unknown;
  transpileModule(
    input: string,
    options: { compilerOptions: object },
  ): { outputText: string; sourceMapText?: string | undefined };
}

/** Where a line of a cell's JavaScript comes from: line and column of its TypeScript, from 1. */
type Place = (line: number, column: number) => { line: number; column: number } | undefined;

const INLINE_MAP = '//# sourceMappingURL=data:application/json;base64,';
/** tslab puts one line of its own before a cell. */
const LINES_BEFORE = 1;

/**
 * Follows cells from TypeScript to the JavaScript that runs, and leads the positions in an error's stack back. tslab
 * compiles a cell twice, first by its own transformations, then to CommonJS; the two source maps are put together.
 */
export class CellPositions {
  private readonly places = new Map<string, Place>();

  /** @param cell - the number of the cell that is being compiled */
  constructor(private readonly cell: () => number) {}

  /** The compiler, whose compiled cells carry names: `cell-3.ts`. */
  follow<C extends Compiler>(compiler: C): C {
    return {
      ...compiler,
      createWatchCompilerHost: (files: unknown, options: object, ...rest: unknown[]) =>
        compiler.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
      transpileModule: (input: string, options: { compilerOptions: object }) => {
        const at = input.lastIndexOf(INLINE_MAP);
        if (at < 0) return compiler.transpileModule(input, options);
        const first = readMap(Buffer.from(input.slice(at + INLINE_MAP.length).trim(), 'base64').toString());
        const { outputText, sourceMapText } = compiler.transpileModule(input.slice(0, at), {
          ...options,
          compilerOptions: { ...options.compilerOptions, sourceMap: true },
        });
        const code = outputText.replace(/^\/\/# sourceMappingURL=.*$/m, '');
        // Modules that a cell imports as TypeScript keep their own names.
        if (!sourceMapText || !first.payload.sources.some((source) => source.includes('__tslab__')))
          return { outputText: code };
        const second = readMap(sourceMapText);
        const name = `cell-${this.cell()}.ts`;
        const lines = code.trimEnd().split('\n').length;
        this.places.set(name, (line, column) => {
          // Behind the cell's own lines tslab calls it.
          if (line > lines) return undefined;
          const middle = second.findEntry(line - 1, column - 1);
          if (!('originalLine' in middle)) return undefined;
          const start = first.findEntry(middle.originalLine, middle.originalColumn);
          if (!('originalLine' in start)) return undefined;
          return { line: start.originalLine + 1 - LINES_BEFORE, column: start.originalColumn + 1 };
        });
        return { outputText: `${code.trimEnd()}\n//# sourceURL=${name}` };
      },
    };
  }

  /** The lines of cells that a stack went through, innermost first. */
  cellsOf(stack: string): { cell: number; line: number }[] {
    const places = [...stack.matchAll(/\b(cell-(\d+)\.ts):(\d+):(\d+)/g)].flatMap(([, name = '', cell, at, column]) => {
      const line = this.places.get(name)?.(Number(at), Number(column))?.line ?? 0;
      return line >= 1 ? [{ cell: Number(cell), line }] : [];
    });
    // One line may stand for several frames: a call, and the function around it.
    return places.filter(({ cell, line }, i) => cell !== places[i - 1]?.cell || line !== places[i - 1]?.line);
  }
}

const readMap = (text: string) => new SourceMap(JSON.parse(text) as SourceMapPayload);
