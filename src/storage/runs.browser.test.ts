import { describe, expect, it } from 'vitest';
import { planId, runId, trialKey } from '../domain/ids.ts';
import type { TrialRecord } from '../domain/plan/plan.ts';
import { openTestDatabase } from './test-database.ts';
import { RunRepository } from './runs.ts';
import { trialOf } from './test-trial.ts';

describe('RunRepository', () => {
  it('resolves an append when the trial is committed, many at once', async () => {
    const database = openTestDatabase();
    const runs = new RunRepository(database);
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        await runs.append(trialOf('r', index, index % 10 === 0 ? 'failed' : 'answered'));
        expect(await database.trials.get([runId('r'), trialKey(`t${String(index)}`)])).toBeDefined();
      }),
    );
    expect(await runs.progress(runId('r'))).toEqual({ answered: 90, failed: 10 });
    expect((await runs.finishedKeys(runId('r'))).size).toBe(100);
    expect(await runs.failed(runId('r'), 3)).toHaveLength(3);
  });

  it('replaces a trial that is asked again', async () => {
    const runs = new RunRepository(openTestDatabase());
    await runs.append(trialOf('r', 1, 'failed'));
    await runs.append(trialOf('r', 1, 'answered'));
    expect(await runs.progress(runId('r'))).toEqual({ answered: 1, failed: 0 });
  });

  it('goes on after a write that failed', async () => {
    const runs = new RunRepository(openTestDatabase());
    // A function cannot be stored: the structured clone refuses it.
    const broken: TrialRecord = Object.assign(trialOf('r', 1), { sent: () => 0 });
    await expect(runs.append(broken)).rejects.toThrow();
    await runs.append(trialOf('r', 2));
    expect(await runs.progress(runId('r'))).toEqual({ answered: 1, failed: 0 });
  });

  it('deletes a run with its trials, and its plan when no other run has it', async () => {
    const database = openTestDatabase();
    const runs = new RunRepository(database);
    const base = {
      plan: planId('p'),
      name: '',
      state: 'finished',
      createdAt: 1,
      updatedAt: 1,
      trialCount: 1,
    } as const;
    await runs.put({ ...base, id: runId('a') });
    await runs.put({ ...base, id: runId('b') });
    await runs.append(trialOf('a', 1));
    await runs.append(trialOf('b', 1));
    await runs.delete(runId('a'));
    expect(await runs.finishedKeys(runId('a'))).toEqual(new Set());
    expect((await runs.finishedKeys(runId('b'))).size).toBe(1);
  });
});
