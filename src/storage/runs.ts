import { Dexie } from 'dexie';
import type { ModelId, PlanId, RunId, TrialKey } from '../domain/ids.ts';
import type { Plan, Run, RunState, TrialRecord } from '../domain/plan/plan.ts';
import type { ReadingRoomDatabase } from './database.ts';
import { rethrowStorageError } from './errors.ts';
import { GroupCommit } from './group-commit.ts';

export interface RunProgress {
  readonly answered: number;
  readonly failed: number;
}

/** Plans, runs, and the log of trials. */
export class RunRepository {
  readonly #database: ReadingRoomDatabase;
  readonly #log: GroupCommit<TrialRecord>;

  constructor(database: ReadingRoomDatabase) {
    this.#database = database;
    this.#log = new GroupCommit(async (records) => {
      await database.trials.bulkPut(records).catch(rethrowStorageError);
    });
  }

  async addPlan(plan: Plan): Promise<void> {
    await this.#database.plans.put(plan).catch(rethrowStorageError);
  }

  async plan(id: PlanId): Promise<Plan | null> {
    return (await this.#database.plans.get(id)) ?? null;
  }

  /** Newest first. */
  async list(): Promise<Run[]> {
    return this.#database.runs.orderBy('createdAt').reverse().toArray();
  }

  async get(id: RunId): Promise<Run | null> {
    return (await this.#database.runs.get(id)) ?? null;
  }

  async inState(state: RunState): Promise<Run[]> {
    return this.#database.runs.where('state').equals(state).toArray();
  }

  async put(run: Run): Promise<void> {
    await this.#database.runs.put(run).catch(rethrowStorageError);
  }

  async delete(id: RunId): Promise<void> {
    const { runs, trials, plans } = this.#database;
    await this.#database.transaction('rw', [runs, trials, plans], async () => {
      const run = await runs.get(id);
      await trials.where('[run+key]').between([id, Dexie.minKey], [id, Dexie.maxKey]).delete();
      await runs.delete(id);
      if (run && (await runs.where('plan').equals(run.plan).count()) === 0) await plans.delete(run.plan);
    });
  }

  /** Resolves when the trial is stored. Trials that come one after the other share a transaction. */
  async append(record: TrialRecord): Promise<void> {
    await this.#log.add(record);
  }

  /** Keys of the trials that have come to an end, failed ones included. */
  async finishedKeys(run: RunId): Promise<Set<TrialKey>> {
    const keys = await this.#database.trials
      .where('[run+key]')
      .between([run, Dexie.minKey], [run, Dexie.maxKey])
      .primaryKeys();
    return new Set(keys.map(([, key]) => key));
  }

  async progress(run: RunId): Promise<RunProgress> {
    const count = (state: TrialRecord['state']) =>
      this.#database.trials.where('[run+state]').equals([run, state]).count();
    const [answered, failed] = await Promise.all([count('answered'), count('failed')]);
    return { answered, failed };
  }

  async failed(run: RunId, limit: number): Promise<TrialRecord[]> {
    return this.#database.trials.where('[run+state]').equals([run, 'failed']).limit(limit).toArray();
  }

  /** Tells the failed trials one by one: they need not be in memory together. */
  async eachFailed(run: RunId, visit: (record: TrialRecord) => void): Promise<void> {
    await this.#database.trials.where('[run+state]').equals([run, 'failed']).each(visit);
  }

  async countOfModel(run: RunId, model: ModelId): Promise<number> {
    return this.#database.trials.where('[run+model]').equals([run, model]).count();
  }

  async trials(run: RunId): Promise<TrialRecord[]> {
    return this.#database.trials
      .where('[run+key]')
      .between([run, Dexie.minKey], [run, Dexie.maxKey])
      .toArray();
  }

  /** How many runs use each data set's plans: a data set in use says so before it is deleted. */
  async runsOfDataset(dataset: string): Promise<Run[]> {
    const plans = await this.#database.plans.where('dataset').equals(dataset).primaryKeys();
    return this.#database.runs.where('plan').anyOf(plans).toArray();
  }
}
