import { describe, expect, it } from 'vitest';
import { sampleId } from '../domain/ids.ts';
import { taskById } from '../domain/task/registry.ts';
import { firstLabel } from '../domain/task/selection.ts';
import type { EvaluatedCase } from '../domain/task/task.ts';
import { agreementOf } from './agreement.ts';
import { figuresOf } from './figures.ts';
import { workOf } from './testing/work.ts';

const options = { level: 0.95, resamples: 300, seed: 2, unanswered: 'wrong' } as const;
const task = taskById('classification');
const labels = ['a', 'b', 'c'].map((name) => ({ name, synonyms: [] }));
const bound = task.bind(task.defaultSpec(labels, 'en'));

/** An arm that says these, of cases that are all `a`; null: no answer. Two cases a patient. */
const armOf = (index: number, said: readonly (string | null)[]) => ({
  index,
  cases: said.map((label, i): EvaluatedCase => ({
    sample: {
      id: sampleId(`s${String(i)}`),
      name: '',
      group: `p${String(Math.floor(i / 2))}`,
      attributes: {},
      split: 'test',
    },
    evaluation: bound.evaluate({ text: label === null ? '' : JSON.stringify({ label }) }, { labels: ['a'] }),
  })),
});

describe('how far two arms agree', () => {
  it('is of what both answered, right or wrong, beyond chance by hand', () => {
    // Of ten: 4 both a, 2 both b, 2 a against b, 1 b against a, 1 c against a.
    const first = armOf(0, ['a', 'a', 'a', 'a', 'b', 'b', 'a', 'a', 'b', 'c', null, 'a']);
    const second = armOf(2, ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'a', 'a', 'a', null]);
    const found = agreementOf(first, second, firstLabel, options);
    expect(found).toMatchObject({ first: 0, second: 2, n: 10, same: 6, share: { value: 0.6, n: 10 } });
    // Chance: (6 x 6 + 3 x 4 + 1 x 0) / 100.
    expect(found.kappa.kind === 'value' && found.kappa.value).toBeCloseTo((0.6 - 0.48) / (1 - 0.48), 12);
    expect(found.share.kind === 'value' && found.share.interval?.method).toMatch(/by group.*seed 2/u);
  });

  it('is undefined, with a reason, where nothing was answered by both, or one category alone', () => {
    const none = agreementOf(armOf(0, ['a', null]), armOf(1, [null, 'a']), firstLabel, options);
    expect(none).toMatchObject({ n: 0, same: 0, share: { kind: 'undefined' }, kappa: { kind: 'undefined' } });
    const one = agreementOf(armOf(0, ['a', 'a']), armOf(1, ['a', 'a']), firstLabel, options);
    expect(one).toMatchObject({
      n: 2,
      same: 2,
      share: { value: 1 },
      kappa: { kind: 'undefined', reason: 'both gave one category throughout' },
    });
  });

  it('is told of tasks whose answers are a single choice', () => {
    const told = (id: Parameters<typeof taskById>[0]) => figuresOf(workOf(taskById(id))).agreements;
    expect(told('classification')).toHaveLength(1);
    expect(told('diagnosis')).toHaveLength(1);
    expect(told('segmentation')).toEqual([]);
    expect(told('report-generation')).toEqual([]);
    const several = workOf(task);
    const spec = { ...several.task, options: { ...several.task.options, multiLabel: true } };
    expect(figuresOf({ ...several, task: spec }).agreements).toEqual([]);
  });
});
