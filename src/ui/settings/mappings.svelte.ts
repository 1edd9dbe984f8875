import type { KeptMapping, TableRecipe } from '../../domain/dataset/table-mapping.ts';
import type { MappingServices } from './services.ts';

/** What went wrong last, and what to do. */
interface Failure {
  readonly title: string;
  readonly text: string;
}

/** The kept mappings of tables: added from files, renamed, deleted with a way back. */
export class MappingsDesk {
  readonly #services: MappingServices;
  readonly #now: () => number;
  failure = $state.raw<Failure | null>(null);
  /** The last that was deleted while this screen is open. */
  deleted = $state.raw<KeptMapping | null>(null);
  /** Of a file, whose name is taken: asked before it takes the other's place. */
  asking = $state.raw<TableRecipe | null>(null);
  /** What was done last, to be said. */
  done = $state<string | null>(null);

  constructor(services: MappingServices, now: () => number = () => Date.now()) {
    this.#services = services;
    this.#now = now;
  }

  async addFile(file: File): Promise<void> {
    await this.#try(`“${file.name}” was not added.`, async () => {
      const read = await this.#services.read(file);
      if (read.kind === 'refused') {
        this.failure = {
          title: `“${file.name}” was not added.`,
          text: `${read.reason}. ${read.remedy}`,
        };
      } else if (await this.#services.add({ keptAt: this.#now(), recipe: read.recipe })) {
        this.done = `“${read.recipe.name}” was added.`;
      } else this.asking = read.recipe;
    });
  }

  /** The file that was asked about takes the place of the mapping of its name. */
  async replace(): Promise<void> {
    const recipe = this.asking;
    this.asking = null;
    if (recipe === null) return;
    await this.#try(`“${recipe.name}” was not replaced.`, async () => {
      await this.#services.put({ keptAt: this.#now(), recipe });
      this.done = `“${recipe.name}” was replaced.`;
    });
  }

  /** False where the name stays as it was; then a failure says why. */
  async rename(from: string, to: string): Promise<boolean> {
    const name = to.trim();
    if (name === from) return true;
    let renamed = false;
    await this.#try('It was not renamed.', async () => {
      if (name === '') this.failure = { title: 'It was not renamed.', text: 'Give it a name.' };
      else if (await this.#services.rename(from, name)) renamed = true;
      else
        this.failure = {
          title: 'It was not renamed.',
          text: `“${name}” is the name of another mapping, or “${from}” was deleted meanwhile. Choose another name.`,
        };
    });
    return renamed;
  }

  async delete(mapping: KeptMapping): Promise<void> {
    await this.#try('It was not deleted.', async () => {
      await this.#services.delete(mapping.recipe.name);
      this.deleted = mapping;
    });
  }

  async bringBack(): Promise<void> {
    const mapping = this.deleted;
    if (mapping === null) return;
    await this.#try('It was not brought back.', async () => {
      if (await this.#services.add(mapping)) this.deleted = null;
      else
        this.failure = {
          title: 'It was not brought back.',
          text: `Another mapping is called “${mapping.recipe.name}” now. Rename that one first.`,
        };
    });
  }

  async #try(title: string, work: () => Promise<void>): Promise<void> {
    this.failure = null;
    this.done = null;
    try {
      await work();
    } catch (error) {
      this.failure = { title, text: error instanceof Error ? error.message : String(error) };
    }
  }
}
