import type { Problem } from '../layouts/case.js';
import { declaredClasses, DESCRIPTION, namedChannels, type OwnDescription } from './readDescription.js';
import type { OwnFiles, OwnSet } from './ownSet.js';

/** The cases of a folder by the patterns of its description. */
export function describedSet(description: OwnDescription, files: readonly string[], needsMask: boolean): OwnSet {
  const patterns = typeof description.images === 'string' ? [description.images] : Object.values(description.images);
  const problems: Problem[] = [];
  const problem = (file: string, message: string) => problems.push({ file, severity: 'error', message });
  const cases = new Map<string, OwnFiles>();
  // Of a case by its key, for patterns are filled with both.
  const named = new Map<string, { name: string; patient: string }>();
  const matched = (pattern: string, take: (file: string, key: string, patient: string | undefined) => void) => {
    const expression = regularExpression(pattern);
    for (const file of files) {
      const groups = expression.exec(file)?.groups;
      if (groups?.case === undefined) continue;
      const { case: name, patient } = groups;
      const key = patient === undefined || name.startsWith(patient) ? name : `${patient}_${name}`;
      named.set(key, { name, patient: patient ?? '*' });
      take(file, key, patient);
    }
  };
  // A pattern such as {case}.png fits {case}_mask.png too: what is a mask is no image.
  const masks = new Map<string, string>();
  matched(description.masks, (file, key) => {
    const first = masks.get(key);
    if (first === undefined) masks.set(key, file);
    else if (needsMask) problem(file, `is a second mask of case ${key} beside ${first}. Keep one of them.`);
  });
  const isMask = new Set(masks.values());
  for (const [channel, pattern] of patterns.entries())
    matched(pattern, (file, key, patient) => {
      if (isMask.has(file) && pattern !== description.masks) return;
      const one: OwnFiles = cases.get(key) ?? { id: key, images: [], ...(patient !== undefined && { patient }) };
      cases.set(key, one);
      if (one.images[channel] === undefined) one.images[channel] = file;
      else problem(file, `is a second image of case ${key} beside ${one.images[channel]}. Keep one of them.`);
    });
  const whole: OwnFiles[] = [];
  for (const one of cases.values()) {
    const missing = patterns.filter((_, channel) => one.images[channel] === undefined);
    const mask = needsMask ? masks.get(one.id) : undefined;
    if (missing.length > 0)
      problem(
        one.id,
        `lacks ${missing.map((pattern) => filled(pattern, named.get(one.id)!)).join(', ')}. Add it, or take the case away.`,
      );
    else if (needsMask && mask === undefined)
      problem(
        one.images[0]!,
        `has no mask: expected ${filled(description.masks, named.get(one.id)!)}. Add the mask, or take the image away.`,
      );
    else whole.push({ ...one, ...(mask !== undefined && { mask }) });
  }
  if (needsMask)
    for (const [key, mask] of masks)
      if (!cases.has(key)) problem(mask, `has no image of case ${key}. Add the image, or take the mask away.`);
  const classes = declaredClasses(description, DESCRIPTION);
  const channels = namedChannels(description);
  const { patients, preprocessing } = description;
  return {
    layout: DESCRIPTION,
    cases: whole,
    problems,
    ...(channels && { channels }),
    ...(classes && { classes }),
    ...(patients !== undefined && { patients }),
    ...(preprocessing && { preprocessing }),
  };
}

function filled(pattern: string, { name, patient }: { name: string; patient: string }): string {
  return pattern.replace('{case}', name).replaceAll('{patient}', patient);
}

function regularExpression(pattern: string): RegExp {
  const source = pattern
    .replace(/^\.\//, '')
    .replace(/[.+?^$()|[\]\\]/g, '\\$&')
    .replace('{case}', '(?<case>[^/]+)')
    .replace('{patient}', '(?<patient>[^/]+)')
    .replaceAll('{patient}', '\\k<patient>')
    .replaceAll('*', '[^/]*');
  return new RegExp(`^${source}$`);
}
