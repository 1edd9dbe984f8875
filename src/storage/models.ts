import type { ModelId } from '../domain/ids.ts';
import type { ModelProfile } from '../domain/plan/model.ts';
import type { PromptTemplate } from '../domain/task/prompt.ts';
import type { TaskId } from '../domain/task/task-id.ts';
import type { ReadingRoomDatabase } from './database.ts';
import { rethrowStorageError } from './errors.ts';

export class ModelRepository {
  readonly #database: ReadingRoomDatabase;

  constructor(database: ReadingRoomDatabase) {
    this.#database = database;
  }

  /** In the order in which they were added. */
  async list(): Promise<ModelProfile[]> {
    return this.#database.models.orderBy('addedAt').toArray();
  }

  async get(id: ModelId): Promise<ModelProfile | null> {
    return (await this.#database.models.get(id)) ?? null;
  }

  async put(profile: ModelProfile): Promise<void> {
    await this.#database.models.put(profile).catch(rethrowStorageError);
  }

  async delete(id: ModelId): Promise<void> {
    await this.#database.models.delete(id);
  }
}

/** Prompts that the person wrote; the ones that come with a task stand in the domain. */
export class PromptRepository {
  readonly #database: ReadingRoomDatabase;

  constructor(database: ReadingRoomDatabase) {
    this.#database = database;
  }

  async ofTask(task: TaskId): Promise<PromptTemplate[]> {
    return this.#database.prompts.where('task').equals(task).toArray();
  }

  async put(prompt: PromptTemplate): Promise<void> {
    await this.#database.prompts.put(prompt).catch(rethrowStorageError);
  }
}
