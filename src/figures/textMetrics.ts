import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The parts of a fontkit font that are used here; all lengths in font units. */
interface Font {
  unitsPerEm: number;
  ascent: number;
  descent: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string): {
    advanceWidth: number;
    glyphs: { id: number; path: { commands: { command: keyof typeof LETTERS; args: number[] }[] } }[];
    positions: { xAdvance: number; xOffset: number }[];
  };
}

/** How fontkit and SVG call the pieces of an outline. */
const LETTERS = { moveTo: 'M', lineTo: 'L', quadraticCurveTo: 'Q', bezierCurveTo: 'C', closePath: 'Z' } as const;

/** How a piece of text is set. */
export interface TextStyle {
  /** In pixels. */
  fontSize: number;
  /** 400 is regular; 600 and more is set semi-bold. */
  fontWeight: number;
}

const require = createRequire(import.meta.url);

const files = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  semiBold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
};

/** Absolute paths of the font files, for a renderer that reads them itself. */
export const fontPaths = (): string[] => Object.values(files).map((file) => require.resolve(file));

const loaded = new Map<string, Font>();

function font(fontWeight: number): Font {
  const file = fontWeight >= 600 ? files.semiBold : files.regular;
  const known = loaded.get(file);
  if (known) return known;
  const { create } = require('fontkit') as { create(data: Buffer): Font };
  const opened = create(readFileSync(require.resolve(file)));
  loaded.set(file, opened);
  return opened;
}

/** Width of one line of text in pixels, kerning included. */
export function textWidth(text: string, { fontSize, fontWeight }: TextStyle): number {
  const face = font(fontWeight);
  return (face.layout(text).advanceWidth / face.unitsPerEm) * fontSize;
}

/** Units of an em in which glyphs are drawn. */
export const EM = 1000;

/** A glyph of one of the two weights; its outline in units of 1/1000 em, y pointing down. */
export interface Glyph {
  /** The same for the same glyph in every figure. */
  id: string;
  d: string;
}

/** The glyphs of one line of text, and where each starts, in units of 1/1000 em. */
export function glyphsOf(text: string, { fontWeight }: TextStyle): { glyph: Glyph; at: number }[] {
  const face = font(fontWeight);
  const unit = EM / face.unitsPerEm;
  const { glyphs, positions } = face.layout(text);
  let pen = 0;
  return glyphs.map(({ id, path }, i) => {
    const { xAdvance = 0, xOffset = 0 } = positions[i] ?? {};
    const at = Math.round(unit * (pen + xOffset));
    pen += xAdvance;
    const place = (value: number, k: number) => Math.round((k % 2 === 0 ? unit : -unit) * value);
    const d = path.commands.map(({ command, args }) => LETTERS[command] + args.map(place).join(' ')).join('');
    return { glyph: { id: `inter-${fontWeight >= 600 ? 600 : 400}-${id}`, d }, at };
  });
}

/** Height above and depth below the baseline in pixels, both positive. */
export function lineExtent({ fontSize, fontWeight }: TextStyle): { ascent: number; descent: number } {
  const { ascent, descent, unitsPerEm } = font(fontWeight);
  return { ascent: (ascent / unitsPerEm) * fontSize, descent: (-descent / unitsPerEm) * fontSize };
}

/** The characters of a text that the typeface cannot draw. */
export function missingGlyphs(text: string): string[] {
  return [...new Set(text)].filter((character) => !font(400).hasGlyphForCodePoint(character.codePointAt(0)!));
}
