import { darkColor, fontFamily, ink } from '../figures/index.js';

const dark = (color: string) => darkColor[color] ?? color;
const colors = (of: (color: string) => string) =>
  `--text: ${of(ink.text)}; --muted: ${of(ink.muted)}; --line: ${of(ink.axis)}; --grid: ${of(ink.grid)}; --paper: ${of(ink.paper)};`;
/** The style sheet of a report, light and dark. */
export const reportStyle = `
:root { color-scheme: light dark; ${colors((color) => color)} --dot: #0072b2; }
@media (prefers-color-scheme: dark) { :root { ${colors(dark)} --dot: #56b4e9; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 ${fontFamily}; color: var(--text); background: var(--paper); }
main { max-width: 1400px; margin: 0 auto; padding: 0 16px 48px; }
h1 { font-size: 26px; line-height: 1.25; }
h2 { font-size: 20px; margin: 40px 0 8px; }
.note { color: var(--muted); font-size: 14px; margin: 6px 0; }
ul { padding-left: 20px; max-width: 100ch; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--grid); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
tbody th { font-weight: 400; }
.method { font-size: 14px; margin-top: 10px; }
.strip { position: relative; height: 34px; border-left: 1px solid var(--line); border-right: 1px solid var(--line); background: linear-gradient(90deg, var(--grid) 1px, transparent 1px) 0 0 / 25% 100%; margin: 2px 8px; }
.strip i { position: absolute; width: 8px; height: 8px; margin: -4px 0 0 -4px; border-radius: 50%; background: var(--dot); opacity: .6; }
.strip .interval { position: absolute; top: 42%; height: 16%; background: var(--text); opacity: .45; }
.strip .mean { position: absolute; top: 0; bottom: 0; width: 3px; margin-left: -1.5px; background: var(--text); }
.scale { display: flex; justify-content: space-between; font-size: 13px; color: var(--muted); margin: 0 2px; }
.key { display: inline-block; width: 14px; height: 14px; border-radius: 3px; vertical-align: -2px; margin-left: 4px; }
.cases { display: flex; flex-wrap: wrap; gap: 20px 28px; }
figure { margin: 0; max-width: 100%; }
figcaption { font-size: 14px; overflow-wrap: anywhere; margin-bottom: 4px; }
.panels { display: flex; flex-wrap: wrap; gap: 10px; }
.panels > div { flex: 0 1 200px; }
.panels svg { width: 100%; height: auto; display: block; border-radius: 4px; }
.panels p { margin: 2px 0 0; font-size: 14px; }
summary { cursor: pointer; padding: 4px 0; }
`;
