import { expect, it } from 'vitest';
import { splitSpecs } from '../../src/losses/index.js';

it.each([
  ['softDice', ['softDice']],
  ['', []],
  [' softDice , crossEntropy, ', ['softDice', 'crossEntropy']],
  ['softTversky:0.3,0.7,weightedCrossEntropy:1,5', ['softTversky:0.3,0.7', 'weightedCrossEntropy:1,5']],
  ['softDice:per=image,empty=skip,softJaccard', ['softDice:per=image,empty=skip', 'softJaccard']],
  ['crossEntropy,softDice+crossEntropy', ['crossEntropy', 'softDice+crossEntropy']],
  ['crossEntropy,0.5*softDice + 2*crossEntropy', ['crossEntropy', '0.5*softDice + 2*crossEntropy']],
  ['softTversky:0.3,0.7+crossEntropy,focal:2', ['softTversky:0.3,0.7+crossEntropy', 'focal:2']],
])('splitSpecs(%j) is %j', (list, specs) => expect(splitSpecs(list)).toEqual(specs));
