import { describe, expect, it } from 'vitest';
import { runId } from '../domain/ids.ts';
import { openTestDatabase } from './test-database.ts';
import { RunRepository } from './runs.ts';
import { trialOf } from './test-trial.ts';
import { watch } from './watch.ts';

describe('watch', () => {
  it('tells the present value and the last one of many changes', async () => {
    const database = openTestDatabase();
    const runs = new RunRepository(database);
    const seen: number[] = [];
    const stop = watch(
      database,
      ['trials'],
      async () => (await runs.progress(runId('r'))).answered,
      20,
    )(
      (value) => seen.push(value),
      (error) => {
        throw error;
      },
    );
    for (let index = 0; index < 50; index += 1) await database.trials.put(trialOf('r', index));
    await expect.poll(() => seen.at(-1)).toBe(50);
    expect(seen.length).toBeLessThan(50);
    stop();
  });
});
