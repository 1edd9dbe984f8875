import { replace } from 'svelte-spa-router';
import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { AttributeValue } from '../../../domain/dataset/dataset.ts';
import { ScoredRun } from '../../../results/run-results.ts';
import { compareSubgroups } from '../../../results/subgroups.ts';
import type { SubgroupComparison } from '../../../results/subgroups.ts';
import { accuracy } from '../../../domain/metric/classification/label-definitions.ts';
import { metricUndefined, signatureOf } from '../../../domain/metric/metric.ts';
import { answered, modelNamed, planOf, run as id, World } from '../../../runs/testing/world.ts';
import { Watchable } from '../../kit/testing/watchable.ts';
import ResultsScreen from '../ResultsScreen.svelte';
import type { ResultsServices } from '../services.ts';
import Host from '../testing/Host.svelte';

beforeEach(async () => {
  await page.viewport(1280, 900);
  await replace('/');
});

/** Results of 48 cases, every other normal; the model finds what is not normal on the first half of them alone. */
async function openResults(
  attributesOf: (index: number) => Readonly<Record<string, AttributeValue>>,
  changed: Partial<ResultsServices> = {},
) {
  const world = new World();
  world.sample = (sample) => ({ ...sample, attributes: attributesOf(sample.ordinal) });
  world.answer = (_model, call) =>
    answered(`{"label":"${call <= 24 && call % 2 === 0 ? 'opacity' : 'normal'}"}`);
  const plan = planOf(48, [modelNamed('Reader One', 1)]);
  await world.execute(plan);
  const scored = await ScoredRun.load(
    {
      run: () =>
        Promise.resolve({
          ...{ id, plan: plan.id, name: 'Films', state: 'finished', createdAt: 0, updatedAt: 0 },
          trialCount: 48,
        }),
      plan: () => Promise.resolve(plan),
      trials: () => Promise.resolve([...world.stored.values()]),
      samplesById: (dataset, ids) => world.ports.cases.samplesById(dataset, ids),
    },
    id,
  );
  if (!scored) throw new Error('no run');
  const services: ResultsServices = {
    watchRuns: () => new Watchable([]).watch,
    results: (_run, options) => Promise.resolve(scored.results(options)),
    watchTruth: () => new Watchable<string | null>(null).watch,
    rows: () => Promise.resolve([]),
    subgroups: (_run, options, _scoring, choice) => {
      const work = scored.subgroupWork(options, choice);
      return Promise.resolve(typeof work === 'string' ? work : compareSubgroups(work));
    },
    caseDetail: () => Promise.resolve(null),
    export: () => Promise.reject(new Error('not exported here')),
    synthetic: () => Promise.resolve(false),
    ...changed,
  };
  const screen = await render(Host, { services, screen: ResultsScreen, params: { run: id } });
  const section = screen.getByRole('region', { name: 'By subgroup' });
  await expect.element(section).toBeVisible();
  return section;
}

const device = (index: number) => ({ device: index < 24 ? 'fixed' : 'portable', code: `c${String(index)}` });

test('a figure by subgroup stands beside all others once an attribute is chosen, each number with its cases', async () => {
  const section = await openResults(device);
  expect(section.getByRole('table').elements()).toEqual([]);
  await expect.element(section).toMatchTextContent(/Not offered: code \(each case has its own\)/);
  await section.getByRole('combobox', { name: 'Attribute' }).selectOptions('device');
  await expect.poll(() => location.hash).toContain('by=device');
  const hard = section.getByRole('row', { name: /^portable/ });
  await expect.element(hard).toMatchTextContent(/24\s*0\.500 .*1\.000 .*-50\.0/);
  await expect.element(hard).toMatchTextContent(/worse than all others/);
  await expect
    .element(section.getByRole('row', { name: /^fixed/ }))
    .toMatchTextContent(/better than all others/);
  const links = hard
    .getByRole('link')
    .elements()
    .map((link) => link.getAttribute('href') ?? '');
  expect(links.map((link) => new URLSearchParams(link.split('?')[1]).toString())).toEqual([
    'arm=0&by=device&in=portable',
    'arm=0&by=device&in=portable',
    'arm=0&by=device&notIn=portable',
    'arm=0&by=device&known=true',
  ]);
  await section.getByRole('combobox', { name: 'Figure' }).selectOptions('Balanced accuracy');
  await expect.poll(() => location.hash).toContain('figure=balanced-accuracy');
  await expect.element(section.getByRole('columnheader', { name: /Balanced accuracy/ })).toBeVisible();
  await section.getByRole('combobox', { name: 'Attribute' }).selectOptions('none');
  await expect.poll(() => section.getByRole('table').elements()).toEqual([]);
});

test('cases of which the attribute is not known are told apart, and lead to themselves', async () => {
  const section = await openResults((index) => (index < 40 ? device(index) : {}));
  await section.getByRole('combobox', { name: 'Attribute' }).selectOptions('device');
  const unknown = section.getByRole('row', { name: /^not known/ });
  await expect.element(unknown).toMatchTextContent(/8\s*in no figure here but that of all cases/);
  await expect
    .element(unknown.getByRole('link'))
    .toHaveAttribute('href', expect.stringContaining('known=false'));
  await expect
    .element(section.getByRole('row', { name: /^portable/ }))
    .toMatchTextContent(/few cases \(16\)/);
});

test('numbers are cut at the quartiles, or where a person says', async () => {
  const section = await openResults((index) => ({ age: 20 + index }));
  await section.getByRole('combobox', { name: 'Attribute' }).selectOptions('age');
  const cut = section.getByRole('textbox', { name: 'Cut at' });
  await expect.element(cut).toHaveValue('31.75, 43.5, 55.25');
  await cut.fill('forty');
  await userEvent.tab();
  await expect.element(section.getByText('Write numbers, as 40, 65.')).toBeVisible();
  await cut.fill('44');
  await userEvent.tab();
  await expect
    .element(section.getByRole('row', { name: /^44 or more/ }))
    .toMatchTextContent(/worse than all others/);
  expect(location.hash).toContain('cuts=44');
  await section.getByRole('button', { name: 'Quartiles' }).click();
  await expect.element(section.getByRole('row', { name: /^below 31\.75/ })).toBeVisible();
});

test('without attributes it says how to add them, and what makes no subgroups says why', async () => {
  const section = await openResults(() => ({}));
  await expect
    .element(section)
    .toMatchTextContent(/have no attributes, such as age band.*as columns of a table/);
  await expect.element(section.getByRole('link', { name: 'the data set' })).toBeVisible();
  await replace(`/results/${id}?by=device`);
  await expect.element(section).toMatchTextContent(/There are no subgroups by device: no case has it\./);
});

test('long work says how far it is, and can be cancelled and asked for again', async () => {
  const signals: AbortSignal[] = [];
  const section = await openResults(device, {
    subgroups: (_run, _options, _scoring, _choice, onProgress, signal) => {
      signals.push(signal);
      onProgress(3, 8);
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      });
    },
  });
  await section.getByRole('combobox', { name: 'Attribute' }).selectOptions('device');
  await expect.element(section.getByText(/3 of 8 blocks of resamples/)).toBeVisible();
  await section.getByRole('button', { name: 'Cancel' }).click();
  expect(signals[0]?.aborted).toBe(true);
  await expect.element(section.getByText(/nothing was compared/)).toBeVisible();
  await section.getByRole('button', { name: 'Compare' }).click();
  await expect.element(section.getByText(/3 of 8 blocks of resamples/)).toBeVisible();
  expect(signals).toHaveLength(2);
});

test('what fails is told with its reason', async () => {
  const section = await openResults(device, { subgroups: () => Promise.reject(new Error('out of memory')) });
  await section.getByRole('combobox', { name: 'Attribute' }).selectOptions('device');
  await expect.element(section.getByRole('alert')).toMatchTextContent(/could not be compared.*out of memory/);
});

test('figures stay on the screen while they are computed again', async () => {
  const answers: ((found: SubgroupComparison | string) => void)[] = [];
  const section = await openResults(device, {
    subgroups: () => new Promise((resolve) => answers.push(resolve)),
  });
  await section.getByRole('combobox', { name: 'Attribute' }).selectOptions('device');
  await expect.poll(() => answers.length).toBe(1);
  answers[0]?.(comparisonOf(['fixed', 'portable']));
  await expect.element(section.getByRole('row', { name: /^portable/ })).toBeVisible();
  await page.getByRole('spinbutton', { name: 'Seed of the resampling' }).fill('7');
  await userEvent.tab();
  await expect.poll(() => answers.length).toBeGreaterThan(1);
  await expect.element(section.getByRole('row', { name: /^portable/ })).toBeVisible();
  answers.at(-1)?.(comparisonOf(['fixed', 'movable']));
  await expect.element(section.getByRole('row', { name: /^movable/ })).toBeVisible();
});

/** A comparison in which nothing is known of any subgroup. */
function comparisonOf(names: readonly string[]): SubgroupComparison {
  const nothing = metricUndefined(signatureOf(accuracy), 'there are no cases', 0);
  return {
    ...{ by: 'device', names, cuts: null, figure: { metric: 'accuracy', name: 'Accuracy' }, gaps: 1 },
    arms: [
      {
        rows: names.map((name) => ({
          ...{ name, cases: 0, groups: 0, value: nothing, rest: nothing, gap: nothing },
          ...{ corrected: null, reading: 'undefined', warnings: [] },
        })),
        range: nothing,
        unknown: 0,
      },
    ],
  };
}
