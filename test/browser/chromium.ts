/** A real browser for tests: Debian's chromium, or another that is installed; playwright-core brings none. */
import { type Browser, chromium } from 'playwright-core';
import which from 'which';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const path = NAMES.map((name) => which.sync(name, { nothrow: true })).find((found) => found !== null);

/** Why there is none; undefined if there is one. */
export const missing =
  path === undefined || path === null ? 'no chromium here (apt install chromium)' : undefined;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: path ?? '',
    // Sound without a click, and as root within a container.
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
  });
}
