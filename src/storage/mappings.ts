import type { KeptMapping } from '../domain/dataset/table-mapping.ts';
import type { ReadingRoomDatabase } from './database.ts';
import { rethrowStorageError } from './errors.ts';

/** What columns of tables mean, as a person kept it: one mapping a name. */
export class MappingRepository {
  readonly #database: ReadingRoomDatabase;

  constructor(database: ReadingRoomDatabase) {
    this.#database = database;
  }

  /** The latest first. */
  async list(): Promise<KeptMapping[]> {
    const rows = await this.#database.mappings.toArray();
    return rows.toSorted((a, b) => b.keptAt - a.keptAt);
  }

  /** Replaces one of the same name. */
  async put(mapping: KeptMapping): Promise<void> {
    await this.#database.mappings.put(mapping).catch(rethrowStorageError);
  }

  /** False, and nothing is stored, where the name is taken. */
  async add(mapping: KeptMapping): Promise<boolean> {
    const { mappings } = this.#database;
    return this.#database
      .transaction('rw', mappings, async () => {
        if ((await mappings.get(mapping.recipe.name)) !== undefined) return false;
        await mappings.add(mapping);
        return true;
      })
      .catch(rethrowStorageError);
  }

  /** False, and nothing changes, where the new name is taken or the mapping is gone. */
  async rename(from: string, to: string): Promise<boolean> {
    const { mappings } = this.#database;
    return this.#database
      .transaction('rw', mappings, async () => {
        const mapping = await mappings.get(from);
        if (mapping === undefined || (await mappings.get(to)) !== undefined) return false;
        await mappings.delete(from);
        await mappings.add({ ...mapping, recipe: { ...mapping.recipe, name: to } });
        return true;
      })
      .catch(rethrowStorageError);
  }

  async delete(name: string): Promise<void> {
    await this.#database.mappings.delete(name);
  }
}
