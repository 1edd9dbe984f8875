import type { PlanId } from '../domain/ids.ts';
import type { Run } from '../domain/plan/plan.ts';
import { watch } from '../storage/watch.ts';
import type { Watch } from '../storage/watch.ts';
import type { Core } from './core.ts';

export interface ListedRun {
  readonly run: Run;
  readonly answered: number;
  readonly failed: number;
  /** Names of its models. */
  readonly models: readonly string[];
}

/** The runs with how far they are. A plan does not change, and is long: of each, the models are read once. */
export function watchRunList({ runs, database }: Core): Watch<readonly ListedRun[]> {
  const known = new Map<PlanId, readonly string[]>();
  const modelsOf = async (id: PlanId): Promise<readonly string[]> => {
    const models = known.get(id) ?? ((await runs.plan(id))?.models ?? []).map(({ name }) => name);
    known.set(id, models);
    return models;
  };
  return watch(database, ['runs', 'trials'], async () => {
    const list = await runs.list();
    return Promise.all(
      list.map(async (run) => {
        const [progress, models] = await Promise.all([runs.progress(run.id), modelsOf(run.plan)]);
        return { run, models, ...progress };
      }),
    );
  });
}
