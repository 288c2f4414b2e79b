import { readClaim, type Claim } from './claim.js';
import { expression } from './expression.js';
import { plainRelation, plainText } from './plainText.js';

/** A claim in words and signs: what it means, its algebra, and the certificate of an inequality. */
export function claimText(given: Claim): string {
  const { stated } = readClaim(given);
  const abbreviations = [...stated.where].map(([name, tree]) => `${name} = ${plainText(tree)}`);
  const witness = [...stated.some].map(([name, tree]) => `${name} = ${plainText(tree)}`);
  return [
    `${given.says}: ${plainRelation(stated.claim)}`,
    ...(given.because === undefined ? [] : [`because the difference is ${plainText(expression(given.because))}`]),
    ...(witness.length === 0 ? [] : [`at ${witness.join(', ')}`]),
    ...(abbreviations.length === 0 ? [] : [`where ${abbreviations.join(', ')}`]),
  ].join(', ');
}

/** For which numbers a claim is made: "for all tp ≥ 0, fp ≥ 0". */
export function domainText(given: Claim): string {
  const { hypotheses } = readClaim(given).stated;
  return hypotheses.length === 0 ? 'no condition' : `for all ${hypotheses.map(plainRelation).join(', ')}`;
}
