import { describe, expect, it } from 'vitest';
import { modelId, sampleId } from '../domain/ids.ts';
import type { Attempt } from '../domain/plan/plan.ts';
import { FailureGroups, mostCasesNamed } from './failure-groups.ts';

const failing = (sentence: string): Attempt => ({
  startedAt: 0,
  finishedAt: 1,
  result: { kind: 'failure', failure: { code: 'server', sentence, retryable: true } },
});

describe('failed trials', () => {
  it('are grouped by model and by the reason of their last call, those of the most trials first', () => {
    const groups = new FailureGroups();
    const add = (model: string, sample: string, ...sentences: string[]) =>
      groups.add({ model: modelId(model), sample: sampleId(sample), attempts: sentences.map(failing) });
    add('a', 's1', 'The server broke: request 4f21-aa.');
    add('a', 's2', 'Busy.', 'The server broke: request 90.');
    add('a', 's2', 'The server broke: request b7.');
    add('b', 's1', 'The server broke: request b8.');
    add('a', 's3', 'Too large.');
    add('a', 's4');
    expect(groups.list()).toEqual([
      { model: 'a', reason: 'The server broke: request 4f21-aa.', trials: 3, calls: 4, cases: ['s1', 's2'] },
      { model: 'b', reason: 'The server broke: request b8.', trials: 1, calls: 1, cases: ['s1'] },
      { model: 'a', reason: 'Too large.', trials: 1, calls: 1, cases: ['s3'] },
      { model: 'a', reason: 'No call was made.', trials: 1, calls: 0, cases: ['s4'] },
    ]);
  });

  it('name some cases and count all', () => {
    const groups = new FailureGroups();
    for (let n = 0; n < 500; n += 1)
      groups.add({ model: modelId('a'), sample: sampleId(`s${String(n)}`), attempts: [failing('Broken.')] });
    expect(groups.list()).toHaveLength(1);
    expect(groups.list()[0]).toMatchObject({ trials: 500, calls: 500 });
    expect(groups.list()[0]?.cases).toHaveLength(mostCasesNamed);
  });
});
