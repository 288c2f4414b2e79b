import { darkColor, fontFamily, ink, lossColor, theoryColor } from '../figures/style.js';

const dark = (color: string) => darkColor[color] ?? color;
/** The page's colours are those of its figures; links and buttons are dark enough on their paper to be read. */
const colors = (of: (color: string) => string, link: string, raised: string) => `
  --text: ${of(ink.text)}; --muted: ${of(ink.muted)}; --line: ${of(ink.axis)}; --grid: ${of(ink.grid)}; --paper: ${of(ink.paper)};
  --link: ${link}; --raised: ${raised};
  --pixel-both: ${of(lossColor.softJaccard)}; --pixel-reference: ${of(lossColor.softDice)};
  --pixel-prediction: ${of(lossColor.weightedCrossEntropy)}; --pixel-neither: ${of(ink.grid)}; --region: ${of(theoryColor.region)};`;
const LIGHT = colors((color) => color, '#005a8d', '#f5f7f9');
const DARK = colors(dark, '#7cc4f0', '#1f252c');

/** The style sheet of the page: one column on a telephone, light and dark by the system or by the button. */
export const pageStyle = `
:root { color-scheme: light; ${LIGHT} }
:root[data-theme=dark] { color-scheme: dark; ${DARK} }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { color-scheme: dark; ${DARK} } }
* { box-sizing: border-box; }
html { scroll-padding-top: 64px; }
/* The bar takes two lines. */
@media (max-width: 600px) { html { scroll-padding-top: 96px; } }
body { margin: 0; font: 16px/1.5 ${fontFamily}; color: var(--text); background: var(--paper); }
header, main, footer { max-width: 1600px; margin: 0 auto; padding: 0 16px; }
h1 { font-size: 26px; line-height: 1.25; margin: 24px 0 8px; }
h2 { font-size: 22px; margin: 64px 0 8px; }
h3 { font-size: 17px; line-height: 1.3; margin: 16px 0 8px; }
a { color: var(--link); }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 8px; top: 8px; background: var(--paper); padding: 8px; z-index: 3; }
.bar { position: sticky; top: 0; z-index: 2; background: var(--paper); border-bottom: 1px solid var(--line); }
.bar nav { max-width: 1600px; margin: 0 auto; padding: 6px 16px; display: flex; flex-wrap: wrap; gap: 2px 16px; align-items: center; font-size: 15px; }
.bar a { padding: 4px 0; }
.bar button { margin-left: auto; }
button, select, input[type=number] { font: inherit; font-size: 15px; color: var(--text); background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 4px 10px; min-height: 34px; }
select { max-width: 100%; width: 100%; }
input[type=range] { width: 100%; accent-color: var(--link); min-height: 28px; }
input[type=checkbox], input[type=radio] { accent-color: var(--link); width: 16px; height: 16px; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 760px), 1fr)); gap: 40px 32px; }
figure { margin: 0; min-width: 0; }
figcaption { color: var(--muted); font-size: 15px; max-width: 80ch; }
.wide { grid-column: 1 / -1; }
.scroll { overflow-x: auto; }
.scroll > [data-figure] { min-height: 200px; }
.tools { display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; margin: 8px 0 0; font-size: 14px; }
.tag { display: inline-block; border: 1px solid var(--line); border-radius: 10px; padding: 0 8px; font-size: 13px; color: var(--muted); }
.tags { margin: 0; }
.note { color: var(--muted); font-size: 14px; }
.theorems { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 560px), 1fr)); gap: 16px 32px; }
.theorem { border-top: 1px solid var(--line); min-width: 0; overflow-wrap: anywhere; }
.theorem p { margin: 6px 0; }
.statement { line-height: 2.1; overflow-x: auto; overflow-y: hidden; }
.statement math { font-size: 1.05em; }
summary { cursor: pointer; padding: 4px 0; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr)); gap: 8px 32px; align-items: start; }
.columns > * { min-width: 0; }
.pair, .fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr)); gap: 8px 16px; align-items: start; }
.field { margin: 4px 0; }
.field > div { font-size: 14px; color: var(--muted); }
fieldset { border: 1px solid var(--grid); border-radius: 6px; margin: 6px 0; padding: 4px 10px 8px; min-width: 0; }
legend { font-size: 14px; color: var(--muted); padding: 0 4px; }
.radios, .checks { display: flex; flex-wrap: wrap; gap: 2px 16px; }
.radios label, .checks label { display: inline-flex; align-items: center; gap: 6px; min-height: 30px; font-size: 15px; }
.counts { display: grid; grid-template-columns: repeat(4, 1fr); gap: 8px; }
.counts input { width: 100%; }
canvas { width: 100%; max-width: 420px; aspect-ratio: 1; touch-action: none; cursor: crosshair; display: block; margin: 8px 0; border-radius: 4px; }
.key { list-style: none; margin: 4px 0; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 14px; }
.swatch { display: inline-block; width: 14px; height: 14px; border-radius: 3px; vertical-align: -2px; background: var(--pixel-both); }
.swatch.reference { background: var(--pixel-reference); }
.swatch.prediction { background: var(--pixel-prediction); }
table { border-collapse: collapse; font-size: 14px; margin: 8px 0; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--grid); vertical-align: top; }
td { white-space: nowrap; }
thead th { color: var(--muted); font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 400; min-width: 110px; }
td button { min-height: 26px; padding: 0 8px; font-size: 13px; }
.plot { width: 100%; min-height: 120px; }
.plot.result { min-width: 520px; }
footer { padding: 32px 16px 64px; color: var(--muted); font-size: 14px; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print { .bar, button { display: none; } }
`;
