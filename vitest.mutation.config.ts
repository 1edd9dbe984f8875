import { defineConfig } from 'vitest/config';

/** The tests that mutants of a folder have to get past; `npm run mutation` says which. */
export default defineConfig({
  test: {
    environment: 'node',
    include: (process.env['MUTATION_TESTS'] ?? 'src/domain/**/*.test.ts').split(' '),
    setupFiles: ['scripts/mutation/fixed-seed.ts'],
    // A test that is slow because the machine is busy has not found the mutant; Stryker has a limit of its own.
    testTimeout: 120_000,
  },
});
