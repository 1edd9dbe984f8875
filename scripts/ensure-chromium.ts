import { install } from './apt.ts';
import { findChromium } from './chromium.ts';
import { run } from './steps.ts';

/**
 * Makes sure that there is a browser to test in, and says what it did: CHROME_PATH, else the system's, else Debian's
 * package where we are root, else the one that Playwright brings.
 */
export async function ensureChromium(): Promise<void> {
  const found = findChromium();
  if (found !== '') {
    console.log(`Browser: ${found}`);
    return;
  }
  console.log('No Chrome or Chromium found: installing Debian’s chromium with apt-get.');
  const trouble = await install('chromium', 'fonts-dejavu-core');
  if (trouble === null && findChromium() !== '') {
    console.log(`Browser: ${findChromium()}, just installed`);
    return;
  }
  console.log(`It could not be installed: ${trouble ?? 'it is not where it should be'}`);
  console.log('Asking Playwright to download its own Chromium.');
  const { code, output } = await run('playwright', ['install', 'chromium']);
  if (code !== 0) {
    throw new Error(
      `There is no browser to test in. Install Chrome or Chromium, or name one in CHROME_PATH.\n${output.slice(-1000)}`,
    );
  }
  console.log("Browser: Playwright's own Chromium, just downloaded");
}
