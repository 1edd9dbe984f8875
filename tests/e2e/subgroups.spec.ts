import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { evaluate, expectSameOutside, look } from './evaluation.ts';
import { expect, haveSampleData, test } from './journey.ts';

const row = (page: Page, name: string) =>
  page.getByRole('region', { name: 'By subgroup' }).getByRole('row', { name: new RegExp(`^${name} `) });

/** The first number in the cell: what the figure is. */
const numberIn = async (cell: Locator): Promise<number> =>
  z.coerce.number().parse((await cell.getByRole('link').first().innerText()).trim());

/** What the docs say of the planted subgroup of a collection's test split, measured outside the browser. */
async function documented(collection: string, subgroup: string) {
  const docs = await readFile('docs/datasets.md', 'utf8');
  const share = String.raw`: ([\d.]+) % of (\d+) +\| `;
  const found = new RegExp(
    String.raw`^\| ${collection} +\| bundled test split +\| ${subgroup}${share}all others${share}`,
    'mu',
  ).exec(docs);
  const [value, count, rest, others] = z
    .tuple([z.coerce.number(), z.coerce.number(), z.coerce.number(), z.coerce.number()])
    .parse(found?.slice(1));
  return { value: value / 100, count, rest: rest / 100, others };
}

test('the planted difference of the skin collection is seen, and from its numbers one comes to its cases', async ({
  page,
}) => {
  await haveSampleData(page, 'Synthetic skin lesions');
  await evaluate(page, {
    dataset: 'Synthetic skin lesions',
    task: 'Classification',
    models: [/Bundled network/],
  });
  const section = page.getByRole('region', { name: 'By subgroup' });
  await expect(section.getByRole('table')).toHaveCount(0);
  await look(page, 'subgroups-closed');
  await section.getByLabel('Attribute').selectOption('skin type');
  await expect(page).toHaveURL(/by=skin%20type/);

  // Lesions of the darkest skin stand out less: whatever reads them at all does worse there.
  const planted = await documented('skin', 'V-VI');
  const hard = row(page, 'V-VI');
  await expect(hard).toBeVisible();
  await look(page, 'subgroups');
  const cell = (at: number) => hard.getByRole('cell').nth(at);
  const [count, value, rest, gap] = await Promise.all([0, 1, 2, 3].map((at) => numberIn(cell(at))));
  expect(count).toBe(planted.count);
  await expect(cell(1)).toContainText(`n ${String(planted.count)}`);
  await expect(cell(2)).toContainText(`n ${String(planted.others)}`);
  // The same network on another processor may answer one case otherwise.
  expect(Math.abs((value ?? NaN) - planted.value)).toBeLessThan(1.5 / planted.count);
  expect(Math.abs((rest ?? NaN) - planted.rest)).toBeLessThan(1.5 / planted.others);
  expect(gap).toBeLessThan(0);
  // In points, of figures that are rounded to three digits.
  expect(Math.abs((gap ?? NaN) - 100 * ((value ?? NaN) - (rest ?? NaN)))).toBeLessThan(0.16);
  // So few cases show it, and say that it could be chance.
  await expect(cell(3)).toContainText(/-\d+\.\d to \+\d+\.\d/);
  await expect(cell(4)).toContainText('shows nothing: 0 lies in the interval');
  await expect(section).toContainText('2,000 resamples, seed 1');

  // Every number leads to the cases that it rests on.
  await cell(1).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${String(count)} cases`);
  await expect(page.getByText('skin type is V-VI')).toBeVisible();
  await look(page, 'subgroups-cases');
  const cases = page.getByRole('table', { name: "Cases with each model's answer" });
  await expect(cases.getByRole('row').filter({ hasText: 'V-VI' })).toHaveCount(planted.count);

  // Back by the trail the comparison is as it was; by its address and by its file it is the same.
  await page.getByRole('link', { name: /Synthetic skin lesions/ }).click();
  await expect(cell(3)).toContainText(String(gap));
  const before = await hard.innerText();
  await page.reload();
  await expect.poll(() => hard.innerText()).toBe(before);
  await expectSameOutside(page);
});
