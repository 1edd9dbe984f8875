import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';

/**
 * Runs the tests that hold properties `rounds` times, each with a seed of its own (`npm test` always takes the same).
 * What fails is printed by Vitest with its counterexample; the seed repeats it. Returns the number of rounds that failed.
 */
export function tryProperties(rounds: number): number {
  const files = globSync('{src,scripts,tests}/**/*.test.ts').filter((path) =>
    readFileSync(path, 'utf8').includes("from 'fast-check'"),
  );
  let failed = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const seed = randomInt(2 ** 31);
    console.log(`Round ${round} of ${rounds}: PROPERTY_SEED=${seed}, ${files.length} files of tests`);
    const { status } = spawnSync(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--reporter', 'dot', ...files],
      { stdio: 'inherit', env: { ...process.env, PROPERTY_SEED: String(seed) } },
    );
    if (status !== 0) failed += 1;
  }
  console.log(`${rounds} rounds, ${failed} with a property that does not hold`);
  return failed;
}
