import type { Reading } from '../runs/index.js';
import type { LoadOptions } from '../tasks/index.js';
import type { Command } from './command.js';
import { numberOption } from './numberOption.js';

/** Options of every command that reads a task's data, beside `--data` and `--invert`. */
export const DATA_OPTIONS: Command['options'] = {
  labels: { type: 'string' },
  colours: { type: 'string' },
  threshold: { type: 'string' },
  patients: { type: 'string' },
  'resample-masks': { type: 'boolean' },
};

export const DATA_USAGE = `  --labels <set>         which labels of image masks are the target: 1,2 or any; needed where a set holds several
  --colours <map>        masks in colour, the label of each: '#ff0000=1,#00ff00=2'
  --threshold <x>        cuts masks of probabilities, on the files' own scale; default: they are refused
  --patients <x>         who the patients are: a pattern of the images' names with one group, '^(\\d+)_', or a file of lines
                         name,patient; look-alike where nobody knows: images that look alike count as one patient's
  --resample-masks       brings mask volumes on another grid onto their image's, and tells what is lost; default: they are refused`;

/** What these options mean for loading. Throws a UserError for a value that is none. */
export async function dataOptions(values: Parameters<Command['run']>[0]): Promise<Partial<LoadOptions>> {
  const { parseColourMap, parseLabelMap } = await import('../tasks/index.js');
  const { labels, colours, patients } = values;
  const threshold = numberOption('threshold', values.threshold);
  return {
    ...(typeof labels === 'string' && { labels: parseLabelMap(labels) }),
    ...(typeof colours === 'string' && { colours: parseColourMap(colours) }),
    ...(threshold !== undefined && { threshold }),
    ...(typeof patients === 'string' && { patientRule: patients }),
    ...(values['resample-masks'] === true && { resampleMasks: true }),
  };
}

/** The same as a recipe keeps them: as they were typed. */
export function readingOptions(values: Parameters<Command['run']>[0]): Reading | undefined {
  const { labels, colours, patients } = values;
  const threshold = numberOption('threshold', values.threshold);
  const reading: Reading = {
    ...(typeof labels === 'string' && { labels }),
    ...(typeof colours === 'string' && { colours }),
    ...(threshold !== undefined && { threshold }),
    ...(typeof patients === 'string' && { patients }),
    ...(values['resample-masks'] === true && { resampleMasks: true }),
    ...(values['skip-bad'] === true && { skipBad: true }),
  };
  return Object.keys(reading).length > 0 ? reading : undefined;
}
