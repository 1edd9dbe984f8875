import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { formatMetric } from '../../src/ui/kit/format.ts';
import { expect, waitUntilFinished } from './journey.ts';

interface Planned {
  readonly dataset: string;
  /** As the task is called on the screen. */
  readonly task: string;
  readonly models: readonly RegExp[];
  readonly cases?: number;
  /** What else is chosen before the run starts. */
  readonly choose?: (page: Page) => Promise<void>;
}

/** Plans a run, starts it, waits for its end, and opens its results. */
export async function evaluate(page: Page, plan: Planned): Promise<void> {
  await page.goto('/#/runs/new');
  const form = page.locator('form');
  const dataset = form.getByLabel('Data set');
  const option = dataset.locator('option', { hasText: plan.dataset });
  await dataset.selectOption((await option.getAttribute('value')) ?? '');
  await form.getByLabel('Task').selectOption({ label: plan.task });
  for (const model of await form.getByRole('group', { name: 'Models' }).getByRole('checkbox').all())
    await model.uncheck();
  for (const model of plan.models) await form.getByRole('checkbox', { name: model }).check();
  if (plan.cases !== undefined) await form.getByLabel('Cases', { exact: true }).fill(String(plan.cases));
  await plan.choose?.(page);
  await page.getByRole('button', { name: 'Start run' }).click();
  await waitUntilFinished(page);
  await page.getByRole('link', { name: 'See results' }).click();
  await expect(headline(page)).toBeVisible();
}

export const headline = (page: Page): Locator => page.getByRole('region', { name: 'Headline figures' });

/** The cells of a model's row of headline figures. */
export function headlineOf(page: Page, model: string): Locator {
  return headline(page).getByRole('row').filter({ hasText: model }).getByRole('cell');
}

/** Every headline figure of a model has a value, an interval and its n: this one, or any (of boxes, say) where it is null. */
export async function expectFigures(
  page: Page,
  model: string,
  names: readonly string[],
  n: number | null,
): Promise<void> {
  for (const name of names)
    await expect(headline(page).getByRole('columnheader', { name: new RegExp(`^${name}`) })).toBeVisible();
  const cells = headlineOf(page, model);
  await expect(cells).toHaveCount(names.length);
  for (const cell of await cells.all()) {
    await expect(cell).toContainText(/\d\.\d{3}\s*\d\.\d{3} to \d\.\d{3}/);
    await expect(cell).toContainText(n === null ? /n \d+/ : `n ${String(n)}`);
  }
}

/** How many trials of a model came to an end in each way. */
export async function expectOutcomes(
  page: Page,
  expected: { readonly answered: number; readonly refused: number; readonly unreadable: number },
): Promise<void> {
  const outcomes = page.getByRole('region', { name: 'What became of the trials' });
  const rows = [
    [/^answered/, expected.answered],
    [/^refused/, expected.refused],
    [/^could not read/, expected.unreadable],
  ] as const;
  for (const [name, count] of rows)
    await expect(outcomes.getByRole('row', { name }).getByRole('cell').first()).toHaveText(String(count));
}

const metric = z.object({ kind: z.string(), value: z.number().optional() });
const scoredFile = z.object({
  subgroups: z.object({ by: z.string(), sameAsExported: z.boolean().nullable() }).optional(),
  comparisons: z.array(z.object({ sentence: z.string(), sameAsExported: z.boolean().nullable() })),
  agreements: z.array(z.object({ sameAsExported: z.boolean().nullable() })),
  arms: z.array(
    z.object({
      model: z.string(),
      sameAsExported: z.boolean().nullable(),
      summary: z.object({ headline: z.array(z.object({ name: z.string(), result: metric })) }),
    }),
  ),
});

/** Exports the run on the screen, scores the file outside the page, and finds the same numbers in both. */
export async function expectSameOutside(page: Page): Promise<void> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export JSON' }).click();
  const path = await (await download).path();
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/score.ts', path], {
    maxBuffer: 2 ** 28,
  });
  const { arms, comparisons, agreements, subgroups } = scoredFile.parse(JSON.parse(stdout));
  expect(arms.length).toBeGreaterThan(0);
  for (const { model, sameAsExported, summary } of arms) {
    expect(sameAsExported, `${model}: the same figures`).toBe(true);
    for (const { result } of summary.headline)
      await expect(
        headlineOf(page, model)
          .filter({ hasText: formatMetric(result.value ?? Number.NaN) })
          .first(),
      ).toBeVisible();
  }
  for (const { sentence, sameAsExported } of comparisons) expect(sameAsExported, sentence).toBe(true);
  for (const { sameAsExported } of agreements) expect(sameAsExported, 'the same agreement').toBe(true);
  const by = new URLSearchParams(page.url().split('?')[1]).get('by');
  expect(subgroups?.by ?? null, 'the subgroups on the screen').toBe(by);
  if (subgroups) expect(subgroups.sameAsExported, 'the same subgroups').toBe(true);
  expect((await readFile(path)).byteLength).toBeGreaterThan(0);
}

/** Opens the cases behind the results on the screen, and of them the one of that name. */
export async function openCase(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'all cases' }).click();
  await page.getByRole('link', { name, exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
}

/** What is drawn over the picture of the case on the screen. */
export const drawing = (page: Page): Locator => page.locator('svg.drawn');

/**
 * Screenshots of the screen as it stands, wide and narrow, dark and light, into the folder that LOOK names: for a person to look at while a
 * journey is written. Does nothing otherwise.
 */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['LOOK'];
  if (folder === undefined) return;
  const before = page.viewportSize() ?? { width: 1440, height: 900 };
  for (const width of [1440, 390])
    for (const theme of ['dark', 'light']) {
      await page.setViewportSize({ width, height: width === 390 ? 3200 : 2000 });
      await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
      await page.waitForTimeout(300);
      await page.screenshot({
        path: `${folder}/${name}-${String(width)}-${theme}.png`,
      });
    }
  await page.setViewportSize(before);
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
}
