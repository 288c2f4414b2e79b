import { createReadStream, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/startEngine.js';
import { theorems } from '../../src/theory/index.js';
import { CHROMIUM, openBrowser } from '../chromium.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'dice-workbook-page-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

interface Losses {
  backend: string;
  values: Record<string, number[]>;
}
type Asked = (name: string, argument?: unknown) => Promise<unknown>;

let warnings: string[] = [];

/** Bundles the page as a user's vite does, from the built package by its name. */
beforeAll(async () => {
  warnings = [];
  await build({
    root: here('.'),
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir: out,
      minify: false,
      lib: { entry: here('page.ts'), formats: ['es'], fileName: 'page' },
      rolldownOptions: { onwarn: (warning) => void warnings.push(String(warning.message)) },
    },
  });
  writeFileSync(
    join(out, 'index.html'),
    '<!doctype html><title>page</title><script type="module" src="/page.js"></script>',
  );
}, 300_000);

describe('the bundle for a browser', () => {
  it('holds no module of Node.js, and none that is replaced by nothing', () => {
    const scripts = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => /\.m?js$/.test(name));
    const text = scripts.map((name) => readFileSync(join(out, name), 'utf8')).join('\n');
    expect(text.length).toBeGreaterThan(100_000);
    expect([...text.matchAll(/(?:from|import\(|import)\s*["'](node:[^"']+)["']/g)].map(([, name]) => name)).toEqual([]);
    // TensorFlow.js itself names modules of Node.js that it does not call in a browser; the workbook names none.
    expect(warnings.filter((warning) => /externalized/.test(warning) && !/tfjs|seedrandom|long/.test(warning))).toEqual(
      [],
    );
  });
});

describe.skipIf(CHROMIUM === undefined)(
  'losses, overlap and theory in Chromium (skipped where none is installed)',
  () => {
    let server: Server;
    let browser: Browser;
    let page: Page;
    const ask: Asked = (name, argument) =>
      page.evaluate(
        ([called, given]) =>
          (globalThis as unknown as { asked: Record<string, (of: unknown) => unknown> }).asked[called]?.(given),
        [name, argument] as [string, unknown],
      );

    beforeAll(async () => {
      const wasm = here('../../node_modules/@tensorflow/tfjs-backend-wasm/dist/');
      server = createServer((request, response) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname;
        const file = path.startsWith('/wasm/')
          ? join(wasm, path.slice(6))
          : join(out, path === '/' ? 'index.html' : path);
        if (!existsSync(file)) return void response.writeHead(404).end();
        const type = { html: 'text/html', js: 'text/javascript', wasm: 'application/wasm' }[
          file.split('.').at(-1) ?? ''
        ];
        response.writeHead(200, { 'content-type': type ?? 'application/octet-stream' });
        createReadStream(file).pipe(response);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      browser = await openBrowser('--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader');
      page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.waitForFunction(() => 'asked' in globalThis);
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    it('measures masks and bounds measures as in Node.js', async () => {
      expect(await ask('measures')).toEqual({ dice: 10 / 17, jaccard: 5 / 12 });
      const { lower, upper } = (await ask('bound')) as { lower: number; upper: number };
      expect(lower).toBeLessThanOrEqual(3 - 2 * Math.SQRT2);
      expect(upper).toBeGreaterThanOrEqual(3 - 2 * Math.SQRT2);
      expect(upper - lower).toBeLessThan(1e-6);
    });

    it('checks theorems, those that read claims and derivatives by mathjs among them', async () => {
      const ids = ['dice-jaccard', 'gradients', 'smoothing'].filter((id) =>
        theorems.some((theorem) => theorem.id === id),
      );
      expect(ids.length).toBeGreaterThan(1);
      expect(await ask('theorems', ids)).toEqual(expect.arrayContaining(ids.map((id) => ({ id, pass: true }))));
    });

    it.each([
      ['webgl', 2e-3],
      ['wasm', 1e-5],
      ['cpu', 1e-5],
    ])(
      'gives every loss and gradient of the %s engine as plain JavaScript does in Node.js',
      async (engine, tolerance) => {
        await startEngine({ only: 'cpu' });
        await import('./page.js');
        const { asked } = globalThis as unknown as { asked: { losses(engine: string): Promise<Losses> } };
        const expected = await asked.losses('cpu');
        const found = (await ask('losses', engine)) as Losses;
        expect(found.backend).toBe(engine);
        expect(Object.keys(found.values)).toEqual(Object.keys(expected.values));
        for (const [id, values] of Object.entries(found.values))
          for (const [k, value] of values.entries())
            // WebGL rounds more coarsely: transcendental functions of the card, and sums of float32.
            expect(Math.abs(value - (expected.values[id]?.[k] ?? NaN)), `${id}, number ${k}`).toBeLessThan(tolerance);
      },
    );

    it.each(['webgl', 'wasm'])('trains by model.fit with softDiceLoss on the %s engine', async (engine) => {
      const losses = (await ask('fit', engine)) as number[];
      expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) - 0.1);
    });
  },
);
