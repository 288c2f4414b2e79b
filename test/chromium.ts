import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** A Chromium that is installed, undefined where none is: DICE_WORKBOOK_CHROMIUM names one in another place. */
export const CHROMIUM = [
  process.env.DICE_WORKBOOK_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== undefined && existsSync(path));

if (process.env.DICE_WORKBOOK_REQUIRE_BROWSER && CHROMIUM === undefined)
  throw new Error(
    'DICE_WORKBOOK_REQUIRE_BROWSER is set, and no Chromium is installed (Debian: apt-get install chromium)',
  );

/** Starts the Chromium without a window; it asks nothing of the network by itself. */
export async function openBrowser(...flags: string[]): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...flags,
    ],
  });
}
