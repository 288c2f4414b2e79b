import { ink, lossColor, lossSymbol } from '../../figures/index.js';

/** Variants of a loss share its colour and have a symbol and a dash of their own. */
const VARIANTS: Record<string, { symbol: string; dash: string }> = {
  'softDice:squared=true': { symbol: 'diamond-open', dash: 'dot' },
  'softDice+crossEntropy': { symbol: 'diamond-wide', dash: 'dash' },
};

/** Colour, symbol and dash of a loss of the comparison, by its spec. */
export function lossMark(loss: string): { color: string; symbol: string; dash: string } {
  const name = loss.split(/[:+]/)[0] ?? loss;
  return {
    color: (lossColor as Record<string, string>)[name] ?? ink.text,
    symbol: (lossSymbol as Record<string, string>)[name] ?? 'circle',
    dash: 'solid',
    ...VARIANTS[loss],
  };
}
