import { existsSync } from 'node:fs';
import { startOpenAiServer } from '../servers/openai.ts';
import type { Behaviour } from '../servers/openai.ts';
import { askAbout, connectModel, expect, test, waitUntilFinished } from './journey.ts';

const folder = '../shared/data/cxr_nih_bbox';
test.skip(!existsSync(folder), `${folder} is absent: real chest radiographs are not part of the project`);

/** What befalls the first call about each of the first pictures, so that no trial has more than one; every other call is answered. */
const misfortunes: readonly Behaviour[] = [
  { kind: 'answer', text: '{"label":"Pneumonia","confidence":0.9}', firstDelayMs: 2500, pieceDelayMs: 20 },
  { kind: 'rate-limited', retryAfter: '1', exposed: true },
  { kind: 'server-error' },
  { kind: 'refusal', text: "I'm sorry, but I can't help with medical images." },
  { kind: 'answer', text: 'Hard to say; it could be one thing or another.' },
  { kind: 'cut', text: '{"label":"No Finding","confidence":0.7}', events: 3, how: 'destroy' },
];

test('real radiographs, two models, and everything that can go wrong with a server', async ({ page }) => {
  const met = new Set<string>();
  const server = await startOpenAiServer({
    models: ['reader-1'],
    script({ images }) {
      const picture = images[0]?.sha256 ?? '';
      const behaviour = met.has(picture) ? undefined : misfortunes[met.size];
      met.add(picture);
      return behaviour ?? { kind: 'answer' };
    },
  });
  try {
    await connectModel(page, {
      address: server.address,
      model: 'reader-1',
      name: 'Reader One',
      callsAtOnce: 2,
    });

    await page.goto('/#/datasets/import');
    await page.getByLabel('Folder').setInputFiles(folder);
    await expect(page.getByText('Nothing is stored yet')).toBeVisible();
    await expect(page.getByRole('definition').filter({ hasText: /^16$/ })).toBeVisible();
    await page.getByRole('button', { name: 'Import 16 cases' }).click();
    await page.getByRole('link', { name: 'Evaluate a model on them' }).click();

    await askAbout(page, ['No Finding', 'Pneumonia']);
    await page.getByRole('checkbox', { name: /Bundled network/ }).check();
    await page.getByRole('checkbox', { name: /Reader One/ }).check();
    await expect(page.getByRole('heading', { name: '32 calls' })).toBeVisible();
    await expect(page.getByText(new URL(server.address).host).first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'What will be sent' })).toContainText('Pneumonia');
    await page.getByRole('button', { name: 'Start run' }).click();
    await waitUntilFinished(page);

    // 429, 500 and the cut stream were asked again: 16 cases, 3 calls more.
    expect(server.requests).toHaveLength(19);
    const [first] = server.requests;
    expect(first?.images).toHaveLength(1);

    await page.getByRole('link', { name: 'See results' }).click();
    const outcomes = page.getByRole('region', { name: 'What became of the trials' });
    await expect(outcomes.getByRole('row', { name: /^refused/ }).getByRole('link')).toHaveText('1');
    await expect(outcomes.getByRole('row', { name: /could not read/ }).getByRole('link')).toHaveText('1');
    await expect(page.getByText(/McNemar's exact test, p/)).toBeVisible();
    await expect(page.getByText(/16 paired cases/)).toBeVisible();

    await outcomes
      .getByRole('row', { name: /^refused/ })
      .getByRole('link')
      .click();
    await page.getByRole('table').getByRole('link').first().click();
    await expect(page.getByRole('article', { name: 'Answer of Reader One' })).toContainText('refused');
    await expect(page.getByRole('article', { name: 'Answer of Reader One' })).toContainText("can't help");

    await page.goto('/#/settings');
    const ledger = page.getByRole('region', { name: 'What this page sent' });
    await expect(ledger).toContainText('19 requests');
    await expect(ledger).toContainText('POST /v1/chat/completions');
  } finally {
    await server.close();
  }
});

test('the same folder twice adds nothing twice', async ({ page }) => {
  for (const times of ['first', 'second']) {
    await page.goto('/#/datasets');
    // Left in the same moment, the screen of the first import would stay as it is.
    await expect(page.getByRole('heading', { level: 1, name: 'Datasets', exact: true })).toBeVisible();
    await page.goto('/#/datasets/import');
    await page.getByLabel('Folder').setInputFiles(folder);
    if (times === 'second') await expect(page.getByText(/were imported before/)).toBeVisible();
    await page.getByRole('button', { name: 'Import 16 cases' }).click();
    await expect(page.getByRole('link', { name: 'Look at the cases' })).toBeVisible();
  }
  await page.goto('/#/datasets');
  await expect(page.getByRole('row').filter({ hasText: '16' })).toHaveCount(1);
});

test('failures are listed with their reasons and asked again on demand', async ({ page }) => {
  let broken = true;
  const server = await startOpenAiServer({
    models: ['reader-1'],
    script: (_request, n) =>
      broken && n < 2
        ? {
            kind: 'raw',
            status: 400,
            contentType: 'application/json',
            body: '{"error":{"message":"the picture is too large"}}',
          }
        : { kind: 'answer' },
  });
  try {
    await connectModel(page, {
      address: server.address,
      model: 'reader-1',
      name: 'Reader One',
      callsAtOnce: 1,
    });
    await page.goto('/#/datasets/import');
    await page.getByLabel('Folder').setInputFiles(folder);
    await page.getByRole('button', { name: 'Import 16 cases' }).click();
    await page.getByRole('link', { name: 'Evaluate a model on them' }).click();
    await askAbout(page, ['No Finding', 'Pneumonia']);
    await page.getByRole('checkbox', { name: /Reader One/ }).check();
    await page.getByRole('button', { name: 'Start run' }).click();
    await waitUntilFinished(page);
    const failures = page.getByRole('region', { name: 'Failed trials' });
    await expect(failures).toContainText('the picture is too large');
    broken = false;
    await page.getByRole('button', { name: /Ask 2 failed trials again/ }).click();
    await expect(failures).toHaveCount(0);
    await waitUntilFinished(page);
  } finally {
    await server.close();
  }
});
