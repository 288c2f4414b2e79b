import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jupyterLab } from '../../src/lab/jupyterLab.js';
import { notebookText, readNotebook, type Cell, type Notebook } from '../../src/notebook/notebookFile.js';
import { CHROMIUM, openBrowser } from '../chromium.js';

const run = promisify(execFile);
const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-lab-'));
const env = { ...process.env, JUPYTER_DATA_DIR: join(folder, 'jupyter'), JUPYTER_CONFIG_DIR: join(folder, 'config') };
const own = join(folder, 'elsewhere');
mkdirSync(own);

const install = process.env.DICE_WORKBOOK_REQUIRE_LAB !== undefined;
const lab = await jupyterLab({ install }).catch((error: Error) => {
  if (install) throw error;
  return undefined;
});

function save(name: string, ...sources: string[]): string {
  const cells = sources.map((source, i): Cell => ({
    id: `cell-${i}`,
    cell_type: 'code',
    metadata: {},
    source,
    outputs: [],
    execution_count: null,
  }));
  const kernelspec = { name: 'dice-workbook', display_name: 'TypeScript (dice-workbook)', language: 'typescript' };
  const path = join(own, name);
  writeFileSync(path, notebookText({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }));
  return path;
}

const OWN = [
  "import { dice } from 'dice-workbook/overlap';\nimport { diceJaccardRegion } from 'dice-workbook/figures';\n" +
    "import { show } from 'dice-workbook/notebook';\nconsole.log(dice({ tp: 1, fp: 1, fn: 0, tn: 0 }).toFixed(4));",
  "import * as tf from '@tensorflow/tfjs';\nimport { startEngine } from 'dice-workbook/engine';\n" +
    "import { softDiceLoss } from 'dice-workbook/losses';\nawait startEngine();\n" +
    'console.log(softDiceLoss(tf.ones([1, 4, 4, 1]), tf.fill([1, 4, 4, 1], 0.5)).dataSync()[0].toFixed(4));',
  'await show(diceJaccardRegion);',
];

/** nbconvert, which runs notebooks through nbclient, beside the JupyterLab that was found. */
async function nbconvert(path: string, ...options: string[]): Promise<Notebook> {
  const [program, args] = lab?.program === 'jupyter' ? ['jupyter', []] : [lab?.program ?? '', ['-m', 'jupyter']];
  const words = [...args, 'nbconvert', '--execute', '--to', 'notebook', ...options, '--output', 'out.ipynb', path];
  await run(program, words, { env, maxBuffer: 2 ** 26 });
  return readNotebook(join(own, 'out.ipynb'));
}

describe.skipIf(lab === undefined)('the kernel in Jupyter (skipped where no JupyterLab is installed)', () => {
  beforeAll(async () => {
    await run(process.execPath, [CLI, 'lab', '--kernel-only'], { env });
  });

  it('runs a notebook of one’s own in another folder by nbconvert: package by name, engine, figure', async () => {
    const { cells } = await nbconvert(save('own.ipynb', ...OWN));
    expect(cells.map((cell) => cell.execution_count)).toEqual([1, 2, 3]);
    expect(cells[0]?.outputs).toMatchObject([{ name: 'stdout', text: ['0.6667\n'] }]);
    expect(cells[1]?.outputs).toMatchObject([{ name: 'stdout', text: ['0.3333\n'] }]);
    const figure = cells[2]?.outputs?.[0]?.data as Record<string, unknown>;
    expect(Object.keys(figure).sort()).toEqual(['image/png', 'image/svg+xml', 'text/plain']);
  }, 300_000);

  it('tells an error by the line of the cell, and of the cell that was called', async () => {
    const failing = save(
      'failing.ipynb',
      'const half = (x: number) => {\n  if (x < 0) throw new RangeError(`x is ${x}`);\n  return x / 2;\n};',
      'const x: number = -1;\n\nhalf(x);',
      'const fine: string = 1;',
      'console.log(half(4));',
    );
    const { cells } = await nbconvert(failing, '--allow-errors');
    expect(cells[1]?.outputs).toEqual([
      {
        output_type: 'error',
        ename: 'RangeError',
        evalue: 'x is -1',
        traceback: [
          'RangeError: x is -1',
          '    in cell [1], line 2:  if (x < 0) throw new RangeError(`x is ${x}`);',
          '    in cell [2], line 3:  half(x);',
        ],
      },
    ]);
    // Where errors are allowed, what comes behind them is run.
    expect(cells.map((cell) => cell.execution_count)).toEqual([1, 2, 3, 4]);
    expect(cells[2]?.outputs).toMatchObject([
      { output_type: 'error', evalue: expect.stringMatching(/not assignable/) },
    ]);
    expect(cells[3]?.outputs).toMatchObject([{ name: 'stdout', text: ['2\n'] }]);
    await expect(nbconvert(failing)).rejects.toThrow(/in cell \[2\], line 3: {2}half\(x\);/);
  }, 300_000);
});

describe.skipIf(lab === undefined || CHROMIUM === undefined)(
  'npm run lab in Chromium (skipped where JupyterLab or Chromium is missing)',
  () => {
    let server: ChildProcess;
    let address = '';
    let browser: Browser;

    beforeAll(async () => {
      save('own.ipynb', ...OWN);
      cpSync(
        fileURLToPath(new URL('../../notebooks/01-dice-and-jaccard.ipynb', import.meta.url)),
        join(own, '01.ipynb'),
      );
      server = spawn(process.execPath, [CLI, 'lab', own, '--no-browser'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      address = await new Promise<string>((resolve, reject) => {
        let said = '';
        const hear = (chunk: Buffer) => {
          said += chunk.toString();
          const url = /http:\/\/127\.0\.0\.1:\d+\/lab\?token=\w+/.exec(said)?.[0];
          if (url) resolve(url);
        };
        server.stdout?.on('data', hear);
        server.stderr?.on('data', hear);
        server.on('close', () => reject(new Error(`JupyterLab ended: ${said}`)));
      });
      browser = await openBrowser();
    }, 180_000);
    afterAll(async () => {
      await browser?.close();
      server?.kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
    });

    async function open(name: string): Promise<Page> {
      const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
      // A workspace each: the tabs of another page would come back with it.
      const workspace = name.replace(/\W/g, '-');
      await page.goto(address.replace('/lab?', `/lab/workspaces/${workspace}/tree/${name}?`));
      await page.waitForSelector('.jp-Notebook .jp-Cell', { timeout: 120_000 });
      return page;
    }

    it('shows the figures of a committed notebook before anything runs', async () => {
      const page = await open('01.ipynb');
      const picture = page.locator('.jp-OutputArea-output img[src^="data:image/png"]').first();
      await picture.scrollIntoViewIfNeeded({ timeout: 60_000 });
      expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(300);
      await page.close();
    }, 240_000);

    it('runs all cells of an own notebook: numbers, figure, no error', async () => {
      const page = await open('own.ipynb');
      await page.locator('.jp-Notebook .jp-Cell').first().click();
      await page.click('.lm-MenuBar-itemLabel:text-is("Run")');
      await page.click('.lm-Menu-itemLabel:text-is("Run All Cells")');
      const figure = page.locator('.jp-OutputArea-output img, .jp-OutputArea-output svg.main-svg').first();
      await figure.waitFor({ timeout: 180_000 });
      const shot = process.env.DICE_WORKBOOK_SCREENSHOTS;
      if (shot !== undefined && existsSync(shot)) await page.screenshot({ path: join(shot, 'jupyterlab.png') });
      const text = await page.locator('.jp-Notebook').innerText();
      expect(text).toContain('0.6667');
      expect(text).toContain('0.3333');
      expect(
        await page
          .locator('.jp-OutputArea-output[data-mime-type*="stderr"], .jp-RenderedText[data-mime-type*="error"]')
          .count(),
      ).toBe(0);
      await page.close();
    }, 300_000);
  },
);
