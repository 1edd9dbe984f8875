/** Draws the icons of the installed app from public/icons/icon.svg: run by hand when that changes. */
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from './chromium.ts';

const svg = await readFile('public/icons/icon.svg', 'utf8');
const executablePath = findChromium();
const browser = await chromium.launch({
  args: chromiumArguments,
  ...(executablePath === '' ? {} : { executablePath }),
});
const page = await browser.newPage();
for (const { name, size, margin } of [
  { name: 'icon-192', size: 192, margin: 0 },
  { name: 'icon-512', size: 512, margin: 0 },
  // A mask may cut off a tenth on each side.
  { name: 'icon-maskable-512', size: 512, margin: 64 },
]) {
  await page.setViewportSize({ width: size, height: size });
  const inner = size - 2 * margin;
  await page.setContent(
    `<body style="margin:0;background:${margin > 0 ? '#0e0f11' : 'transparent'}"><div style="margin:${margin}px;width:${inner}px;height:${inner}px">${svg}</div>`,
  );
  await writeFile(`public/icons/${name}.png`, await page.screenshot({ omitBackground: true }));
}
await browser.close();
