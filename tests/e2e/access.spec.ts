import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { addSampleData, expect, test, waitUntilFinished } from './journey.ts';

type Theme = 'dark' | 'light';

/** The rules of axe that ask for colours: what a theme changes. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

test('axe finds nothing serious on any screen, dark or light', async ({ page }) => {
  await page.goto('/#/settings');
  // As it is chosen, whatever the system has; then as the system has it, so that each screen can be seen in both.
  for (const theme of ['light', 'dark'] as const) {
    await page.getByLabel('Theme').selectOption(theme);
    await expectTheme(page, theme);
  }
  await page.getByLabel('Theme').selectOption('system');
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
    `/#/results/${run}?by=device`,
    `/#/results/${run}/cases`,
    `/${firstCase}`,
    '/#/settings',
    '/#/settings/storage',
    '/#/settings/mappings',
    '/#/nowhere',
  ];
  for (const address of addresses) {
    await turn(page, 'dark');
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: '…' })).toHaveCount(0);
    const found = (await serious(page)).map((each) => `dark: ${each}`);
    await turn(page, 'light');
    found.push(...(await serious(page, rulesOfColour)).map((each) => `light: ${each}`));
    found.push(...(await overflow(page)));
    expect(found, address).toEqual([]);
  }
});

const expectTheme = (page: Page, theme: Theme) =>
  expect(page.locator(`html[data-theme="${theme}"]`)).toBeVisible();

/** Lets the system change its theme, and waits for the app to follow it, to the end of every fading colour. */
async function turn(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expectTheme(page, theme);
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map(({ finished }) => finished),
    ),
  );
}

/** On a narrow screen all lies in the frame, whose middle scrolls: the window itself never does. */
async function overflow(page: Page): Promise<string[]> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 700 });
  const [right, down] = await page.evaluate(() => {
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
    return [scrollWidth - clientWidth, scrollHeight - clientHeight];
  });
  if (size !== null) await page.setViewportSize(size);
  return right > 0 || down > 0 ? [`the window scrolls ${right} pixels to the right and ${down} down`] : [];
}

/** What axe finds serious on the screen as it stands, by these rules or by all. */
async function serious(page: Page, rules: readonly string[] = []): Promise<string[]> {
  // In the page itself: there is no frame in it, for which axe would open a second page each time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (rules.length > 0) axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
