import { ink, lossColor, lossSymbol, variantColor } from '../../figures/index.js';

/** Losses of the comparison that the palette of single losses does not name. */
const VARIANTS: Record<string, { color: string; symbol: string }> = {
  'softDice:squared=true': { color: variantColor.squaredSoftDice, symbol: 'diamond-wide' },
  'softDice+crossEntropy': { color: variantColor.softDiceAndCrossEntropy, symbol: 'hexagon' },
};

/** Colour and symbol of a loss of the comparison, by its spec: the same in every figure. */
export function lossMark(loss: string): { color: string; symbol: string } {
  const name = loss.split(/[:+]/)[0] ?? loss;
  return (
    VARIANTS[loss] ?? {
      color: (lossColor as Record<string, string>)[name] ?? ink.text,
      symbol: (lossSymbol as Record<string, string>)[name] ?? 'circle',
    }
  );
}
