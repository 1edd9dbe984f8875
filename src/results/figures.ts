import { computedHere, fromShares, ownShare } from '../domain/statistics/blocks.ts';
import type { BlockShare, BlockSource } from '../domain/statistics/blocks.ts';
import { taskById } from '../domain/task/registry.ts';
import type { EvaluatedCase, Summary, SummaryOptions, TaskSpec } from '../domain/task/task.ts';
import { agreementOf } from './agreement.ts';
import type { Agreement } from './agreement.ts';
import { compareArms } from './comparison.ts';
import type { Comparison } from './comparison.ts';

/** What the figures of a run are computed from. Plain data: it crosses workers. */
export interface FigureWork {
  readonly task: TaskSpec;
  /** The cases of each arm, in the arms' order. */
  readonly arms: readonly (readonly EvaluatedCase[])[];
  readonly options: SummaryOptions;
}

export interface Figures {
  /** One for each arm. */
  readonly summaries: readonly Summary[];
  /** Of each arm with each later one. */
  readonly comparisons: readonly Comparison[];
  /** Of the same pairs; none where answers are no single choice among the same categories. */
  readonly agreements: readonly Agreement[];
}

/** Someone who computes a share of the resamples. */
export interface Helper {
  share(work: FigureWork, part: number, parts: number): Promise<BlockShare>;
}

export function figuresOf(work: FigureWork): Figures {
  return computed(work, computedHere);
}

/** The blocks of resamples that fall to one of several who compute the same figures. */
export function shareOf(work: FigureWork, part: number, parts: number): BlockShare {
  const { source, share } = ownShare(part, parts);
  computed(work, source);
  return share;
}

/**
 * The same as `figuresOf`, to the last bit, with the resamples shared out among the helpers. Where one of them fails, or where there is none,
 * everything is computed here.
 */
export async function sharedFigures(work: FigureWork, helpers: readonly Helper[]): Promise<Figures> {
  const sent = withoutDrawings(work);
  const shares = await Promise.all(
    helpers.map((helper, part) => helper.share(sent, part, helpers.length)),
  ).catch(() => []);
  return shares.length === 0 ? figuresOf(work) : computed(work, fromShares(shares));
}

function computed({ task: spec, arms, options: given }: FigureWork, blocks: BlockSource): Figures {
  const options = { ...given, blocks };
  const task = taskById(spec.task);
  const bound = task.bind(spec);
  const { category } = bound;
  const pairs = arms.flatMap((first, i) =>
    arms.slice(i + 1).map(
      (second, j) =>
        [
          { index: i, cases: first },
          { index: i + 1 + j, cases: second },
        ] as const,
    ),
  );
  return {
    summaries: arms.map((cases) => bound.summarize(cases, options)),
    comparisons: pairs.map(([first, second]) => compareArms(first, second, task.comparedBy, options)),
    agreements: category ? pairs.map(([first, second]) => agreementOf(first, second, category, options)) : [],
  };
}

function withoutDrawings(work: FigureWork): FigureWork {
  return { ...work, arms: work.arms.map((cases) => cases.map(withoutDrawing)) };
}

/** Masks and texts to be drawn are the bulk of a case, and in no figure. */
export function withoutDrawing({ evaluation, ...rest }: EvaluatedCase): EvaluatedCase {
  const { drawing: _, ...scored } = evaluation;
  return { ...rest, evaluation: scored };
}
