import { chromium, type Browser, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumArguments, findChromium } from '../chromium.ts';

export interface BenchPage {
  readonly browser: Browser;
  readonly page: Page;
  /** What the page was asked, or the first error that was thrown in it or its workers and nobody caught. */
  readonly orBroken: <Value>(answer: Promise<Value>) => Promise<Value>;
  readonly close: () => Promise<void>;
}

const root = `${process.cwd()}/scripts/bench/page`;
const outDir = `${process.cwd()}/.cache/bench-page`;
let built: Promise<unknown> | null = null;

/** The page of the bench in a browser of its own, with the code of the app as it is built for people. */
export async function openBenchPage(): Promise<BenchPage> {
  const shared = {
    root,
    configFile: false,
    publicDir: `${process.cwd()}/public`,
    logLevel: 'error',
  } as const;
  built ??= build({
    ...shared,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2023' },
  });
  await built;
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: {
      host: '127.0.0.1',
      port: 4199,
      // Isolated as the app is, so that WebAssembly may use threads.
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
  });
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: chromiumArguments,
    ...(executablePath === '' ? {} : { executablePath }),
  });
  const close = async () => {
    await browser.close();
    await server.close();
  };
  try {
    const page = await browser.newPage();
    // What goes wrong in a worker would otherwise be waited for in vain.
    const broken = new Promise<never>((_, reject) => page.once('pageerror', reject));
    broken.catch(() => undefined);
    await page.goto(server.resolvedUrls?.local[0] ?? 'http://127.0.0.1:4199/');
    await page.waitForFunction(() => 'bench' in window);
    return { browser, page, orBroken: (answer) => Promise.race([answer, broken]), close };
  } catch (error) {
    await close();
    throw error;
  }
}
