/**
 * The practice room in a real browser, as a newcomer goes through it: one room, one browser, one visit after the other. What
 * the room computes is real but for the length of a training.
 */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { pino } from 'pino';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { grammarArtist } from '../../src/corpus/index.ts';
import { writeMidi } from '../../src/music/index.ts';
import { openPractice, type Practice } from '../../src/practice/index.ts';
import { TEXTS } from '../hostile/corpus/texts.ts';
import { testDatabase } from '../support/database.ts';
import { missing, openBrowser } from './chromium.ts';
import { type LoopReport, listenToLoops, recordLoops } from './loops.ts';

const PATIENT = 300_000;
const TRAINING_STEPS = '4';

if (missing !== undefined) process.stderr.write(`The page is not tested in a browser: ${missing}.\n`);

describe.skipIf(missing !== undefined)('the practice room in a browser', () => {
  const database = testDatabase('PGlite');
  const trouble: string[] = [];
  let browser: Browser;
  let context: BrowserContext;
  let practice: Practice;
  let page: Page;

  beforeAll(async () => {
    const { dataDir } = await database.place();
    const config = readConfig({ DATA_DIR: dataDir, WORKERS: '1', TRAINING_STEPS });
    [practice, browser] = await Promise.all([
      openPractice({ port: 0, config, log: pino({ level: 'warn' }) }),
      openBrowser(),
    ]);
    context = await browser.newContext({ viewport: { width: 1280, height: 820 }, acceptDownloads: true });
    context.setDefaultTimeout(PATIENT);
    page = await context.newPage();
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('dialog', (dialog) => trouble.push(`a dialog: ${dialog.message()}`));
    // Also what the content security policy refuses is written there.
    page.on('console', (line) => {
      if (line.type() === 'error') trouble.push(line.text());
    });
  });
  afterAll(async () => {
    await browser.close();
    await practice.close();
    await database.stop();
  });

  const button = (name: string | RegExp, within: Page | Locator = page) =>
    within.getByRole('button', { name, exact: typeof name === 'string' });
  const messages = () => page.getByRole('article');
  const last = () => messages().last();
  const channel = (name: string) => page.locator('#places button', { hasText: name }).first().click();
  const actAs = (name: string) => page.getByTitle(`Act as ${name}`).click();
  const composer = () => page.getByRole('combobox', { name: /^Message #/ });
  const send = async (line: string) => {
    await composer().fill(line);
    await composer().press('Enter');
    await button('Send', page.locator('form.command')).click();
  };
  const step = (title: string) => page.locator('.tour', { hasText: title });

  it('is there with four beats before the bot is', async () => {
    await page.goto(practice.page.address());
    await page.getByText('Welcome to the practice room.').waitFor();
    expect(await page.locator('.takes button').allTextContents()).toEqual(['A', 'B', 'C', 'D']);
    expect(new URL(page.url()).search).toBe('');
    await practice.ready;
  });

  it('goes on where it was when it is reloaded in the middle of a training', async () => {
    await channel('studio');
    const training = page.getByRole('article').filter({ hasText: 'Training' });
    await training.getByText(/\d %/).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'studio' }).waitFor();
    const end = page.getByText(/plain style [\d.]+, this version [\d.]+/);
    expect(await end.textContent()).toContain('this version');
  });

  it('plays a loop without a gap, and its position moves', async () => {
    const ears = await browser.newContext({ bypassCSP: true });
    ears.setDefaultTimeout(PATIENT);
    await recordLoops(ears);
    const listening = await ears.newPage();
    await listening.goto(practice.page.address());
    await listening.locator('.wave > div').first().waitFor();
    await button('Play', listening).click();
    await button('Pause', listening).waitFor();
    const position = listening.getByRole('slider', { name: 'Position' });
    const moved = async () => Number(await position.inputValue());
    await expect.poll(moved).toBeGreaterThan(0.2);
    // Just before the end, so that it comes round.
    await position.evaluate((slider: HTMLInputElement) => {
      slider.value = String(Number(slider.max) - 0.6);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    });
    const report: LoopReport = await listenToLoops(listening);
    expect(report).toMatchObject({ seams: 1 });
    expect(report.seconds).toBeGreaterThan(1.2);
    expect(report.loudest).toBeGreaterThan(0.05);
    expect(await moved()).toBeLessThan(5);
    await listening.keyboard.press('Space');
    await button('Play', listening).waitFor();
    await listening.keyboard.press('c');
    expect(await button('Take C', listening).getAttribute('aria-pressed')).toBe('true');
    await ears.close();
  });

  it('is toured from a beat to its stems', async () => {
    await button('Put it into the composer').click();
    await button('Send', page.locator('form.command')).waitFor();
    await page.keyboard.press('Enter');
    const beat = messages()
      .filter({ has: page.locator('.roll') })
      .first();
    await step('Ask for a beat').getByText('Done').waitFor();
    expect(await beat.locator('.save').allTextContents()).toEqual(['MP3', 'MID']);
    expect(await beat.getByRole('img', { name: /^The notes of/ }).count()).toBe(1);

    await button('Next').click();
    await button('Play', beat).click();
    await step('Listen').getByText('Done').waitFor();
    await button('Pause', beat).click();

    await button('Next').click();
    const votes = (count: number) => button(count === 0 ? 'A' : `A · ${count}`, beat.locator('.row'));
    for (const [i, name] of ['ann', 'bob', 'cem'].entries()) {
      await actAs(name);
      await votes(i).click();
      await votes(i + 1).waitFor();
    }
    await step('Vote as three members').getByText('Done').waitFor();

    await button('Next').click();
    await beat.getByRole('combobox').first().selectOption({ index: 1 });
    await step('Rework a take').getByText('Done').waitFor();
    await button('Next').click();
    await beat.getByRole('combobox').nth(1).selectOption({ index: 1 });
    await step('Take the stems').getByText('Done').waitFor();
    const zip = page.getByRole('link', { name: /^Save .*stems.*\.zip$/ });
    await zip.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), zip.click()]);
    expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK');
    await button('Next').click();
    await button('Close', page.locator('.tour')).click();
  });

  it('enlarges a picture', async () => {
    await page
      .getByRole('button', { name: /^Enlarge/ })
      .first()
      .click();
    const large = page.getByRole('dialog').getByRole('img');
    expect((await large.getAttribute('alt'))?.length).toBeGreaterThan(20);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('takes ten files by a form', async () => {
    await actAs('ann');
    await channel('studio');
    await send('/reference add');
    const form = page.getByRole('dialog');
    await button('Send', form).click();
    await form.getByRole('alert').waitFor();
    const artist = grammarArtist('boom-bap', 9);
    const files = Array.from({ length: 10 }, (_, i) => ({
      name: `more-${i + 1}.mid`,
      mimeType: 'audio/midi',
      buffer: Buffer.from(writeMidi(artist.song(i), { title: `More ${i + 1}` })),
    }));
    await form.locator('input[type=file]').setInputFiles([...files, { ...files[0]!, name: 'eleventh.mid' }]);
    expect(await form.getByRole('listitem').count()).toBe(10);
    await form.getByText('At most 10 files.').waitFor();
    await form.getByRole('checkbox').check();
    await button('Send', form).click();
    await form.waitFor({ state: 'detached' });
    // All of them came; how they are read is tested elsewhere.
    await last().getByText('more-10.mid').waitFor();
  });

  it('says what is wrong, to whoever did it alone', async () => {
    await channel('beats');
    await actAs('cem');
    await send('/artist show name:Nobody');
    await last().getByText('Only you can see this').waitFor();
    expect(await last().textContent()).toContain('Nobody');
    await button('Dismiss', last()).click();
    await page.getByText('Only you can see this').waitFor({ state: 'detached' });
    // What the client itself refuses never reaches the bot.
    await composer().fill('/artist show');
    await composer().press('Enter');
    await page.locator('form.command :focus').waitFor();
    await page.keyboard.press('Escape');
    await composer().fill('/nothing of that name');
    await composer().press('Enter');
    await page.getByText('No command is called that here.').waitFor();
    await composer().fill('');
  });

  it('completes, and follows a message command', async () => {
    await composer().fill('/artist show');
    await composer().press('Enter');
    const name = page.getByRole('combobox', { name: /^name/ });
    await name.pressSequentially('nig');
    await page.getByRole('option', { name: 'Night Shift' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await name.inputValue()).toBe('Night Shift');
    await page.keyboard.press('Enter');
    await page.getByText(/\d+ ready/).waitFor();
    await messages()
      .filter({ has: page.locator('.roll') })
      .first()
      .click({ button: 'right', position: { x: 5, y: 5 } });
    await page.getByRole('menuitem', { name: 'Delete this beat' }).click();
    await page.locator('.private, dialog').first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('shows what members write as text', async () => {
    await actAs('bob');
    const hostile = '<img src=x onerror=alert(1)> [a](javascript:alert(2)) **bold** <@999> ||x||';
    await composer().fill(hostile);
    await composer().press('Enter');
    const shown = last().locator('.content');
    await shown.getByText('<img src=x').waitFor();
    expect(await shown.locator('img, a, script').count()).toBe(0);
    expect(await shown.locator('strong').textContent()).toBe('bold');

    // The names and lyrics that all doors are tried with, as words and as names of files.
    const attic = practice.room.server('Attic Tapes');
    const bob = practice.room.as(attic.member('bob'), attic.channel('talk'));
    let count = 0;
    for (const { kind, make } of TEXTS) {
      if (kind !== 'name' && kind !== 'lyrics') continue;
      const text = String(await make()).slice(0, 1000);
      if (text.trim() === '') continue;
      bob.say(text, { files: [{ name: text.slice(0, 200), bytes: Buffer.from(text) }] });
      count += 1;
    }
    await channel('talk');
    await page.getByRole('heading', { name: 'talk' }).waitFor();
    await expect.poll(() => messages().count()).toBe(count);
    expect(await page.locator('.log').locator('script, iframe, object, img:not(.avatar)').count()).toBe(0);
    expect(
      await page.locator('.log a:not(.save)').evaluateAll((all) => all.map((a) => a.getAttribute('href'))),
    ).toEqual(expect.not.arrayContaining([expect.stringMatching(/^(?!https?:)/)]));
    await channel('beats');
  });

  it('is used by the keyboard alone', async () => {
    await composer().focus();
    await page.keyboard.type('/hel');
    await page.keyboard.press('Enter');
    await button('Send', page.locator('form.command')).waitFor();
    await page.keyboard.press('Enter');
    await last().getByText('Only you can see this').waitFor();
    // From the composer back to the answer's button, and a press.
    await composer().focus();
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Shift+Tab');
      if ((await page.evaluate(() => document.activeElement?.textContent)) === 'Dismiss') break;
    }
    await page.keyboard.press('Enter');
    await page.getByText('Only you can see this').waitFor({ state: 'detached' });
    expect(await page.locator('.private').count()).toBe(0);
  });

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await wide()).toBe(0);
    expect(
      await page
        .locator('.message')
        .evaluateAll((all) => all.filter((each) => each.scrollWidth > 390).length),
    ).toBe(0);
    await page.getByRole('button', { name: /^Members/ }).click();
    await actAs('dee');
    await button('Channels').click();
    await channel('welcome');
    await page.getByText('Welcome to the practice room.').waitFor();
    expect(await page.locator('#places').isVisible()).toBe(false);
    await composer().fill('/');
    await page.getByRole('option').first().waitFor();
    expect(await wide()).toBe(0);
    await composer().fill('');
  });

  it('had no trouble anywhere', () => {
    expect(trouble).toEqual([]);
    expect(practice.room.violations).toEqual([]);
  });

  // The last, since axe writes a style into the page, which the page's policy refuses.
  it('has nothing serious that axe finds', async () => {
    const serious = async (of = page) => {
      const { violations } = await new AxeBuilder({ page: of }).analyze();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`);
    };
    expect(await serious()).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 820 });
    await channel('beats');
    await page.locator('.roll').first().waitFor();
    expect(await serious()).toEqual([]);
    await actAs('ann');
    await send('/reference add');
    await page.getByRole('dialog').waitFor();
    expect(await serious()).toEqual([]);
    await page.keyboard.press('Escape');
  });
});
