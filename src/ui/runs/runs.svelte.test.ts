import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { modelId, sampleId } from '../../domain/ids.ts';
import type { ModelId } from '../../domain/ids.ts';
import type { Run } from '../../domain/plan/plan.ts';
import { modelNamed, planOf, run as runOfPlan } from '../../runs/testing/world.ts';
import { fakeDataset, fakeSample } from '../datasets/testing/fakes.ts';
import { Watchable } from '../kit/testing/watchable.ts';
import NewRunScreen from './NewRunScreen.svelte';
import RunListScreen from './RunListScreen.svelte';
import RunScreen from './RunScreen.svelte';
import type { Held, KeyWanted, NamedFailureGroup, RunDetail, RunsServices } from './services.ts';
import Host from './testing/Host.svelte';

const plan = planOf(40, [modelNamed('Reader One'), modelNamed('Reader Two')]);
const runOf = (change: Partial<Run> = {}): Run => ({
  id: runOfPlan,
  plan: plan.id,
  name: 'Chest films: classification',
  state: 'finished',
  createdAt: 0,
  updatedAt: 0,
  trialCount: 80,
  ...change,
});

function openRun(
  detail: Partial<RunDetail>,
  failures: readonly NamedFailureGroup[] = [],
  held?: Held,
  wanted: readonly KeyWanted[] = [],
  disbelieveOffline: () => void = () => undefined,
) {
  const holds = new Map<ModelId, Held>(held ? [[modelId('Reader One'), held]] : []);
  const whole: RunDetail = {
    run: runOf(),
    plan,
    dataset: null,
    answered: 80,
    failed: 0,
    finishedByModel: new Map(plan.models.map(({ id }) => [id, 40])),
    ...detail,
  };
  const services = {
    watchRun: () => new Watchable<RunDetail | null>(whole).watch,
    watchFailures: () => new Watchable(failures).watch,
    held: () => new Watchable<ReadonlyMap<ModelId, Held>>(holds).watch,
    keysWanted: () => wanted,
    disbelieveOffline,
  };
  return render(Host, { services, at: { page: RunScreen, params: { run: 'r' } } });
}

test('failed trials are one entry a reason, with their number and the cases behind it', async () => {
  const named = (names: readonly string[]) => names.map((name) => ({ sample: sampleId(name), name }));
  const group = { model: modelId('Reader One'), calls: 90, cases: [] };
  const screen = await openRun({ answered: 48, failed: 32 }, [
    { group: { ...group, reason: 'The server broke.', trials: 30 }, cases: named(['film 1', 'film 2']) },
    { group: { ...group, reason: 'Too large.', trials: 2 }, cases: named(['film 7', 'film 8']) },
  ]);
  const failures = screen.getByRole('region', { name: 'Failed trials' });
  await expect.element(failures.getByRole('heading')).toMatchTextContent('32 failed trials');
  await expect.element(failures.getByText('30 trials, 90 calls')).toBeVisible();
  expect(failures.getByText('The server broke.').elements()).toHaveLength(1);
  await failures.getByText('2 of the cases').click();
  await expect
    .element(failures.getByRole('link', { name: 'film 1', exact: true }))
    .toHaveAttribute('href', '#/results/r/cases/film%201');
  await failures.getByText('2 cases', { exact: true }).click();
  await expect.element(failures.getByRole('link', { name: 'film 8' })).toBeVisible();
});

/** A new run on two cases with these labels. */
async function planOn(labels: readonly string[], change: Partial<RunsServices> = {}) {
  const dataset = fakeDataset({ labels: labels.map((name) => ({ name, synonyms: [] })), sampleCount: 2 });
  const cases = [0, 1].map((ordinal) => ({
    ...fakeSample(ordinal),
    dataset: dataset.id,
    truth: { labels: [labels[ordinal % labels.length] ?? ''] },
  }));
  const services: Partial<RunsServices> = {
    datasets: () => Promise.resolve([dataset]),
    models: () => Promise.resolve([modelNamed('Reader One')]),
    cases: () => Promise.resolve(cases),
    ownPrompts: () => Promise.resolve([]),
    pictureBytes: () => Promise.resolve(0),
    fit: () =>
      Promise.resolve({
        warnings: [],
        obstacle: null,
        destination: { host: 'localhost', leaves: false, passedOn: false },
      }),
    ...change,
  };
  return render(Host, { services, screen: NewRunScreen });
}

test('one label alone is no choice: the screen says so once, and what can be done', async () => {
  const screen = await planOn(['normal']);
  await expect.element(screen.getByText(/All of these cases have the same label/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Start run' })).toBeDisabled();
  expect(screen.getByRole('alert').elements()).toEqual([]);
  await screen.getByRole('checkbox', { name: /several of these labels/ }).click();
  await expect.element(screen.getByRole('button', { name: 'Start run' })).toBeEnabled();
});

test('many labels are left and ticked at once', async () => {
  const screen = await planOn(Array.from({ length: 12 }, (_, index) => `finding ${String(index)}`));
  const ticked = () => screen.getByRole('checkbox', { name: /^finding/, checked: true }).elements().length;
  await expect.element(screen.getByText('12 of 12 labels')).toBeVisible();
  await screen.getByRole('button', { name: 'None' }).click();
  await expect.poll(ticked).toBe(0);
  await screen.getByRole('checkbox', { name: 'finding 7' }).click();
  await screen.getByRole('checkbox', { name: 'finding 1', exact: true }).click();
  await expect.element(screen.getByText('2 of 12 labels')).toBeVisible();
  await screen.getByRole('button', { name: 'All' }).click();
  await expect.poll(ticked).toBe(12);
});

test('cases that cannot be read are said, and not waited for', async () => {
  const screen = await planOn(['normal'], { cases: () => Promise.reject(new Error('the store is closed')) });
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/the store is closed/);
});

test.each([
  ['rate limit', /asked for a pause/],
  ['no place', /no place for calls/],
  ['unread', /its refusals cannot be read/],
  ['no answer', /does not answer for now/],
  ['out of reach', /cannot be reached/],
] as const)('a model that is held says why: %s', async (why, words) => {
  const screen = await openRun({ run: runOf({ state: 'running' }), answered: 10 }, [], {
    ms: 30_000,
    why,
    reason: 'The server said so.',
  });
  await expect.element(screen.getByText(words)).toMatchTextContent(/asked again in 30 s/);
  await screen.getByText('What came of the last call').click();
  await expect.element(screen.getByText('The server said so.')).toBeVisible();
});

test('a model elsewhere waits for the network, and the run says that it goes on by itself', async () => {
  const offline = { ms: Infinity, why: 'offline', reason: '' } as const;
  const known = vi.fn();
  const running = { run: runOf({ state: 'running' }), answered: 10 };
  const screen = await openRun(running, [], offline, [], known);
  await expect.element(screen.getByText(/^The run goes on by itself once there is a network/)).toBeVisible();
  await expect
    .element(screen.getByText('It cannot be reached while this device is offline.'))
    .not.toMatchTextContent(/asked again in/);
  expect(screen.getByText('What came of the last call').elements()).toEqual([]);
  await screen.getByRole('button', { name: 'Ask all the same' }).click();
  expect(known).toHaveBeenCalledOnce();
});

test('a paused run does not say that it waits for the network', async () => {
  const offline = { ms: Infinity, why: 'offline', reason: '' } as const;
  const screen = await openRun({ run: runOf({ state: 'paused' }), answered: 10 }, [], offline);
  await expect.element(screen.getByRole('button', { name: 'Go on' })).toBeVisible();
  expect(screen.getByText(/goes on by itself|while this device is offline/).elements()).toEqual([]);
});

test('asks for a key that is missing, and for another one where it was refused', async () => {
  const [one, two] = plan.models;
  if (!one || !two) throw new Error('the plan has two models');
  const wanted: readonly KeyWanted[] = [
    { model: one, why: 'missing' },
    { model: two, why: 'refused' },
  ];
  const screen = await openRun({ run: runOf({ state: 'paused' }), answered: 10 }, [], undefined, wanted);
  await expect.element(screen.getByLabelText('Key of Reader One', { exact: true })).toBeVisible();
  await expect.element(screen.getByLabelText('Another key of Reader Two')).toBeVisible();
});

test('a run in the list is told by its models and the time of its start', async () => {
  const list = [{ run: runOf(), answered: 80, failed: 0, models: ['Reader One', 'Reader Two'] }];
  const screen = await render(Host, {
    services: { watchRuns: () => new Watchable(list).watch },
    screen: RunListScreen,
  });
  await expect.element(screen.getByText(/1970-01-0\d.*Reader One, Reader Two/)).toBeVisible();
});
