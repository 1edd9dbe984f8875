import { SvelteSet } from 'svelte/reactivity';
import type { SampleId } from '../../../domain/ids.ts';

/** Cases that a person picks one by one. */
export class CasePicks {
  on = $state(false);
  readonly ids = new SvelteSet<SampleId>();

  toggle(id: SampleId): void {
    if (!this.ids.delete(id)) this.ids.add(id);
  }

  toggleMode(): void {
    this.on = !this.on;
    if (!this.on) this.ids.clear();
  }

  clear(): void {
    this.ids.clear();
    this.on = false;
  }
}
