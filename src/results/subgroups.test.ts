import { describe, expect, it } from 'vitest';
import { tasks } from '../domain/task/registry.ts';
import type { SummaryOptions } from '../domain/task/task.ts';
import {
  blocksOf,
  compareSubgroups,
  fromSubgroupShares,
  shareOfSubgroups,
  sizeOfWork,
  subgroupWork,
} from './subgroups.ts';
import type { SubgroupChoice, SubgroupWork } from './subgroups.ts';
import { subgroupsAsCsv } from './subgroups-csv.ts';
import { workOf } from './testing/work.ts';

function workBy(
  task: (typeof tasks)[number],
  choice: SubgroupChoice,
  changed: Partial<SummaryOptions> = {},
): SubgroupWork {
  const { task: spec, arms, options } = workOf(task);
  const samples = (arms[0] ?? []).map(({ sample }) => sample);
  const work = subgroupWork(spec, arms, samples, choice, { ...options, ...changed });
  if (typeof work === 'string') throw new Error(work);
  return work;
}

describe.each(tasks.map((task) => [task.name, task] as const))('%s', (_, task) => {
  it.each(['wrong', 'left out'] as const)(
    'has each headline figure by subgroup as on these cases alone (%s)',
    (unanswered) => {
      const { task: spec, arms, options } = workOf(task);
      const counting = { ...options, unanswered };
      const headline = task.bind(spec).summarize(arms[0] ?? [], counting).headline;
      for (const { name, result } of headline) {
        const { metric } = result.signature;
        const found = compareSubgroups(workBy(task, { by: 'site', figure: metric }, { unanswered }));
        expect(found).toMatchObject({ by: 'site', figure: { metric, name }, gaps: 6 });
        for (const { name: site, value } of found.arms[0]?.rows ?? []) {
          const own = (arms[0] ?? []).filter(({ sample }) => sample.attributes['site'] === site);
          const alone = task.bind(spec).summarize(own, counting).headline;
          expect(value).toEqual(alone.find((one) => one.name === name)?.result);
        }
      }
    },
  );

  it('is the same to the last bit when shared out, every block told', () => {
    const work = workBy(task, { by: 'site' });
    let told = 0;
    const shares = [0, 1].map((part) =>
      shareOfSubgroups(structuredClone(work), part, 2, () => {
        told += 1;
      }),
    );
    expect(fromSubgroupShares(work, shares)).toEqual(compareSubgroups(work));
    expect(told).toBe(blocksOf(work));
  });

  it('is plain JSON', () => {
    const found = compareSubgroups(workBy(task, { by: 'site' }));
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});

describe('figures by subgroup', () => {
  const [task] = tasks;
  if (!task) throw new Error('no task');

  it('are of the first figure where the one asked for is none of the headline', () => {
    const found = compareSubgroups(workBy(task, { by: 'site', figure: 'dice' }));
    expect(found.figure).toEqual({ metric: 'accuracy', name: 'Accuracy' });
  });

  it('are refused in a sentence where the attribute makes no subgroups', () => {
    const { task: spec, arms, options } = workOf(task);
    const samples = (arms[0] ?? []).map(({ sample }) => sample);
    expect(subgroupWork(spec, arms, samples, { by: 'sex' }, options)).toBe('no case has it');
  });

  it('tell how much work they are', () => {
    expect(sizeOfWork(workBy(task, { by: 'site' }))).toBe(36 * 600 * 8);
  });

  it('are a table for a paper: a row for each model and subgroup', () => {
    const work = workBy(task, { by: 'site' });
    const { headline } = task.bind(work.task).summarize(work.arms[0]?.cases ?? [], work.options);
    const csv = subgroupsAsCsv(compareSubgroups(work), [
      { name: 'One', summary: { headline } },
      { name: 'Two', summary: { headline: [] } },
    ]);
    const [header = '', ...rows] = csv.trimEnd().split('\r\n');
    expect(header).toMatch(
      /^model,attribute,subgroup,figure,cases,groups,value,value low,value high,value n/u,
    );
    expect(rows.map((row) => row.split(',').slice(0, 5).join(','))).toEqual(
      ['One', 'Two'].flatMap((model) => [
        `${model},site,(all cases),accuracy,`,
        ...[0, 1, 2].map((site) => `${model},site,site ${String(site)},accuracy,6`),
      ]),
    );
    const [first] = headline;
    if (first?.result.kind !== 'value') throw new Error('no figure');
    expect(rows[0]?.split(',')[6]).toBe(String(first.result.value));
  });
});
