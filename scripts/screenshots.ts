/**
 * `npm run make:screenshots`: every screen of the built app, dark and light, wide and narrow, into docs/screenshots.
 * Real data: the bundled collection, the bundled network, and a local server that speaks OpenAI's chat completions.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { build, preview } from 'vite';
import { startOpenAiServer } from '../tests/servers/openai.ts';
import { chromiumArguments, findChromium } from './chromium.ts';

const folder = process.env['SCREENSHOTS'] ?? 'docs/screenshots';
const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

await mkdir(folder, { recursive: true });
await build({ logLevel: 'warn' });
const server = await preview({ preview: { port: 4190, host: '127.0.0.1' }, logLevel: 'warn' });
const address = server.resolvedUrls?.local[0] ?? 'http://127.0.0.1:4190/';
const model = await startOpenAiServer({
  models: ['reader-1'],
  script: (_request, n) =>
    n % 17 === 3
      ? { kind: 'refusal', text: 'I am not able to interpret medical images.' }
      : n % 13 === 5
        ? { kind: 'answer', text: 'The image quality does not allow a firm statement.' }
        : { kind: 'answer', pieceDelayMs: 2 },
});
const executablePath = findChromium();
const browser = await chromium.launch({
  args: chromiumArguments,
  ...(executablePath === '' ? {} : { executablePath }),
});
const context = await browser.newContext({ viewport: wide });
const page = await context.newPage();

try {
  await page.goto(address);
  await shoot(page, 'home');
  await page.goto(`${address}#/datasets`);
  for (const name of ['chest radiographs', 'skin lesions']) {
    await page.getByRole('button', { name: `Add Synthetic ${name}` }).click();
    await page.getByRole('link', { name: `Open Synthetic ${name}` }).waitFor();
  }
  await shoot(page, 'datasets');
  await page.getByRole('link', { name: 'Open Synthetic chest radiographs' }).click();
  await page.getByRole('heading', { level: 1, name: /chest/ }).waitFor();
  await shoot(page, 'dataset');
  await page.getByRole('link', { name: 'Statistics' }).click();
  await page.getByRole('heading', { level: 1, name: /Statistics/ }).waitFor();
  await shoot(page, 'statistics');
  await page.goBack();
  await page.locator('main a[href*="/cases/"]').nth(2).click();
  await shoot(page, 'dataset-case');
  await page.getByRole('button', { name: /^Edit/ }).click();
  await page.getByRole('heading', { name: 'Boxes' }).waitFor();
  await shoot(page, 'edit');
  await page.goto(`${address}#/datasets/import`);
  await shoot(page, 'import');
  await importOwnTable(page);
  await page.goto(`${address}#/datasets/merge`);
  for (const name of [/^Synthetic chest/, /^Synthetic skin/])
    await page.getByRole('checkbox', { name }).check();
  await page.getByRole('heading', { name: 'What it would be' }).waitFor();
  await shoot(page, 'merge');
  await page.goto(`${address}#/datasets/known`);
  await page.getByRole('heading', { level: 1, name: 'Known data sets' }).waitFor();
  await shoot(page, 'known-datasets');

  await page.goto(`${address}#/models/connect`);
  await page.getByLabel('Provider').selectOption({ label: 'Another server' });
  await page.getByLabel('Address', { exact: true }).fill(model.address);
  await page.getByLabel('Model', { exact: true }).fill('reader-1');
  await page.getByLabel('Name', { exact: true }).fill('Reader One');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText('The model answers.').waitFor();
  await shoot(page, 'connect');
  await page.getByRole('button', { name: 'Save model' }).click();
  await shoot(page, 'models');
  await page.goto(`${address}#/models/bundled`);
  await page.getByText('What it is').waitFor();
  await shoot(page, 'model-card');

  await page.goto(`${address}#/runs/new`);
  await page.getByLabel('Data set').selectOption({ label: 'Synthetic chest radiographs (66)' });
  await page.getByRole('checkbox', { name: /Bundled network/ }).check();
  await page.getByRole('checkbox', { name: /Reader One/ }).check();
  await page.getByRole('heading', { name: '88 calls' }).waitFor();
  await shoot(page, 'new-run');
  await page.getByRole('button', { name: 'Start run' }).click();
  await page.getByText('Finished').waitFor();
  await shoot(page, 'run');
  const run = /#\/runs\/([^/?]+)/.exec(page.url())?.[1] ?? '';
  await page.goto(`${address}#/runs`);
  await shoot(page, 'runs');
  await page.goto(`${address}#/results/${run}`);
  await page.getByRole('region', { name: 'Headline figures' }).waitFor();
  await shoot(page, 'results');
  await page.goto(`${address}#/results/${run}?by=device`);
  const bySubgroup = page.getByRole('region', { name: 'By subgroup' });
  await bySubgroup.getByRole('table').waitFor();
  await shoot(page, 'subgroups', () => bySubgroup.evaluate((section) => section.scrollIntoView()));
  await page.goto(`${address}#/results/${run}/cases?arm=0&truth=opacity`);
  await page.getByRole('table').waitFor();
  await shoot(page, 'cases');
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByText('Verbatim answer').first().waitFor();
  await shoot(page, 'case');
  await page.goto(`${address}#/settings`);
  await page.getByText('work without a network').waitFor();
  await shoot(page, 'settings');
  await page.goto(`${address}#/settings/mappings`);
  await page.getByRole('heading', { name: 'Films of the ward' }).waitFor();
  await shoot(page, 'mappings');
  await page.goto(`${address}#/settings/storage`);
  await page.getByRole('heading', { name: 'Data sets' }).waitFor();
  await shoot(page, 'storage');
} finally {
  await browser.close();
  await model.close();
  await server.close();
}

/** Pictures with a table, as a person has them: understood, kept as a mapping, imported, reviewed. */
async function importOwnTable(on: Page): Promise<void> {
  const names = ['0003', '0011', '0019', '0025'].map((number) => `chest-${number}.png`);
  const rows = names.map((name, at) => `${name},${at % 2 === 0 ? 'normal' : 'opacity'},ward ${at + 1},F`);
  const table = ['picture,class,patient,sex', ...rows].join('\n');
  await on.getByLabel('Files or a zip').setInputFiles([
    { name: 'films.csv', mimeType: 'text/csv', buffer: Buffer.from(table) },
    ...(await Promise.all(
      names.map(async (name) => ({
        name,
        mimeType: 'image/png',
        buffer: await readFile(`static-datasets/chest/images/${name}`),
      })),
    )),
  ]);
  await on.getByLabel('Name of this mapping').fill('Films of the ward');
  await on.getByRole('button', { name: 'Keep this mapping' }).click();
  await on.getByText(/Columns as in the mapping/).waitFor();
  await shoot(on, 'import-preview');
  await on.getByRole('button', { name: 'Import 4 cases' }).click();
  await on.getByRole('link', { name: 'Look at the cases' }).click();
  await on.getByRole('link', { name: 'Review', exact: true }).click();
  await on.getByRole('button', { name: /Look for text in the pictures/ }).click();
  await on.getByText(/^No picture shows text|needs? a look/).waitFor({ timeout: 120_000 });
  await shoot(on, 'review');
}

/** One screen in both themes, wide and narrow; `prepare` brings into sight what it is about. */
async function shoot(on: Page, name: string, prepare?: () => Promise<unknown>): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await on.evaluate((value) => (document.documentElement.dataset['theme'] = value), theme);
    for (const [size, viewport] of [
      ['', wide],
      ['-narrow', narrow],
    ] as const) {
      if (size !== '' && theme === 'light') continue;
      await on.setViewportSize(viewport);
      await prepare?.();
      await on.waitForTimeout(400);
      await on.screenshot({ path: `${folder}/${name}-${theme}${size}.png` });
    }
    await on.setViewportSize(wide);
  }
  await on.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
}
