/**
 * `npm run pictures`: makes the pictures of README and docs/TOUR.md again, `docs/pictures/*.jpg`, in the practice room itself: a
 * room of its own, a real beat of one seed, a real browser (chromium). Takes some minutes, since the artist is trained.
 */
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Locator, Page } from 'playwright-core';
import { readPracticeConfig } from '../src/config.ts';
import { openPractice } from '../src/practice/index.ts';
import { missing, openBrowser } from '../test/browser/chromium.ts';

const OUT = 'docs/pictures';
const QUALITY = 66;
const SEED = 7;
const PATIENT = 15 * 60_000;

if (missing !== undefined) throw new Error(missing);
const data = await mkdtemp(join(tmpdir(), 'beatwright-pictures-'));
await mkdir(OUT, { recursive: true });
const practice = await openPractice({
  port: 0,
  config: readPracticeConfig(data),
  log: pino({ level: 'warn' }),
});
const browser = await openBrowser();
try {
  const context = await browser.newContext({ viewport: { width: 1180, height: 760 } });
  context.setDefaultTimeout(PATIENT);
  const page = await context.newPage();
  await page.goto(practice.page.address());
  await page.locator('.wave > div').first().waitFor();
  await take('welcome', page);

  await practice.ready;
  await channel(page, 'studio');
  await page.getByText(/plain style [\d.]+, this version [\d.]+/).waitFor();
  await page.getByRole('button', { name: 'Close the tour' }).click();
  await channel(page, 'beats');
  await line(page, `/beat artist:Night Shift bars:4 seed:${SEED}`);
  await take('command', page);
  await page.locator('form.command').getByRole('button', { name: 'Send' }).click();
  const beat = page.getByRole('article').filter({ has: page.locator('.roll') });
  await beat.locator('.wave > div').waitFor();
  for (const [name, votes] of [
    ['ann', 'A'],
    ['bob', 'A · 1'],
    ['cem', 'C'],
  ] as const) {
    await page.getByTitle(`Act as ${name}`).click();
    await beat.locator('.row').getByRole('button', { name: votes, exact: true }).click();
  }
  await beat.getByRole('button', { name: 'C · 1', exact: true }).waitFor();
  await beat.getByRole('button', { name: 'Play' }).click();
  await beat.getByRole('button', { name: 'Pause' }).waitFor();
  const position = beat.getByRole('slider');
  while (Number(await position.inputValue()) < 2.2) await beat.locator('.roll').isVisible();
  // The whole message, however long it is.
  await page.setViewportSize({ width: 1180, height: 1100 });
  await page.mouse.move(0, 0);
  await take('beat', beat);

  await page.setViewportSize({ width: 390, height: 844 });
  await take('phone', page);
  await beat.getByRole('button', { name: 'Pause' }).click();
  await page.setViewportSize({ width: 1180, height: 760 });
  await page.getByTitle('Act as ann').click();
  await channel(page, 'studio');
  await line(page, '/reference add');
  await page.locator('form.command').getByRole('button', { name: 'Send' }).click();
  await page.getByRole('dialog').waitFor();
  await take('form', page);
} finally {
  await browser.close();
  await practice.close();
  await rm(data, { recursive: true, force: true });
}

async function take(name: string, of: Page | Locator): Promise<void> {
  const path = join(OUT, `${name}.jpg`);
  await of.screenshot({ path, type: 'jpeg', quality: QUALITY, animations: 'disabled' });
  console.log(`${path}: ${(await stat(path)).size} bytes`);
}

async function channel(page: Page, name: string): Promise<void> {
  await page.locator('#places button', { hasText: name }).first().click();
  await page.getByRole('heading', { name }).waitFor();
}

async function line(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('combobox', { name: /^Message #/ });
  await composer.fill(text);
  await composer.press('Enter');
  await page.locator('form.command').waitFor();
}
