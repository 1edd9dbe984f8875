import { modelId } from '../domain/ids.ts';
import type { ModelId } from '../domain/ids.ts';
import { isPassedOn } from '../domain/plan/whereabouts.ts';
import { watch } from '../storage/watch.ts';
import type { ModelServices } from '../ui/models/services.ts';
import type { Core } from './core.ts';
import type { ModelPool } from './model-pool.ts';

export function modelServicesOf(core: Core, pool: ModelPool): ModelServices {
  const { database, models, runs, keys, settings, door } = core;
  const keyListeners = new Set<() => void>();
  const tellKeys = () => keyListeners.forEach((tell) => tell());
  return {
    watchModels: watch(database, ['models'], () => models.list()),
    watchModel: (id) => watch(database, ['models'], () => models.get(id)),
    put: (profile) => models.put(profile),
    async delete(id) {
      await models.delete(id);
      keys.forget(id);
      tellKeys();
    },
    async countRuns(id) {
      const list = await runs.list();
      const plans = await Promise.all(list.map(({ plan }) => runs.plan(plan)));
      return plans.filter((plan) => plan?.models.some((model) => model.id === id)).length;
    },
    newId: () => modelId(crypto.randomUUID()),
    now: () => Date.now(),
    async card(profile) {
      const [{ readCard }, file] = await Promise.all([
        import('../models/onnx/card.ts'),
        pool.modelFile(profile),
      ]);
      return readCard(file, await pool.weightsSize(profile, file.file));
    },
    webGpuAdapter,
    watchKeys(onValue) {
      const tell = () => {
        void models
          .list()
          .then((list) => onValue(new Set<ModelId>(list.map(({ id }) => id).filter((id) => keys.has(id)))));
      };
      keyListeners.add(tell);
      tell();
      return () => keyListeners.delete(tell);
    },
    setKey(id, key) {
      keys.set(id, key);
      tellKeys();
    },
    forgetKey(id) {
      keys.forget(id);
      tellKeys();
    },
    key: (id) => keys.get(id) ?? null,
    watchLocalOnly: watch(database, ['settings'], async () => (await settings.read()).localOnly),
    async testConnection(draft, key, onSteps, signal) {
      const { testConnection } = await import('../models/cloud/test-connection.ts');
      const host = URL.canParse(draft.address) ? new URL(draft.address).host : draft.address;
      const purpose = {
        kind: 'test connection',
        what: `${draft.model || 'list of models'} at ${host}`,
        passedOn: isPassedOn(draft.model),
      } as const;
      return testConnection(
        draft,
        {
          fetch: (url, init) => door.fetch(url, init, purpose),
          key,
          now: () => performance.timeOrigin + performance.now(),
          page: location.origin,
        },
        onSteps,
        signal,
      );
    },
  };
}

/** Words for the adapter that the browser offers, or null. */
async function webGpuAdapter(): Promise<string | null> {
  if (!('gpu' in navigator)) return null;
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) return null;
  const { description, device, vendor, architecture } = adapter.info;
  return [description || device || vendor, architecture].filter(Boolean).join(' ') || 'WebGPU adapter';
}
