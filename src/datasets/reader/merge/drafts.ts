import { figures } from '../../figures.ts';
import type { RefusedFile } from '../../../domain/dataset/dataset.ts';
import { originInWords, type CaseDraft } from '../reading.ts';
import { GrowingCase, isAsked } from './growing-case.ts';

/**
 * Makes one case of all drafts that share a picture or a key, in the order in which the cases first appear. Drafts that contradict
 * one another leave the case out: the refusal names both places. Cases that happen to have the same name get different ones.
 *
 * A picture of which questions are asked in several splits (VQA-RAD) is a case in each, of one group: a question's split is its own.
 */
export function mergeDrafts(drafts: Iterable<CaseDraft>): {
  readonly cases: CaseDraft[];
  readonly refused: readonly RefusedFile[];
} {
  const merging = new Merging();
  for (const draft of drafts) merging.add(draft);
  return merging.finish();
}

interface Entry {
  readonly growing: GrowingCase;
  state: 'whole' | 'spoilt' | 'merged away';
}

class Merging {
  readonly #entries: Entry[] = [];
  /** Several only where the questions of a picture have different splits. */
  readonly #byPicture = new Map<string, Entry[]>();
  readonly #byKey = new Map<string, Entry>();
  readonly #refused: RefusedFile[] = [];

  add(draft: CaseDraft): void {
    const [first, ...others] = this.#entriesOf(draft).sort(
      (a, b) => b.growing.parts.length - a.growing.parts.length,
    );
    if (first === undefined) {
      const entry: Entry = { growing: new GrowingCase(draft), state: 'whole' };
      this.#entries.push(entry);
      this.#remember(draft, entry);
      return;
    }
    // What belongs to two cases shows that they are one.
    for (const other of others) {
      if (other.state === 'spoilt') first.state = 'spoilt';
      other.state = 'merged away';
      for (const part of other.growing.parts) this.#join(first, part);
    }
    this.#join(first, draft);
  }

  finish(): { readonly cases: CaseDraft[]; readonly refused: readonly RefusedFile[] } {
    const taken = new Set<string>();
    const cases: CaseDraft[] = [];
    const disagreeing = new Map<string, string[]>();
    for (const { growing, state } of this.#entries) {
      if (state !== 'whole') continue;
      const files = growing.disagreement();
      if (files === null) cases.push({ ...this.#grouped(growing), name: freeName(growing.name, taken) });
      else if (disagreeing.get(files)?.push(growing.name) === undefined)
        disagreeing.set(files, [growing.name]);
    }
    return { cases, refused: [...this.#refused, ...[...disagreeing].map(labelsDiffer)] };
  }

  #grouped(growing: GrowingCase): CaseDraft {
    const draft = growing.draft();
    const picture = draft.images[0]?.path;
    const isOneOfSeveral = (this.#byPicture.get(picture ?? '')?.length ?? 0) > 1;
    return isOneOfSeveral && draft.group === undefined && picture !== undefined
      ? { ...draft, group: picture }
      : draft;
  }

  #entriesOf(draft: CaseDraft): Entry[] {
    const { images, key, split } = draft;
    const found = new Set<Entry>();
    const byKey = key === undefined ? undefined : this.#byKey.get(key);
    if (byKey !== undefined) found.add(byKey);
    for (const { path } of images) {
      const entries = this.#byPicture.get(path) ?? [];
      const isOther = ({ growing }: Entry) =>
        split !== 'none' && growing.split !== 'none' && growing.split !== split && growing.isAsked;
      const entry = isAsked(draft) ? entries.find((each) => !isOther(each)) : entries[0];
      if (entry !== undefined) found.add(entry);
    }
    return [...found];
  }

  #join(entry: Entry, draft: CaseDraft): void {
    const about = entry.growing.contradiction(draft);
    if (about !== null && entry.state === 'whole') {
      this.#refused.push(contradiction(entry.growing, draft, about));
      entry.state = 'spoilt';
    }
    if (entry.state === 'whole') entry.growing.absorb(draft);
    // Of a spoilt case too: what other sources say of its pictures makes no case of its own.
    this.#remember(draft, entry);
  }

  #remember({ images, key }: CaseDraft, entry: Entry): void {
    for (const { path } of images) {
      const entries = (this.#byPicture.get(path) ?? []).filter(({ state }) => state !== 'merged away');
      if (!entries.includes(entry)) entries.push(entry);
      this.#byPicture.set(path, entries);
    }
    if (key !== undefined) this.#byKey.set(key, entry);
  }
}

function contradiction(growing: GrowingCase, draft: CaseDraft, about: string): RefusedFile {
  const { from: there } = growing;
  const { from: here } = draft;
  const sameFile = there?.place !== undefined && there.file === here?.file;
  const before = sameFile ? there.place : there === undefined ? 'another source' : originInWords(there);
  return {
    path: here === undefined ? draft.name : originInWords(here),
    reason: `${before} says something else about the ${about} of “${growing.name}”`,
    remedy: sameFile
      ? 'Make the rows agree, or ignore that column.'
      : 'Make the two agree, or leave one of them out.',
  };
}

/** In one line for all cases: two files that mean different things by a label do so everywhere. */
const labelsDiffer = ([files, names]: readonly [string, readonly string[]]): RefusedFile => ({
  path: files,
  reason: `they give different labels to ${names.length === 1 ? '' : `${figures(names.length)} cases, the first `}“${names[0] ?? ''}”`,
  remedy: 'Make them agree, ignore the labels of one, or leave one of the files out.',
});

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n += 1) free = `${name} (${n})`;
  taken.add(free);
  return free;
}
