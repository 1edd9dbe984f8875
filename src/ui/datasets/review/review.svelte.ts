import type { Dataset, Sample } from '../../../domain/dataset/dataset.ts';
import { identifiersIn, withoutIdentifiers, type Identifier } from '../../../domain/dataset/identifiers.ts';
import type { ReviewReason } from '../../../domain/dataset/review.ts';
import type { Box, ImageRef, ReportText } from '../../../domain/dataset/truth.ts';
import type { SampleId } from '../../../domain/ids.ts';
import type { ReviewServices } from './services.ts';

const pageSize = 100;
/** Findings that are kept to be shown; beyond it the person is told to begin with these. */
export const mostFindings = 2000;

/** A text that seems to hold identifiers. */
export interface TextFinding {
  readonly key: string;
  readonly sample: SampleId;
  readonly name: string;
  readonly part: 'text' | 'report';
  /** `findings`, `impression`, or the heading of another section. */
  readonly section: string;
  readonly text: string;
  readonly identifiers: readonly Identifier[];
  readonly decided: 'cut out' | 'kept' | null;
}

/** A picture that a person should look at: its file says so, text was seen in it, or it could not be searched. */
export interface PictureFinding {
  readonly key: string;
  readonly sample: Sample;
  readonly index: number;
  readonly reasons: readonly ReviewReason[];
  readonly boxes: readonly Box[];
  /** Why it could not be searched; null where it was. */
  readonly unsearched: string | null;
  readonly decided: 'blacked out' | 'kept' | null;
}

/** Pictures from the first on that fail one after the other, after which it is the search that does not work. */
const failuresInARow = 3;

export type Looked = 'not yet' | 'under way' | 'done';

/** A person's look through a data set: what was searched, what was found, what she decided of each. */
export class Review {
  readonly #services: ReviewServices;
  readonly #dataset: Dataset;
  readonly #now: () => number;
  texts = $state.raw<readonly TextFinding[]>([]);
  pictures = $state.raw<readonly PictureFinding[]>([]);
  textsLooked = $state<Looked>('not yet');
  picturesLooked = $state<Looked>('not yet');
  done = $state(0);
  tooMany = $state(false);
  failure = $state<string | null>(null);
  #searched = 0;
  #failed = 0;
  #stop: AbortController | null = null;

  constructor(services: ReviewServices, dataset: Dataset, now: () => number) {
    this.#services = services;
    this.#dataset = dataset;
    this.#now = now;
  }

  readonly undecided = $derived.by(
    () => [...this.texts, ...this.pictures].filter(({ decided }) => decided === null).length,
  );
  /** What keeps the review from being recorded, or null. */
  readonly obstacle = $derived.by(() => {
    if (this.textsLooked !== 'done') return 'Search the texts first.';
    if (this.picturesLooked !== 'done') return 'Look for text in the pictures first.';
    if (this.tooMany) return 'More was found than can be shown: decide on these, then search again.';
    if (this.undecided > 0) return `${String(this.undecided)} of what was found waits for your decision.`;
    return null;
  });

  async searchTexts(): Promise<void> {
    this.textsLooked = 'under way';
    const found: TextFinding[] = [];
    const whole = await this.#each((sample) => {
      found.push(...textFindings(sample));
      return Promise.resolve(found.length < mostFindings);
    });
    this.texts = found;
    if (whole === 'cut short') this.tooMany = true;
    this.textsLooked = whole === 'stopped' ? 'not yet' : 'done';
  }

  async searchPictures(): Promise<void> {
    this.picturesLooked = 'under way';
    this.#searched = 0;
    this.#failed = 0;
    const found: PictureFinding[] = [];
    const whole = await this.#each(async (sample, signal) => {
      for (const [index, image] of sample.images.entries()) {
        const { boxes, unsearched } = await this.#textIn(image, sample, signal);
        const reasons = image.review ?? [];
        if (boxes.length > 0 || reasons.length > 0 || unsearched !== null) {
          const key = `${sample.id}/${String(index)}`;
          found.push({ key, sample, index, reasons, boxes, unsearched, decided: null });
        }
      }
      // Until one could be searched, it may be the search that does not work, and not the pictures.
      if (this.#searched > 0) this.pictures = [...found];
      return found.length < mostFindings;
    });
    if (whole !== 'stopped') this.pictures = found;
    if (whole === 'cut short') this.tooMany = true;
    this.picturesLooked = whole === 'stopped' ? 'not yet' : 'done';
  }

  stop(): void {
    this.#stop?.abort();
  }

  keepText(key: string): void {
    this.texts = this.texts.map((each) => (each.key === key ? { ...each, decided: 'kept' } : each));
  }

  /** Answers whether it is cut out. */
  async cutOut(finding: TextFinding): Promise<boolean> {
    const { sample, part, section, identifiers } = finding;
    const replaced = (text: ReportText) =>
      withSection(text, section, (old) => withoutIdentifiers(old, identifiers));
    return this.#try(async () => {
      // No edit that could be taken back: what identifies a patient is to be gone.
      await this.#services.changeSample(this.#dataset.id, sample, (stored) => {
        if (part === 'text' && stored.text) return forgetting({ ...stored, text: replaced(stored.text) });
        const { report } = stored.truth;
        return report
          ? forgetting({ ...stored, truth: { ...stored.truth, report: replaced(report) } })
          : stored;
      });
      this.texts = this.texts.map((each) =>
        each.key === finding.key ? { ...each, decided: 'cut out' } : each,
      );
    });
  }

  /** Ends at the first that cannot be stored: the others would fail alike, or hide why. */
  async cutOutAll(): Promise<void> {
    for (const finding of this.texts.filter(({ decided }) => decided === null)) {
      if (!(await this.cutOut(finding))) return;
    }
  }

  keepPicture(key: string): void {
    this.pictures = this.pictures.map((each) => (each.key === key ? { ...each, decided: 'kept' } : each));
  }

  setBoxes(key: string, boxes: readonly Box[]): void {
    this.pictures = this.pictures.map((each) => (each.key === key ? { ...each, boxes } : each));
  }

  async blackOut(finding: PictureFinding): Promise<void> {
    await this.#try(async () => {
      const sample = await this.#services.blackOut(finding.sample, finding.index, finding.boxes);
      if (sample === null) throw new Error('The case is no longer stored here.');
      this.pictures = this.pictures.map((each) => {
        if (each.sample.id !== sample.id) return each;
        return each.key === finding.key ? { ...each, sample, decided: 'blacked out' } : { ...each, sample };
      });
    });
  }

  /** Records that the data set was looked through, and what was done. */
  async record(): Promise<void> {
    const count = (list: readonly { readonly decided: string | null }[], decided: string) =>
      String(list.filter((each) => each.decided === decided).length);
    const words = [
      `texts of ${String(this.#dataset.sampleCount)} cases searched: ${count(this.texts, 'cut out')} cut out, ${count(this.texts, 'kept')} kept`,
      `${String(this.#searched)} pictures searched for text: ${count(this.pictures, 'blacked out')} blacked out, ${count(this.pictures, 'kept')} kept as they are`,
      ...(this.#failed > 0 ? [`not searchable, looked at by eye: ${String(this.#failed)}`] : []),
    ];
    const review = { at: this.#now(), caseCount: this.#dataset.sampleCount, words };
    await this.#try(() => this.#services.setSensitivity(this.#dataset.id, { kind: 'private', review }));
  }

  /** One picture that cannot be read is for the person to look at; throws where none can be searched. */
  async #textIn(
    image: ImageRef,
    { name }: Sample,
    signal: AbortSignal,
  ): Promise<Pick<PictureFinding, 'boxes' | 'unsearched'>> {
    try {
      const boxes = await this.#services.findText(image, signal);
      this.#searched += 1;
      return { boxes, unsearched: null };
    } catch (error) {
      signal.throwIfAborted();
      this.#failed += 1;
      const unsearched = error instanceof Error ? error.message : String(error);
      if (this.#searched === 0 && this.#failed >= failuresInARow)
        throw new Error(`The pictures cannot be searched. The last was of the case ${name}: ${unsearched}`, {
          cause: error,
        });
      return { boxes: [], unsearched };
    }
  }

  /** Goes through all cases until `look` says that it is enough. */
  async #each(
    look: (sample: Sample, signal: AbortSignal) => Promise<boolean>,
  ): Promise<'whole' | 'cut short' | 'stopped'> {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.done = 0;
    this.failure = null;
    try {
      for (let offset = 0; ; offset += pageSize) {
        const samples = await this.#services.samples(this.#dataset.id, offset, pageSize);
        for (const sample of samples) {
          signal.throwIfAborted();
          if (!(await look(sample, signal))) return 'cut short';
          this.done += 1;
        }
        if (samples.length < pageSize) return 'whole';
      }
    } catch (error) {
      if (!signal.aborted) this.failure = error instanceof Error ? error.message : String(error);
      return 'stopped';
    }
  }

  /** Answers whether it worked; says why not in `failure`. */
  async #try(work: () => Promise<void>): Promise<boolean> {
    this.failure = null;
    try {
      await work();
      return true;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
      return false;
    }
  }
}

function textFindings(sample: Sample): TextFinding[] {
  const parts = [
    ['text', sample.text],
    ['report', sample.truth.report],
  ] as const;
  return parts.flatMap(([part, value]) =>
    sectionsOf(value).flatMap(([section, text]) => {
      const identifiers = identifiersIn(text);
      if (identifiers.length === 0) return [];
      const key = `${sample.id}/${part}/${section}`;
      return [{ key, sample: sample.id, name: sample.name, part, section, text, identifiers, decided: null }];
    }),
  );
}

/** Every section of a report with its name. */
function sectionsOf(report: ReportText | undefined): readonly (readonly [section: string, text: string])[] {
  if (report === undefined) return [];
  const { findings, impression, others } = report;
  return [
    ...(findings === undefined ? [] : [['findings', findings] as const]),
    ...(impression === undefined ? [] : [['impression', impression] as const]),
    ...(others ?? []).map(({ heading, text }) => [heading, text] as const),
  ];
}

function withSection(report: ReportText, section: string, change: (text: string) => string): ReportText {
  if (section === 'findings' || section === 'impression')
    return { ...report, [section]: change(report[section] ?? '') };
  const others = report.others?.map((each) =>
    each.heading === section ? { ...each, text: change(each.text) } : each,
  );
  return { ...report, ...(others !== undefined && { others }) };
}

/** Edits remember what stood there before: of texts they must not. */
function forgetting(sample: Sample): Sample {
  const { edits, ...rest } = sample;
  if (edits === undefined) return rest;
  const kept = edits.map(({ before: { text: _text, truth, ...before }, ...edit }) => {
    const { report: _report, ...others } = truth ?? {};
    return { ...edit, before: { ...before, ...(truth && { truth: others }) } };
  });
  return { ...rest, edits: kept };
}
