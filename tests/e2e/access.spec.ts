import { AxeBuilder } from '@axe-core/playwright';
import { addSampleData, expect, test, waitUntilFinished } from './journey.ts';

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing serious on any screen, ${theme}`, async ({ page }) => {
    // Dark unless it is chosen otherwise, whatever the system has.
    await page.goto('/#/settings');
    await page.getByLabel('Theme').selectOption(theme);
    await expect(page.locator(`html[data-theme="${theme}"]`)).toBeVisible();
    await addSampleData(page, 'Synthetic chest radiographs');
    await page.goto('/#/runs/new?model=bundled');
    await page.getByRole('button', { name: 'Start run' }).click();
    await waitUntilFinished(page);
    const run = /#\/runs\/([^/?]+)/.exec(page.url())?.[1] ?? '';
    await page.goto('/#/datasets');
    await page.getByRole('link', { name: 'Open Synthetic chest radiographs' }).click();
    await expect(page).toHaveURL(/#\/datasets\/[^/]+$/);
    const dataset = page.url();
    await page.goto(`/#/results/${run}/cases`);
    const firstCase = (await page.getByRole('table').getByRole('link').first().getAttribute('href')) ?? '';
    const addresses = [
      '/#/',
      '/#/datasets',
      '/#/datasets/import',
      '/#/datasets/known',
      '/#/datasets/merge',
      dataset,
      `${dataset}/statistics`,
      '/#/models',
      '/#/models/connect',
      '/#/models/bundled',
      '/#/runs',
      '/#/runs/new',
      `/#/runs/${run}`,
      '/#/results',
      `/#/results/${run}`,
      `/#/results/${run}/cases`,
      `/${firstCase}`,
      '/#/settings',
      '/#/settings/storage',
      '/#/settings/mappings',
      '/#/nowhere',
    ];
    for (const address of addresses) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('status').filter({ hasText: '…' })).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        serious.map(
          ({ id, nodes }) => `${address}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
        ),
      ).toEqual([]);
    }
  });
}
