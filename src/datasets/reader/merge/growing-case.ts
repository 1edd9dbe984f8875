import type { AttributeValue, Split } from '../../../domain/dataset/dataset.ts';
import type { ReportText, Truth } from '../../../domain/dataset/truth.ts';
import { canonicalJson } from '../../../domain/plan/identity.ts';
import type { CaseDraft, Origin } from '../reading.ts';

type Image = CaseDraft['images'][number];

/**
 * One case, growing by what the sources say of it. Lists are joined: of labels only those of one file, since two files that label the
 * same case must agree. What two sources say must be the same; what one says, holds.
 */
export class GrowingCase {
  readonly name: string;
  readonly from: Origin | undefined;
  #key: string | undefined;
  #split: Split = 'none';
  #group: string | undefined;
  #text: ReportText | undefined;
  #report: ReportText | undefined;
  readonly #attributes = new Map<string, AttributeValue>();
  readonly #images = new Map<string, Image>();
  /** The picture on which boxes, masks and points are drawn. */
  #drawnOn: string | undefined;
  /** Labels by the file that names them; `undefined` where the drafts do not say where they come from. */
  readonly #labels = new Map<string | undefined, Set<string>>();
  readonly #parts: CaseDraft[] = [];

  constructor(draft: CaseDraft) {
    this.name = draft.name;
    this.from = draft.from;
    this.absorb(draft);
  }

  get key(): string | undefined {
    return this.#key;
  }

  get parts(): readonly CaseDraft[] {
    return this.#parts;
  }

  get split(): Split {
    return this.#split;
  }

  /** Whether questions are all that is said of it. */
  get isAsked(): boolean {
    return this.#parts.every(isAsked);
  }

  /** What the draft says otherwise than the case so far (split, labels, “age” ...), or null. */
  contradiction({ split, group, truth, attributes, images, ...draft }: CaseDraft): string | null {
    if (split !== 'none' && this.#split !== 'none' && split !== this.#split) return 'split';
    if (group !== undefined && this.#group !== undefined && group !== this.#group) return 'group';
    for (const section of ['findings', 'impression'] as const) {
      const [one, other] = [this.#report?.[section], truth.report?.[section]];
      if (one !== undefined && other !== undefined && plain(one) !== plain(other)) return section;
    }
    for (const [name, value] of Object.entries(attributes)) {
      const before = this.#attributes.get(name);
      if (before !== undefined && before !== value) return `“${name}”`;
    }
    const first = images[0]?.path;
    const drawn = isDrawnOn({ ...draft, truth });
    if (drawn && this.#drawnOn !== undefined && first !== this.#drawnOn)
      return 'picture that the truth is drawn on';
    return null;
  }

  absorb(draft: CaseDraft): void {
    const { split, group, truth, text, attributes, images, key, from } = draft;
    this.#parts.push(draft);
    this.#key ??= key;
    if (this.#split === 'none') this.#split = split;
    this.#group ??= group;
    this.#text = mergedText(this.#text, text);
    this.#report = mergedText(this.#report, truth.report);
    for (const [name, value] of Object.entries(attributes)) this.#attributes.set(name, value);
    for (const image of images) this.#images.set(image.path, { ...image, ...this.#images.get(image.path) });
    if (isDrawnOn(draft)) this.#drawnOn ??= images[0]?.path;
    if (truth.labels !== undefined) {
      const labels = this.#labels.get(from?.file) ?? new Set();
      for (const label of truth.labels) labels.add(label);
      this.#labels.set(from?.file, labels);
    }
  }

  /** `labels.csv and annotations.json` where the labels of two files differ. */
  disagreement(): string | null {
    const [first, ...others] = [...this.#labels];
    if (first === undefined) return null;
    const other = others.find(([, labels]) => !sameMembers(labels, first[1]));
    return other === undefined ? null : `${first[0] ?? 'one source'} and ${other[0] ?? 'another source'}`;
  }

  draft(): CaseDraft {
    const parts = this.#parts;
    const drawings = parts.flatMap((part) => part.drawings ?? []);
    const drawnOn = this.#drawnOn === undefined ? undefined : this.#images.get(this.#drawnOn);
    const images = [...this.#images.values()];
    return {
      name: this.name,
      ...(this.#key !== undefined && { key: this.#key }),
      ...(this.from !== undefined && { from: this.from }),
      images: drawnOn === undefined ? images : [drawnOn, ...images.filter((image) => image !== drawnOn)],
      ...(this.#text !== undefined && !this.#isAnswer(images) && { text: this.#text }),
      truth: this.#truth(),
      maskFiles: unique(parts.flatMap(({ maskFiles }) => maskFiles)),
      ...(drawings.length > 0 && { drawings }),
      split: this.#split,
      ...(this.#group !== undefined && { group: this.#group }),
      attributes: Object.fromEntries(this.#attributes),
    };
  }

  /** Findings are given to a model where they are all there is; beside a picture, they are what it is asked for. */
  #isAnswer(images: readonly Image[]): boolean {
    return (
      images.length > 0 &&
      this.#report?.findings !== undefined &&
      this.#text?.findings === this.#report.findings
    );
  }

  #truth(): Truth {
    const truths = this.#parts.map(({ truth }) => truth);
    const labels =
      this.#labels.size === 0
        ? undefined
        : [...new Set([...this.#labels.values()].flatMap((set) => [...set]))];
    const boxes = joined(truths.map((truth) => truth.boxes));
    const masks = joined(truths.map((truth) => truth.masks));
    const points = joined(truths.map((truth) => truth.points));
    const regions = joined(truths.map((truth) => truth.regions));
    const findings = joined(truths.map((truth) => truth.findings));
    const questions = joined(truths.map((truth) => truth.questions));
    return {
      ...(labels !== undefined && { labels }),
      ...(boxes !== undefined && { boxes }),
      ...(masks !== undefined && { masks }),
      ...(points !== undefined && { points }),
      ...(regions !== undefined && { regions: unique(regions) }),
      ...(findings !== undefined && { findings: unique(findings) }),
      ...(questions !== undefined && { questions: unique(questions) }),
      ...(this.#report !== undefined && { report: this.#report }),
    };
  }
}

/** Whether a draft asks questions, and says nothing else of the case. */
export const isAsked = ({ truth, maskFiles, drawings = [] }: CaseDraft): boolean =>
  maskFiles.length === 0 &&
  drawings.length === 0 &&
  truth.questions !== undefined &&
  Object.entries(truth).every(([part, said]) => part === 'questions' || said === undefined);

const isDrawnOn = ({
  truth,
  maskFiles,
  drawings = [],
}: Pick<CaseDraft, 'truth' | 'maskFiles' | 'drawings'>): boolean =>
  [truth.boxes, truth.masks, truth.points, maskFiles, drawings].some((drawn) => (drawn ?? []).length > 0);

const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim();

const mergedText = (a: ReportText | undefined, b: ReportText | undefined): ReportText | undefined =>
  a === undefined ? b : b === undefined ? a : { ...b, ...a };

/** Undefined is unknown, an empty list is none: together with an empty list, the unknown is none. */
function joined<Item>(lists: readonly (readonly Item[] | undefined)[]): readonly Item[] | undefined {
  const known = lists.filter((list) => list !== undefined);
  return known.length === 0 ? undefined : known.flat();
}

/** The items that differ in what they say. */
function unique<Item>(items: readonly Item[]): readonly Item[] {
  if (items.length < 2) return items;
  const byText = new Map<string, Item>();
  for (const item of items) {
    const text = canonicalJson(item);
    if (!byText.has(text)) byText.set(text, item);
  }
  return [...byText.values()];
}

const sameMembers = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((member) => b.has(member));
