import type { ModelId } from '../../domain/ids.ts';

/** Keys by model, in memory alone: never stored, never part of JSON, gone when the tab closes. */
export class KeyRing {
  readonly #keys = new Map<ModelId, string>();

  get(model: ModelId): string | undefined {
    return this.#keys.get(model);
  }

  set(model: ModelId, key: string): void {
    this.#keys.set(model, key);
  }

  has(model: ModelId): boolean {
    return this.#keys.has(model);
  }

  forget(model: ModelId): void {
    this.#keys.delete(model);
  }
}
