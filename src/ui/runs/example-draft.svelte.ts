import type { Sample, Split } from '../../domain/dataset/dataset.ts';
import { drawExamples, exampleCandidates } from '../../domain/plan/examples.ts';
import { readsWords, takesFurtherPictures } from '../../domain/plan/model.ts';
import type { ModelProfile } from '../../domain/plan/model.ts';
import type { DataSelection, ExampleChoice } from '../../domain/plan/plan.ts';
import type { PromptedExample } from '../../domain/task/examples.ts';
import type { PromptTemplate } from '../../domain/task/prompt.ts';
import { showsExamples } from '../../domain/task/render.ts';
import type { TaskSpec } from '../../domain/task/task.ts';

/** What of a plan decides which cases may serve as examples. */
interface Surroundings {
  readonly samples: readonly Sample[] | null;
  readonly spec: TaskSpec | null;
  readonly selection: DataSelection;
  readonly cases: { readonly chosen: readonly Pick<Sample, 'id'>[] };
  readonly chosenModels: readonly ModelProfile[];
  readonly prompt: PromptTemplate | null;
}

export const mostExamples = 16;

/** Cases shown with their answers in the prompt: how many, from where, with or without their pictures. */
export class ExampleDraft {
  readonly #plan: Surroundings;

  count = $state(0);
  /** Ask without examples, too: an arm of its own. */
  compare = $state(false);
  pictures = $state(true);
  /** Null: the split that is not asked about. */
  chosenSplit = $state<Split | 'all' | null>(null);

  constructor(plan: Surroundings) {
    this.#plan = plan;
  }

  /** Another split than the one that is asked about, where there is one: train before validation. */
  get split(): Split | 'all' {
    if (this.chosenSplit !== null) return this.chosenSplit;
    const { samples, selection } = this.#plan;
    const others = (['train', 'validation', 'test', 'none'] as const).filter(
      (split) => split !== selection.split && (samples ?? []).some((sample) => sample.split === split),
    );
    return selection.split === 'all' ? 'all' : (others[0] ?? selection.split);
  }

  readonly #candidates = $derived.by(() => {
    const { samples, spec, cases, selection } = this.#plan;
    if (this.count === 0 || !samples || !spec) return { cases: [], tooClose: 0 };
    const { language } = selection;
    return exampleCandidates(
      samples,
      cases.chosen,
      { split: this.split, ...(language && { language }) },
      spec,
    );
  });

  readonly choice = $derived.by((): ExampleChoice | null => {
    const { spec, selection } = this.#plan;
    if (this.count === 0 || !spec) return null;
    const drawn = drawExamples(this.#candidates.cases, this.count, selection.seed, spec);
    return {
      counts: this.compare ? [0, this.count] : [this.count],
      split: this.split,
      pictures: this.pictures && this.hasPictures,
      cases: drawn,
    };
  });

  /** The examples themselves, in the order in which they are shown. */
  readonly shown = $derived.by((): readonly PromptedExample[] =>
    (this.choice?.cases ?? []).flatMap(({ sample: id, question }) => {
      const sample = this.#plan.samples?.find((each) => each.id === id);
      if (!sample) return [];
      return [question === undefined ? { sample } : { sample, question }];
    }),
  );

  get hasPictures(): boolean {
    return this.#candidates.cases.some(({ images }) => images.length > 0);
  }

  /** Cases that may serve, and those kept out since they are asked about or too close to one that is. */
  get available(): number {
    return this.#candidates.cases.length;
  }

  get tooClose(): number {
    return this.#candidates.tooClose;
  }

  /** Models that will be shown the examples' pictures. */
  get modelsWithPictures(): readonly ModelProfile[] {
    return this.choice?.pictures ? this.#plan.chosenModels.filter(takesFurtherPictures) : [];
  }

  readonly problem = $derived.by((): string | null => {
    const { choice } = this;
    const { prompt, chosenModels } = this.#plan;
    if (!choice) return null;
    if (choice.cases.length < this.count) {
      const close =
        this.tooClose > 0
          ? `; ${String(this.tooClose)} more are asked about, or share a group or a picture with one that is`
          : '';
      return `Of the examples' split only ${String(choice.cases.length)} can serve as examples${close}. Show fewer, or draw them from another split.`;
    }
    if (prompt && !showsExamples(prompt))
      return 'The prompt has no place for the examples: write {{examples}} where they are to stand.';
    if (!chosenModels.some(readsWords))
      return 'No model of this plan reads examples: a network sees the picture alone.';
    return null;
  });
}
