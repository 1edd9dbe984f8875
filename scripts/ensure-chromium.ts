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
  if (process.getuid?.() === 0 && (await run('apt-get', ['--version']).catch(() => null))?.code === 0) {
    console.log('No Chrome or Chromium found: installing Debian’s chromium with apt-get.');
    await run('apt-get', ['update', '-qq']);
    const { code, output } = await run(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
      {
        DEBIAN_FRONTEND: 'noninteractive',
      },
    );
    if (code === 0 && findChromium() !== '') {
      console.log(`Browser: ${findChromium()}, just installed`);
      return;
    }
    console.log(`apt-get could not install it:\n${output.slice(-1000)}`);
  }
  console.log('No Chrome or Chromium found: asking Playwright to download its own.');
  const { code, output } = await run('playwright', ['install', 'chromium']);
  if (code !== 0) {
    throw new Error(
      `There is no browser to test in. Install Chrome or Chromium, or name one in CHROME_PATH.\n${output.slice(-1000)}`,
    );
  }
  console.log("Browser: Playwright's own Chromium, just downloaded");
}
