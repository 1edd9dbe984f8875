import type { LabelDefinition, Sample } from '../dataset/dataset.ts';
import type { GroupingChoice } from '../dataset/grouping.ts';
import type { Finding, LabelledBox, Truth } from '../dataset/truth.ts';
import type { CaseWeights, Measure } from '../metric/measure.ts';
import type { MetricResult } from '../metric/metric.ts';
import type { BlockSource } from '../statistics/blocks.ts';
import type { PromptTemplate } from './prompt.ts';
import type { TaskOption, TaskOptions } from './option.ts';
import type { TaskId } from './task-id.ts';

/** What a plan asks: the task with everything that a prompt and a reader need to know. Plain JSON. */
export interface TaskSpec {
  readonly task: TaskId;
  /** The labels that may be answered, in the order in which they are shown. */
  readonly labels: readonly LabelDefinition[];
  /** Further choices of the task (`multiLabel`, `topK`, `iouThreshold`, `tokenizer` ...); each task documents and validates its own. */
  readonly options: TaskOptions;
  /** BCP 47 tag of the prompts and answers. */
  readonly language: string;
}

/** JSON Schema (2020-12 subset that providers accept: no $ref, additionalProperties false). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What became of a trial, before it is scored. */
export type Outcome<Answer> =
  | {
      readonly kind: 'answered';
      readonly answer: Answer;
      /** What had to be done to the text to read it: `code fence removed`, `JSON repaired: ...`; empty when nothing. */
      readonly steps: readonly string[];
    }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'refused'; readonly evidence: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'failed'; readonly reason: string };

export type OutcomeKind = Outcome<unknown>['kind'];

/** One trial, read and scored; plain JSON, so that it crosses workers and exports. */
export interface Evaluation {
  readonly outcome: Outcome<unknown>;
  /** The answer in a few words, for tables: `effusion (0.83)`; the outcome in words where there is none. */
  readonly answerText: string;
  readonly truthText: string;
  /** Is it right? null where the task has no such notion for this case. */
  readonly correct: boolean | null;
  /** Canonical labels for drill-down: what is true, what was answered. */
  readonly truthLabels: readonly string[];
  readonly answerLabels: readonly string[];
  /** Per-case figures by metric id (`dice`, `rouge-l-f` ...); null is undefined. */
  readonly values: Readonly<Record<string, number | null>>;
  /** Probability by label, where the model gave any. */
  readonly probabilities?: Readonly<Record<string, number>>;
  /** Of reports: what the rules that read the answer's findings find in the reference. */
  readonly truthFindings?: readonly Finding[];
  /** What the case view draws in source pixels or marks in text. */
  readonly drawing?: Drawing;
  /** Of detection: the boxes on both sides, which its summary pools over cases. */
  readonly boxes?: ComparedBoxes;
}

/** In source pixels. A predicted box without extent stands for one that could not be placed: it is wrong, and it counts. */
export interface ComparedBoxes {
  readonly truth: readonly LabelledBox[];
  readonly predicted: readonly (LabelledBox & { readonly confidence?: number })[];
}

/** The parts of a truth or an answer that can be drawn on the image or marked in a text. */
export type Drawing = Pick<Truth, 'boxes' | 'masks' | 'points' | 'regions' | 'report' | 'findings'>;

/** A trial's evaluation with the facts of its case. Trials of one group (patient, else case) are resampled together. */
export interface EvaluatedCase {
  readonly sample: Pick<Sample, 'id' | 'name' | 'group' | 'attributes' | 'split'>;
  readonly evaluation: Evaluation;
  /** Which of the case's questions, counted from 1, where it has several. */
  readonly question?: number;
  /** Counted from 0, where the plan asks more than once. */
  readonly repeat?: number;
}

/** How outcomes without an answer count. `wrong`: in the denominator as an error; `left out`: not counted. */
export type UnansweredRule = 'wrong' | 'left out';

export interface SummaryOptions {
  readonly level: number;
  readonly resamples: number;
  readonly seed: number;
  readonly unanswered: UnansweredRule;
  /** Where resamples are computed; default: here. It changes no result, and is neither stored nor sent. */
  readonly blocks?: BlockSource;
}

/** Which cases stand behind a number; all given conditions hold. Travels in the address bar. */
export interface CaseSelection {
  readonly subgroup?: SubgroupSelection;
  readonly truth?: string;
  readonly answer?: string;
  readonly outcome?: OutcomeKind;
  readonly correct?: boolean;
  readonly notTruth?: string;
  readonly notAnswer?: string;
  /** Both this arm and that one answered: with the same category, with another, or with any. */
  readonly beside?: { readonly arm: number; readonly same?: boolean };
}

/** Cases by their subgroup: those in one, those in another one that is known, or those of which it is known or not. */
export interface SubgroupSelection extends GroupingChoice {
  readonly in?: string;
  readonly notIn?: string;
  readonly known?: boolean;
}

export interface SummaryEntry {
  /** `Accuracy`, or the class in a table by class. */
  readonly name: string;
  readonly result: MetricResult;
  readonly selection: CaseSelection;
}

export interface SummaryTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly entries: readonly SummaryEntry[] }[];
}

export interface ConfusionCounts {
  readonly labels: readonly string[];
  /** `counts[truth][answer]`; the last column counts trials with no answer. */
  readonly counts: readonly (readonly number[])[];
  readonly answerColumns: readonly string[];
}

/** What a set of evaluated cases amounts to. */
export interface Summary {
  readonly headline: readonly SummaryEntry[];
  readonly tables: readonly SummaryTable[];
  readonly confusion?: ConfusionCounts;
  /** Every outcome kind with its count, zero included. */
  readonly outcomes: Readonly<Record<OutcomeKind, number>>;
}

/** A figure of the headline as it is computed from weighted cases: again on resamples, or on some of them. */
export interface HeadlineMeasure {
  readonly name: string;
  readonly measure: Measure<CaseWeights>;
}

/** What a reader is given: the verbatim text, and what is needed to map coordinates back to the source. */
export interface ReadableResponse {
  readonly text: string;
  readonly refusal?: string;
  /** The provider's word for why the text ends. */
  readonly finishReason?: string;
  /** Source size in pixels of the (first) image; millimetres a pixel, where known, for distances. */
  readonly image?: {
    readonly width: number;
    readonly height: number;
    readonly pixelSpacing?: readonly [row: number, column: number];
  };
  /** Size of the image as the model saw it, where it was resized. */
  readonly seen?: { readonly width: number; readonly height: number };
  readonly boxConvention?: BoxConvention;
}

/** How a model writes coordinates (`order` of a box, and what 1 unit is). */
export interface BoxConvention {
  readonly order: 'xyxy' | 'yxyx' | 'xywh' | 'cxcywh';
  /** `pixels-seen`: pixels of the image as the model saw it. */
  readonly unit: 'fraction' | 'per-cent' | 'per-thousand' | 'pixels-source' | 'pixels-seen';
}

/** A task, with the choices of a plan applied. */
export interface BoundTask {
  readonly spec: TaskSpec;
  readonly answerSchema: JsonSchema;
  evaluate(response: ReadableResponse, truth: Truth): Evaluation;
  /** A trial that has no response: `failed`, with the reason. */
  evaluateFailure(reason: string, truth: Truth): Evaluation;
  summarize(cases: readonly EvaluatedCase[], options: SummaryOptions): Summary;
  /** The one category that the answer is; null without an answer. Absent where answers are no single choice among the same categories. */
  readonly category?: (evaluation: Evaluation) => string | null;
  /** The figures of the summary's headline, in its order, of cases that all count (`countedCases`). */
  headline(
    cases: readonly EvaluatedCase[],
    options: Pick<SummaryOptions, 'unanswered'>,
  ): readonly HeadlineMeasure[];
}

/** One entry of the registry. */
export interface TaskModule {
  readonly id: TaskId;
  readonly name: string;
  /** One sentence: what is asked and how it is scored. */
  readonly plain: string;
  readonly needsImage: boolean;
  readonly prompts: readonly PromptTemplate[];
  /** Every choice beside labels and language. */
  readonly options: readonly TaskOption[];
  /** The spec that fits a data set whose labels are given; the person may narrow it. */
  defaultSpec(labels: readonly LabelDefinition[], language: string): TaskSpec;
  /** Has this truth what the task is scored against? A sentence why not, or null. */
  missing(truth: Truth, spec: TaskSpec): string | null;
  /**
   * The questions of a case that a plan asks, counted from 1: `missing` and `bind` take the spec of one of them (`specOfQuestion`). Null, or
   * no such function, where the task asks one thing of a case.
   */
  questions?(truth: Truth, spec: TaskSpec): readonly number[] | null;
  /** Throws RangeError with a sentence when the options do not fit the task. */
  bind(spec: TaskSpec): BoundTask;
}
