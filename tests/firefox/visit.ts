import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { findFirefox } from '../../scripts/firefox.ts';

/** A Firefox with a folder into which it downloads without asking. */
export interface Firefox {
  /** A page of a person who was never here: with storage of its own, and whose errors are kept. */
  visit(): Promise<Visit>;
  /** What was downloaded under that name, once it is whole. */
  downloaded(name: string): Promise<string>;
  close(): Promise<void>;
}

export async function startFirefox(): Promise<Firefox> {
  const folder = await mkdtemp(join(tmpdir(), 'reading-room-downloads-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    extraPrefsFirefox: { 'browser.download.folderList': 2, 'browser.download.dir': folder },
  });
  return {
    visit: () => visitIn(browser),
    async downloaded(name) {
      await expect.poll(() => readFile(join(folder, name), 'utf8').catch(() => ''), soon).not.toBe('');
      return readFile(join(folder, name), 'utf8');
    },
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const soon = { timeout: 30_000 };

/** Roles and names as assistive software has them; what is not there yet is waited for. */
export interface Visit {
  readonly page: Page;
  readonly press: (role: 'button' | 'link' | 'checkbox', name: string) => Promise<void>;
  /** Sets a field, or chooses the option of that value. */
  readonly fill: (label: string, value: string) => Promise<void>;
  /** Checks the box whose label holds those words. */
  readonly check: (words: string) => Promise<void>;
  /** Chooses files in the field of that label. */
  readonly choose: (label: string, ...paths: readonly string[]) => Promise<void>;
  /** Waits until the main part of the screen says so, for half a minute or so many milliseconds. */
  readonly sees: (text: RegExp | string, timeout?: number) => Promise<void>;
  /** The text of the region of that name, once it is there. */
  readonly region: (name: string) => Promise<string>;
  /** Leaves, and holds that the console showed no error and the page's policy stopped nothing. */
  readonly leave: () => Promise<void>;
}

async function visitIn(browser: Browser): Promise<Visit> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  const labelled = (label: string) =>
    `::-p-xpath(//*[@aria-label="${label}" or @id=//label[normalize-space(.)="${label}"]/@for])`;
  return {
    page,
    press: (role, name) => page.locator(`::-p-aria([name="${name}"][role="${role}"])`).click(),
    fill: (label, value) => page.locator(labelled(label)).fill(value),
    check: (words) => page.locator(`::-p-xpath(//label[contains(., "${words}")]//input)`).click(),
    async choose(label, ...paths) {
      const field = await page.waitForSelector(labelled(label));
      if (field === null) throw new Error(`There is no field for ${label}`);
      const input = await field.toElement('input');
      await input.uploadFile(...paths);
    },
    sees: async (text, timeout = soon.timeout) => {
      const said = expect.poll(() => page.$eval('main', (main) => main.innerText).catch(() => ''), {
        timeout,
      });
      await (typeof text === 'string' ? said.toContain(text) : said.toMatch(text));
    },
    async region(name) {
      const found = await page.waitForSelector(`::-p-aria([name="${name}"][role="region"])`);
      if (found === null) throw new Error(`There is no region ${name}`);
      return found.evaluate((element) => element.textContent);
    },
    async leave() {
      await context.close();
      expect(errors).toEqual([]);
    },
  };
}
