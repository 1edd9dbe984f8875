import { whyItStays } from '../domain/dataset/sensitivity.ts';
import type { ModelId, RunId } from '../domain/ids.ts';
import { runId } from '../domain/ids.ts';
import type { Failure } from '../domain/plan/exchange.ts';
import type { ModelProfile } from '../domain/plan/model.ts';
import type { RunController } from '../runs/controller.ts';
import type { RunEvent } from '../runs/run-context.ts';
import { watch } from '../storage/watch.ts';
import type { Held, KeyWanted, NamedFailureGroup, RunsServices } from '../ui/runs/services.ts';
import type { Core } from './core.ts';
import type { ModelPool } from './model-pool.ts';
import { leavesDevice } from './leaves-device.ts';
import { DeviceNetwork } from './device-network.ts';
import { pageClock } from './page-clock.ts';
import { watchRunList } from './run-list.ts';

/** IndexedDB takes 32 bits. */
const largestLimit = 2 ** 32 - 1;

/** Runs under way in this tab: started here so that they go on from every screen. */
export class RunOffice {
  readonly #core: Core;
  readonly #pool: ModelPool;
  readonly network = new DeviceNetwork({
    get onLine() {
      return navigator.onLine;
    },
    events: window,
  });
  #controller: Promise<RunController> | null = null;
  readonly #held = new Map<RunId, Map<ModelId, HeldUntil>>();
  /** The key, or the want of one, with which a model was last refused. */
  readonly #refusedKeys = new Map<ModelId, string | undefined>();
  readonly #heldListeners = new Set<() => void>();

  constructor(core: Core, pool: ModelPool) {
    this.#core = core;
    this.#pool = pool;
  }

  /** The engine and the tasks are loaded when the first run needs them. */
  controller(): Promise<RunController> {
    return (this.#controller ??= this.#open());
  }

  /** Takes up what was running when the last tab closed. */
  async resumeInterrupted(): Promise<void> {
    if ((await this.#core.runs.inState('running')).length > 0)
      await (await this.controller()).resumeInterrupted();
  }

  keysWanted(models: readonly ModelProfile[]): KeyWanted[] {
    const { keys } = this.#core;
    return models.flatMap((model): KeyWanted[] => {
      if (this.#keyMissing(model)) return [{ model, why: 'missing' }];
      const refused =
        this.#refusedKeys.has(model.id) && this.#refusedKeys.get(model.id) === keys.get(model.id);
      return refused ? [{ model, why: keys.has(model.id) ? 'refused' : 'missing' }] : [];
    });
  }

  watchHeld(run: RunId) {
    return (onValue: (value: ReadonlyMap<ModelId, Held>) => void) => {
      const tell = () => {
        const now = Date.now();
        const held = [...(this.#held.get(run) ?? [])].filter(
          ([, { until, why }]) => until > now && !(why === 'offline' && !this.network.offline),
        );
        onValue(new Map(held.map(([model, { until, ...why }]) => [model, { ...why, ms: until - now }])));
      };
      this.#heldListeners.add(tell);
      const timer = setInterval(tell, 1000);
      tell();
      return () => {
        clearInterval(timer);
        this.#heldListeners.delete(tell);
      };
    };
  }

  #keyMissing(model: ModelProfile): boolean {
    return model.kind === 'openai-compatible' && model.needsKey && !this.#core.keys.has(model.id);
  }

  async #open(): Promise<RunController> {
    const { RunController } = await import('../runs/controller.ts');
    const { runs, datasets, images, database } = this.#core;
    const controller = new RunController({
      log: {
        append: (record) => runs.append(record),
        finishedKeys: (run) => runs.finishedKeys(run),
        failed: (run, limit) => runs.failed(run, limit),
      },
      cases: {
        samplesById: (dataset, ids) => datasets.samplesById(dataset, ids),
        image: (ref) => images.sent(ref),
      },
      ask: (model, request, signal, run) => this.#pool.ask(model, request, signal, run),
      clock: pageClock,
      network: {
        cutOff: (model) => this.network.offline && leavesDevice(model),
        change: (signal) => this.network.change(signal),
      },
      runs,
      exclusively: async (name, signal, work) => {
        await navigator.locks.request(name, { signal }, work);
      },
      newRunId: () => runId(crypto.randomUUID()),
      obstacle: async (model, plan) => {
        if (this.#keyMissing(model))
          return `It needs the key of ${model.name}, which is kept in memory only.`;
        const dataset = await datasets.get(plan.dataset);
        if (!dataset)
          return 'Its data set is no longer stored here. Undo its deletion, or import the same files again, and go on.';
        return leavesDevice(model) ? whyItStays(dataset) : null;
      },
      onEvent: (run, event) => this.#note(run, event),
    });
    watch(database, ['runs'], () => runs.list())((list) => controller.obey(list), console.error);
    watch(database, ['datasets'], () => controller.recheck())(() => undefined, console.error);
    return controller;
  }

  /** Keeps what a screen is told of and storage does not hold. */
  #note(run: RunId, event: RunEvent): void {
    if (event.kind === 'trial') return;
    const { id } = event.model;
    if (event.kind === 'halted') {
      if (event.failure.code === 'key') this.#refusedKeys.set(id, this.#core.keys.get(id));
      return;
    }
    const held = this.#held.get(run) ?? new Map<ModelId, HeldUntil>();
    this.#held.set(run, held);
    if (event.kind === 'held') {
      const { until, failure } = event;
      held.set(id, { until, why: whyHeld(failure), reason: failure.sentence });
    } else if (event.kind === 'offline') held.set(id, { until: Infinity, why: 'offline', reason: '' });
    else held.delete(id);
    for (const tell of this.#heldListeners) tell();
  }
}

/** With the time in milliseconds since the epoch. */
interface HeldUntil extends Omit<Held, 'ms'> {
  readonly until: number;
}

async function failureGroups({ runs, datasets }: Core, id: RunId): Promise<readonly NamedFailureGroup[]> {
  const run = await runs.get(id);
  const plan = run && (await runs.plan(run.plan));
  if (!plan) return [];
  const { FailureGroups } = await import('../runs/failure-groups.ts');
  const groups = new FailureGroups();
  await runs.eachFailed(id, (trial) => groups.add(trial));
  const list = groups.list();
  const named = [...new Set(list.flatMap(({ cases }) => cases))];
  const samples = await datasets.samplesById(plan.dataset, named);
  const names = new Map(samples.map(({ id: sample, name }) => [sample, name]));
  return list.map((group) => ({
    group,
    cases: group.cases.map((sample) => ({ sample, name: names.get(sample) ?? 'a case deleted since' })),
  }));
}

function whyHeld({ code }: Failure): Held['why'] {
  if (code === 'network') return 'out of reach';
  if (code === 'timeout') return 'no answer';
  if (code === 'unavailable') return 'no place';
  return code === 'unread' ? 'unread' : 'rate limit';
}

export function runsServicesOf(core: Core, office: RunOffice, pool: ModelPool): RunsServices {
  const { runs, datasets, blobs, models, prompts, database } = core;
  return {
    watchRuns: () => watchRunList(core),
    watchRun: (id) =>
      watch(database, ['runs', 'trials'], async () => {
        const run = await runs.get(id);
        const plan = run && (await runs.plan(run.plan));
        if (!plan) return null;
        const [progress, dataset, byModel] = await Promise.all([
          runs.progress(id),
          datasets.get(plan.dataset),
          Promise.all(
            plan.models.map(async (model) => [model.id, await runs.countOfModel(id, model.id)] as const),
          ),
        ]);
        return { run, plan, dataset, ...progress, finishedByModel: new Map(byModel) };
      }),
    watchFailures: (id) => watch(database, ['runs', 'trials'], () => failureGroups(core, id), 1000),
    datasets: () => datasets.list(),
    async cases(dataset) {
      const all = await datasets.samples(dataset, 0, largestLimit);
      return all.filter(({ hidden }) => hidden !== true);
    },
    sample: (dataset, id) => datasets.sample(dataset, id),
    async pictureBytes(sample) {
      const rows = await Promise.all(sample.images.map(({ blob }) => blobs.get(blob)));
      return rows.reduce((sum, row) => sum + (row?.bytes.byteLength ?? 0), 0);
    },
    models: () => models.list(),
    async fit(model, spec, dataset) {
      const fit = await pool.fit(model, spec, dataset.specialty);
      return { ...fit, obstacle: fit.obstacle ?? (leavesDevice(model) ? whyItStays(dataset) : null) };
    },
    ownPrompts: (task) => prompts.ofTask(task),
    savePrompt: (prompt) => prompts.put(prompt),
    async start(plan) {
      await runs.addPlan(plan);
      return (await office.controller()).start(plan);
    },
    pause: async (id) => (await office.controller()).pause(id),
    resume: async (id, retryFailed) => (await office.controller()).resume(id, { retryFailed }),
    cancel: async (id) => (await office.controller()).cancel(id),
    delete: (id) => runs.delete(id),
    keysWanted: (plan) => office.keysWanted(plan.models),
    setKey: (model, key) => core.keys.set(model, key),
    held: (run) => office.watchHeld(run),
    disbelieveOffline: () => office.network.disbelieve(),
  };
}
