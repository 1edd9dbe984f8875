import { downloadZip } from 'client-zip';
import type { Page } from '@playwright/test';
import { decode } from 'fast-png';
import { connectModel, expect, test } from './journey.ts';

/** A grey picture of 640 x 480, with words burned into it where there are some. */
async function pictureWith(page: Page, words: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await page.evaluate(async (text) => {
    const canvas = new OffscreenCanvas(640, 480);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = '#303030';
    context.fillRect(0, 0, 640, 480);
    const shade = context.createRadialGradient(320, 300, 20, 320, 300, 260);
    shade.addColorStop(0, '#888');
    shade.addColorStop(1, '#303030');
    context.fillStyle = shade;
    context.fillRect(0, 100, 640, 380);
    context.fillStyle = '#fff';
    context.font = '28px sans-serif';
    context.fillText(text, 30, 50);
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
  }, words);
  return Uint8Array.from(bytes);
}

test('private data stays until it was reviewed: words cut out of texts, burned-in text blacked out', async ({
  page,
}) => {
  await page.goto('/');
  const marked = await pictureWith(page, 'DOE JOHN 1950-07-04');
  const clean = await pictureWith(page, '');
  const report = (findings: string) => ({ findings, language: 'en' });
  const manifest = {
    format: 'reading-room/dataset',
    version: 1,
    name: 'Ward',
    description: 'Two films with reports.',
    synthetic: false,
    specialty: 'radiology',
    modality: 'X-ray',
    license: '',
    source: '',
    labels: [{ name: 'opacity' }, { name: 'normal' }],
    samples: [
      {
        name: 'a',
        images: [{ file: 'a.png' }],
        truth: {
          labels: ['opacity'],
          report: report('Discussed with Dr. Jane Miller on 03/14/2019. Opacity.'),
        },
      },
      {
        name: 'b',
        images: [{ file: 'b.png' }],
        truth: { labels: ['normal'], report: report('Clear lungs.') },
      },
    ],
  };
  const zip = await downloadZip([
    { name: 'ward/dataset.json', input: JSON.stringify(manifest) },
    { name: 'ward/a.png', input: marked },
    { name: 'ward/b.png', input: clean },
  ]).arrayBuffer();
  await page.goto('/#/datasets/import');
  await page
    .getByLabel('Files or a zip')
    .setInputFiles({ name: 'ward.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) });
  await page.getByRole('button', { name: /Import 2 cases/ }).click();
  await page.getByRole('link', { name: 'Look at the cases' }).click();
  await expect(page.getByText('Not reviewed: it may not leave this device.')).toBeVisible();
  const dataset = page.url();

  await connectModel(page, { address: 'http://reader.example/v1', model: 'reader-1', name: 'Far Reader' });
  const plan = dataset.replace('#/datasets/', '#/runs/new?dataset=');
  await page.goto(plan);
  await page.getByRole('checkbox', { name: /Far Reader/ }).check();
  await expect(page.getByText(/is private and was not reviewed/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start run' })).toBeDisabled();

  await page.goto(dataset);
  await page.getByRole('link', { name: 'Review', exact: true }).click();
  const record = page.getByRole('button', { name: /Record the review/ });
  await expect(record).toBeDisabled();
  await page.getByRole('button', { name: 'Search the texts' }).click();
  await expect(page.locator('mark').first()).toHaveText('Jane Miller');
  await page.getByRole('button', { name: 'Cut out' }).click();
  await expect(page.getByText('Cut out.')).toBeVisible();
  await page.getByRole('button', { name: 'Look for text in the pictures' }).click();
  await expect(page.getByText('1 picture needs a look.')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: /Black out \d box/ }).click();
  await expect(page.getByText('Blacked out; the old pixels are gone.')).toBeVisible();
  await record.click();
  await expect(page.getByText(/Reviewed .*: models elsewhere that you connect may be sent it/)).toBeVisible();

  const stored = await page.evaluate(
    () =>
      new Promise<{ texts: string; pictures: number[][] }>((resolve, reject) => {
        const opening = indexedDB.open('reading-room');
        opening.onerror = () => reject(new Error('not opened'));
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(['samples', 'blobs']);
          const samples = transaction.objectStore('samples').getAll();
          const blobs = transaction.objectStore('blobs').getAll();
          transaction.oncomplete = () =>
            resolve({
              texts: JSON.stringify(samples.result),
              pictures: blobs.result.map(({ bytes }: { bytes: Uint8Array }) => [...bytes]),
            });
        };
      }),
  );
  expect(stored.texts).not.toContain('Miller');
  expect(stored.texts).not.toContain('03/14/2019');
  // Two pictures, and where the words were, no pixel is white.
  expect(stored.pictures).toHaveLength(2);
  for (const bytes of stored.pictures) {
    const { data, width, channels } = decode(Uint8Array.from(bytes));
    const words = data.slice(0, 70 * width * channels).filter((_, at) => at % channels === 0);
    expect(words.every((value) => value < 200)).toBe(true);
  }
  await page.goto(plan);
  await page.getByRole('checkbox', { name: /Far Reader/ }).check();
  await expect(page.getByText(/is private and was not reviewed/)).toHaveCount(0);
});
