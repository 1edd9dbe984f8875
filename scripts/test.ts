/** `npm test`: everything. Ends with `N passed, N failed, N skipped` over all suites. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { buildAndCheck } from './checks.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { ensureFirefox } from './ensure-firefox.ts';
import { findFirefox } from './firefox.ts';
import { run, step } from './steps.ts';
import type { StepResult } from './steps.ts';

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const cores = availableParallelism();
const total: Tally = { passed: 0, failed: 0, skipped: 0 };
const countSteps = (results: readonly StepResult[]): void => {
  for (const { ok } of results) total[ok ? 'passed' : 'failed'] += 1;
};

if (!existsSync('../shared/data')) console.log('../shared/data is absent: tests on real images skip.');
await ensureChromium();
await ensureFirefox();
countSteps(await buildAndCheck());
await vitest('unit');
await vitest('browser');
await playwright();
await vitest('firefox');

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);

/** Runs one of Vitest's projects; a suite that reports nothing counts as failed. */
async function vitest(project: 'unit' | 'browser' | 'firefox'): Promise<void> {
  const report = `.cache/vitest-${project}.json`;
  rmSync(report, { force: true });
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  await step(`${project} tests (vitest)`, async () => {
    const { code, output } = await run('vitest', [
      'run',
      '--project',
      project,
      // Vitest leaves half the cores of a small machine to itself. A page is more than one process: two at least, then half.
      `--maxWorkers=${String(project === 'unit' ? cores : Math.max(2, Math.floor(cores / 2)))}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]);
    const schema = z.object({
      numPassedTests: z.number(),
      numFailedTests: z.number(),
      numFailedTestSuites: z.number(),
      numPendingTests: z.number(),
      numTodoTests: z.number(),
    });
    const read = existsSync(report) ? schema.parse(JSON.parse(readFileSync(report, 'utf8'))) : null;
    tally.passed = read?.numPassedTests ?? 0;
    tally.skipped = (read?.numPendingTests ?? 0) + (read?.numTodoTests ?? 0);
    tally.failed = read?.numFailedTests ?? 0;
    // A file that cannot even be loaded has no failed test in it.
    if (code !== 0 && tally.failed === 0) tally.failed = 1;
    const isAbsent = project === 'firefox' && findFirefox() === '';
    if (tally.passed === 0 && !(isAbsent && tally.skipped > 0)) tally.failed += 1;
    return { ok: tally.failed === 0, output };
  });
  add(project, tally);
}

async function playwright(): Promise<void> {
  const report = '.cache/playwright.json';
  rmSync(report, { force: true });
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  await step('journeys in the built app (playwright)', async () => {
    const { code, output } = await run('playwright', ['test', '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    const schema = z.object({
      stats: z.object({
        expected: z.number(),
        unexpected: z.number(),
        flaky: z.number(),
        skipped: z.number(),
      }),
    });
    const stats = existsSync(report) ? schema.parse(JSON.parse(readFileSync(report, 'utf8'))).stats : null;
    tally.passed = stats?.expected ?? 0;
    tally.skipped = stats?.skipped ?? 0;
    // A journey that only works at the second try does not work.
    tally.failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0);
    if (code !== 0 && tally.failed === 0) tally.failed = 1;
    return { ok: tally.failed === 0, output };
  });
  add('journeys', tally);
}

function add(suite: string, tally: Tally): void {
  console.log(`       ${suite}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped += tally.skipped;
}
