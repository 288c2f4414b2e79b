import type { CountUnit, EmptyUnits } from '../../evaluation/units/countedImage.js';
import type { UnitMeasure } from '../../evaluation/units/unitMeasures.js';
import { compareCounts, type ComparedCounts } from '../compareCounts.js';
import type { CountedTask } from '../countedTask.js';
import { byId, debounce, element, select } from './element.js';
import { pageData } from './pageData.js';
import { plot } from './plots.js';
import { forestPlot, rankPlot } from './resultPlots.js';
import { resultTable } from './resultTable.js';
import { swatch } from './swatch.js';

export const MEASURES: readonly (readonly [UnitMeasure, string])[] = [
  ['dice', 'Dice'],
  ['jaccard', 'Jaccard'],
  ['precision', 'precision'],
  ['recall', 'recall'],
  ['volumeError', 'volume error, in pixels'],
  ['relativeVolumeError', 'relative volume error'],
];
const UNITS: readonly (readonly [CountUnit, string])[] = [
  ['patient', 'each patient'],
  ['image', 'each image'],
  ['pooled', 'all images pooled'],
];
const POLICIES: readonly (readonly [EmptyUnits, string])[] = [
  ['leaveOut', 'left out'],
  ['one', 'both empty scores 1'],
  ['zero', 'always score 0'],
];
const PARTS: Record<string, string> = {
  core: 'the comparison',
  continued: 'continued from cross-entropy',
  weights: 'weights of cross-entropy',
  tversky: 'weights of Tversky',
  patients: 'fewer patients',
  steps: 'fewer and more steps',
};
/** Every pair is tested, and the smallest p of 10 000 resamples has to pass Holm's correction. */
const MOST = 12;

/** Tables, differences and ranks from the committed counts, by the choices of the reader. */
export function startResultsExplorer(): void {
  const { tasks } = pageData();
  const target = byId('results-explorer');
  const [first] = tasks;
  if (!first) {
    target.replaceChildren(element('p', {}, 'No runs of the comparison are committed.'));
    return;
  }
  let task: CountedTask = first;
  let arms: string[] = [];
  let baseline = '';
  let classIndex: number | undefined;
  const chosen = { measure: 'dice' as UnitMeasure, per: first.unit as CountUnit, empty: 'leaveOut' as EmptyUnits };
  const specific = element('div');
  const told = element('p', { role: 'status' });
  const table = element('div');
  const forest = element('div', { class: 'plot result', role: 'img' });
  const ranks = element('div', { class: 'plot result', role: 'img' });
  const update = debounce(() => {
    try {
      const result = compareCounts(task, {
        ...chosen,
        arms,
        baseline,
        ...(classIndex !== undefined && { classIndex }),
      });
      show(result);
    } catch (error) {
      told.textContent = error instanceof Error ? error.message : String(error);
    }
  }, 30);

  function show(result: ComparedCounts): void {
    const name = MEASURES.find(([measure]) => measure === chosen.measure)?.[1] ?? chosen.measure;
    const folds = result.folds.map((fold) => fold + 1).join(', ');
    told.textContent =
      `${task.title}, folds ${folds}: ` +
      (result.compared > 0
        ? `differences and ranks over the ${result.compared} units that every loss has a score of.`
        : 'no differences: one number a loss, or fewer than two of them.');
    table.replaceChildren(resultTable(result, name, baseline));
    plot(forest, forestPlot(result, name, task.arms.find(({ id }) => id === baseline)?.title ?? ''));
    forest.setAttribute('aria-label', `Forest plot of ${name}; its numbers stand in the table.`);
    plot(ranks, rankPlot(result));
    ranks.setAttribute('aria-label', 'Ranks and how often each is held when patients are drawn anew.');
  }

  function choose(id: string): void {
    task = tasks.find((one) => one.id === id) ?? first!;
    classIndex = undefined;
    const core = task.arms.filter(({ part }) => part === 'core').map((arm) => arm.id);
    const kept = arms.filter((arm) => task.arms.some((one) => one.id === arm));
    arms = kept.length > 1 ? kept : core;
    if (!arms.includes(baseline)) baseline = arms[0] ?? '';
    chosen.per = task.unit;
    controls();
    update();
  }

  function controls(): void {
    specific.replaceChildren(
      element(
        'div',
        { class: 'fields' },
        select('one score of', UNITS, chosen.per, (per) => set({ per: per as CountUnit })),
        ...(task.classes.length > 1
          ? [
              select(
                'class',
                [['', 'mean over classes'], ...task.classes.map((name, i) => [String(i), name] as const)],
                '',
                (place) => {
                  classIndex = place === '' ? undefined : Number(place);
                  update();
                },
              ),
            ]
          : []),
        select(
          'compared with',
          task.arms.filter(({ id }) => arms.includes(id)).map(({ id, title }) => [id, title] as const),
          baseline,
          (id) => {
            baseline = id;
            update();
          },
        ),
      ),
      ...Object.entries(PARTS).flatMap(([part, title]) => {
        const list = task.arms.filter((arm) => arm.part === part);
        return list.length === 0 ? [] : [losses(title, list)];
      }),
    );
  }

  /** Names of losses need their room beside a plot. */
  const scrolled = (target: HTMLElement, i: number) =>
    element(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': ['differences', 'ranks'][i] ?? '' },
      target,
    );

  const losses = (title: string, list: CountedTask['arms']) =>
    element(
      'fieldset',
      { class: 'checks' },
      element('legend', {}, `Losses: ${title}`),
      ...list.map(({ id, title: name, color, folds }) => {
        const box = element('input', {
          type: 'checkbox',
          checked: arms.includes(id),
          onchange: () => {
            const next = box.checked ? [...arms, id] : arms.filter((arm) => arm !== id);
            if (next.length < 1 || next.length > MOST) {
              box.checked = !box.checked;
              told.textContent = `Choose from one to ${MOST} losses.`;
              return;
            }
            arms = task.arms.map((arm) => arm.id).filter((arm) => next.includes(arm));
            if (!arms.includes(baseline)) baseline = arms[0] ?? '';
            controls();
            document.querySelector<HTMLInputElement>(`#results-explorer input[value="${CSS.escape(id)}"]`)?.focus();
            update();
          },
          value: id,
        });
        const some = folds.length < 5 ? ` (${folds.length} ${folds.length === 1 ? 'fold' : 'folds'})` : '';
        return element('label', {}, box, swatch(color), element('span', {}, `${name}${some}`));
      }),
    );

  function set(what: Partial<typeof chosen>): void {
    Object.assign(chosen, what);
    update();
  }

  target.replaceChildren(
    element(
      'div',
      { class: 'fields' },
      select(
        'task',
        tasks.map(({ id, title }) => [id, `${id}: ${title}`] as const),
        task.id,
        choose,
      ),
      select('measure', MEASURES, 'dice', (measure) => set({ measure: measure as UnitMeasure })),
      select('images without a target', POLICIES, 'leaveOut', (empty) => set({ empty: empty as EmptyUnits })),
    ),
    specific,
    told,
    table,
    element('div', { class: 'columns' }, ...[forest, ranks].map(scrolled)),
  );
  choose(first.id);
}
