/**
 * Mutation testing of metrics and statistics. `npm run mutation` runs it for each folder by itself, adding what is mutated
 * and where its results are kept: see scripts/mutation.ts.
 */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts' },
  coverageAnalysis: 'perTest',
  ignorePatterns: [
    '/public',
    '/static-datasets',
    '/docs',
    '/dist',
    '/tests/e2e',
    '/scripts/bench',
    '/.cache',
  ],
  incremental: true,
  tempDirName: '.cache/mutation/sandboxes',
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { logTests: false, allowColor: false, reportTests: false, reportScoreTable: false },
  concurrency: 2,
  // A busy machine is slow; a mutant that loops is found by the count of its loops long before.
  timeoutMS: 4_000,
  timeoutFactor: 3,
  dryRunTimeoutMinutes: 30,
  disableTypeChecks: false,
  allowConsoleColors: false,
  warnings: { slow: false },
  ignoreStatic: true,
};
