import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CHROMIUM, openBrowser } from '../chromium.js';
import { committedRuns } from '../../src/studies/committedRuns.js';
import { coreComparison } from '../../src/studies/figures/coreComparison.js';
import { studyRuns } from '../../src/studies/figures/studyRuns.js';

const PAGE = pathToFileURL(fileURLToPath(new URL('../../figures/index.html', import.meta.url))).href;
vi.setConfig({ testTimeout: 300_000 });

const title = `figures/index.html in Chromium${CHROMIUM ? '' : ' (skipped: none is installed)'}`;

describe.skipIf(!CHROMIUM)(title, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  /** The page in a window, with what went wrong in it and what it asked of the network. */
  async function open(width: number, colorScheme: 'light' | 'dark' = 'light') {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, acceptDownloads: true });
    const page = await context.newPage();
    // A machine may be busy with trainings.
    page.setDefaultTimeout(120_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('request', (request) => /^(file|data|blob):/.test(request.url()) || faults.push(request.url()));
    await page.goto(PAGE);
    await page.waitForSelector('#results-explorer table tbody tr');
    await page.waitForSelector('#bound-explorer table tbody tr');
    return { page, faults, close: () => context.close() };
  }

  const everyPlot = async (page: Page) => {
    for (const plot of await page.$$('[data-figure]')) {
      await plot.scrollIntoViewIfNeeded();
      await plot.waitForSelector('.main-svg');
    }
  };

  it.each([
    [390, 'light'],
    [390, 'dark'],
    [1600, 'light'],
    [1600, 'dark'],
  ] as const)(
    'draws everything in a window of %i pixels, %s, without a fault, a request or a sideways scroll',
    async (width, scheme) => {
      const { page, faults, close } = await open(width, scheme);
      await everyPlot(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      // Each figure has the size it was designed for: nothing is squashed.
      const squashed = await page.$$eval('[data-figure]', (plots) =>
        plots
          .filter((plot) => {
            const designed = (plot as unknown as { layout: { width: number } }).layout.width;
            return !(plot.querySelector('.main-svg')!.getBoundingClientRect().width >= designed - 1);
          })
          .map((plot) => plot.id),
      );
      expect(squashed).toEqual([]);
      expect(faults).toEqual([]);
      await close();
    },
  );

  it('has words of enough contrast in light and in dark (WCAG 1.4.3: 4.5)', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page, close } = await open(1000, scheme);
      const colors = await page.evaluate(() =>
        ['body', 'figcaption', '.note', '.bar a', 'thead th', 'button', 'legend'].map((selector) => {
          const found = document.querySelector(selector)!;
          const behind = selector === 'button' ? found : document.body;
          return [selector, getComputedStyle(found).color, getComputedStyle(behind).backgroundColor] as const;
        }),
      );
      for (const [selector, text, paper] of colors)
        expect(contrast(text, paper), `${selector}, ${scheme}`).toBeGreaterThanOrEqual(4.5);
      await close();
    }
  });

  it('names every control, and reaches each by the keyboard', async () => {
    const { page, close } = await open(1000);
    const nameless = await page.$$eval('button, select, input, canvas, [role=img], [role=region]', (controls) =>
      controls
        .filter((one) => {
          const labels = 'labels' in one ? [...((one as HTMLInputElement).labels ?? [])] : [];
          const text = [one.getAttribute('aria-label'), ...labels.map((label) => label.textContent), one.textContent];
          return !text.some((part) => part?.trim());
        })
        .map((one) => one.outerHTML.slice(0, 120)),
    );
    expect(nameless).toEqual([]);
    const beyond = await page.$$eval(
      'button, select, input, canvas, .scroll',
      (controls) => controls.filter((one) => (one as HTMLElement).tabIndex < 0).length,
    );
    expect(beyond).toBe(0);
    await close();
  });

  it('paints and moves masks by the keyboard, and tells the measures of what was painted', async () => {
    const { page, close } = await open(1000);
    const counts = () =>
      page.$$eval('.counts input', (inputs) => inputs.map((input) => Number((input as HTMLInputElement).value)));
    const before = await counts();
    expect(before.reduce((a, b) => a + b)).toBe(576);
    await page.getByRole('radio', { name: 'move' }).check();
    await page.locator('canvas').focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
    const [tp = 0, fp = 0, fn = 0] = await counts();
    // The prediction was three pixels to the right of its reference.
    expect(tp).toBeGreaterThan(before[0]!);
    await page.waitForFunction(
      (text) => document.querySelector('#bound-explorer')!.textContent!.includes(text),
      `Dice = ${((2 * tp) / (2 * tp + fp + fn)).toFixed(4)}`,
    );
    await page.getByRole('radio', { name: 'draw' }).check();
    await page.locator('canvas').focus();
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    expect((await counts())[1]).toBeGreaterThan(fp);
    await close();
  });

  it('bounds the pair that is chosen, and refuses a count that is none', async () => {
    const { page, close } = await open(1000);
    const told = () => page.locator('#bound-explorer tbody').innerText();
    // 3 − 2√2 and 1 (README).
    expect(await told()).toMatch(/0\.1716[\s\S]*1\.0000/);
    const a = page.getByRole('group', { name: 'Measure a' });
    await a.getByRole('combobox').selectOption('tversky');
    // (√(5/3) − 1)/(√(5/3) + 1) and 2/3 for the weights (.3, .7) against Dice (README).
    await page.getByRole('group', { name: 'Measure b' }).getByRole('combobox').selectOption('dice');
    await page.waitForFunction(() =>
      /0\.127\d[\s\S]*0\.6667/.test(document.querySelector('#bound-explorer tbody')!.textContent!),
    );
    await page.locator('.counts input').first().fill('-3');
    await page.locator('.counts input').first().blur();
    expect(await page.locator('#bound-explorer .note').first().innerText()).toContain('whole number');
    await close();
  });

  it('gives the numbers of the committed figure: Dice on br18, differences from cross-entropy', async () => {
    const { page, close } = await open(1600);
    const rows = coreComparison
      .rowsOf(studyRuns(committedRuns('dice-losses').runs, 'synthetic'))
      .filter(({ task }) => task === 'br18');
    const shown = await page.$$eval('#results-explorer tbody tr', (lines) =>
      lines.map((line) => [...line.children].map((cell) => cell.textContent!.trim().replaceAll('−', '-'))),
    );
    expect(shown.map(([name]) => name)).toEqual(rows.map((row) => row.title));
    for (const [i, row] of rows.entries()) {
      expect(Number(shown[i]![1])).toBeCloseTo(row.dice!, 3);
      if (row.difference === undefined) continue;
      expect(Number(shown[i]![6])).toBeCloseTo(row.difference, 3);
      const [lower, upper] = shown[i]![7]!.split(' to ').map(Number);
      expect(lower).toBeCloseTo(row.lower!, 3);
      expect(upper).toBeCloseTo(row.upper!, 3);
    }
    await close();
  });

  it('follows another task, measure, unit and policy, and says so', async () => {
    const { page, faults, close } = await open(1000);
    const body = () => page.locator('#results-explorer tbody').innerText();
    const results = page.locator('#results-explorer');
    let before = await body();
    for (const [label, value] of [
      ['task', 'wm17'],
      ['measure', 'recall'],
      ['one score of', 'image'],
      ['images without a target', 'zero'],
      ['one score of', 'pooled'],
      ['task', 'br18-multi-class'],
    ] as const) {
      await results.getByRole('combobox', { name: label }).selectOption(value);
      await page.waitForFunction(
        (text) => document.querySelector<HTMLElement>('#results-explorer tbody')!.innerText !== text,
        before,
      );
      before = await body();
    }
    // The eight losses of the comparison, each of 96 patients, of whom 39 lack a class.
    expect(before.match(/\b96\t0\t\d+ of 39\b/g)).toHaveLength(8);
    expect(faults).toEqual([]);
    await close();
  });

  it('says of each task whether its images are synthetic or real, and never both', async () => {
    const { page, close } = await open(1000);
    const tasks = page.locator('#results-explorer').getByRole('combobox', { name: 'task' });
    const told = page.locator('#results-explorer [role=status]');
    const ids = await tasks.locator('option').evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    expect(ids.filter((id) => id.endsWith(', real')).length).toBeGreaterThan(2);
    for (const id of ids) {
      await tasks.selectOption(id);
      const title = await tasks.locator('option:checked').innerText();
      await page.waitForFunction(
        (text) => document.querySelector('#results-explorer [role=status]')!.textContent!.startsWith(text),
        title.slice(id.length + 2),
      );
      const kinds = (await told.innerText()).match(/synthetic|real(?= images)/g);
      expect(kinds, id).toEqual([id.endsWith(', real') ? 'real' : 'synthetic']);
    }
    await close();
  });

  it('saves a figure as SVG and as PNG', async () => {
    const { page, close } = await open(1000);
    for (const [format, start] of [
      ['svg', '<svg'],
      ['png', '\x89PNG'],
    ] as const) {
      const waiting = page.waitForEvent('download');
      await page.locator(`button[data-save="best-weight"][data-format="${format}"]`).click();
      const download = await waiting;
      expect(download.suggestedFilename()).toBe(`best-weight.${format}`);
      const stream = await download.createReadStream();
      const [first] = (await stream.toArray()) as Buffer[];
      expect(first!.toString('latin1').startsWith(start)).toBe(true);
    }
    await close();
  });

  it('keeps to the colours that the button chose', async () => {
    const { page, close } = await open(600, 'light');
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.locator('#theme').click();
    await page.locator('#theme').click();
    expect(await page.locator('#theme').innerText()).toBe('Colours: dark');
    expect(await paper()).not.toBe(light);
    await close();
  });
});

/** Contrast of two colours, by https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const luminance = (color: string) => {
    const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((channel) => {
      const share = Number(channel) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
