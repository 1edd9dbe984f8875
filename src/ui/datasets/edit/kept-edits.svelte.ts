import { createContext } from 'svelte';
import type { Sample } from '../../../domain/dataset/dataset.ts';
import type { CaseEditor } from './case-editor.svelte.ts';

/** A case whose screen was left while some of its changes were not stored. */
interface KeptEdit {
  readonly sample: Pick<Sample, 'id' | 'dataset' | 'name'>;
  readonly editor: CaseEditor;
}

/** Changes that could not be stored (a full disk) outlive the screen on which they were made, until they are, or are left. */
export class KeptEdits {
  #kept = $state.raw<readonly KeptEdit[]>([]);

  /** Those of cases that are not open. */
  get unstored(): readonly KeptEdit[] {
    return this.#kept.filter(({ editor }) => editor.unstored.length > 0);
  }

  /** Closing the page would lose some. */
  get isUnsaved(): boolean {
    return this.#kept.some(({ editor }) => editor.isUnsaved);
  }

  /** The editor of a case whose screen opens: the one with what is not stored yet, else a new one. */
  open(sample: Sample, begin: () => CaseEditor): CaseEditor {
    const kept = this.#kept.find((each) => isOf(each, sample));
    this.#kept = this.#kept.filter((each) => each !== kept);
    return kept?.editor ?? begin();
  }

  /** The screen of a case is left. */
  close(sample: Sample, editor: CaseEditor): void {
    const others = this.#kept.filter((each) => each.editor.isUnsaved && !isOf(each, sample));
    this.#kept = editor.isUnsaved ? [...others, { sample, editor }] : others;
  }
}

const isOf = ({ sample: { id, dataset } }: KeptEdit, sample: Sample): boolean =>
  id === sample.id && dataset === sample.dataset;

export const [keptEdits, provideKeptEdits] = createContext<KeptEdits>();
