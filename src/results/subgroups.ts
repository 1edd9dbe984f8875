import type { GroupedCase, GroupingChoice } from '../domain/dataset/grouping.ts';
import { groupingOf } from '../domain/dataset/grouping.ts';
import { subgroupResults } from '../domain/metric/subgroup-results.ts';
import type { SubgroupResults } from '../domain/metric/subgroup-results.ts';
import type { BlockShare, BlockSource } from '../domain/statistics/blocks.ts';
import { computedHere, fromShares, ownShare } from '../domain/statistics/blocks.ts';
import { countedCases } from '../domain/task/outcomes.ts';
import { taskById } from '../domain/task/registry.ts';
import type { EvaluatedCase, HeadlineMeasure, SummaryOptions, TaskSpec } from '../domain/task/task.ts';
import { withoutDrawing } from './figures.ts';

/** By which attribute, and which figure of the headline. */
export interface SubgroupChoice extends GroupingChoice {
  /** Metric id; absent, or none of the headline: its first. */
  readonly figure?: string;
}

/** What the figures by subgroup are computed from. Plain data: it crosses workers. */
export interface SubgroupWork {
  readonly task: TaskSpec;
  readonly choice: SubgroupChoice;
  readonly names: readonly string[];
  readonly cuts: readonly number[] | null;
  /** Of each arm the cases that count, and the subgroup of each. */
  readonly arms: readonly {
    readonly cases: readonly EvaluatedCase[];
    readonly subgroupOf: readonly (string | null)[];
  }[];
  readonly options: SummaryOptions;
}

/** A headline figure by subgroup, of each arm. */
export interface SubgroupComparison {
  readonly by: string;
  /** Of the subgroups, in the order of each arm's rows. */
  readonly names: readonly string[];
  /** Where numbers were cut. */
  readonly cuts: readonly number[] | null;
  /** As the headline calls it. */
  readonly figure: { readonly metric: string; readonly name: string };
  /** How many gaps are looked at together: what `corrected` is corrected for. */
  readonly gaps: number;
  /** One for each arm, in their order. */
  readonly arms: readonly SubgroupResults[];
}

/** A sentence where the attribute makes no subgroups. `samples`: all cases of the run, by which numbers are cut alike for every arm. */
export function subgroupWork(
  task: TaskSpec,
  arms: readonly (readonly EvaluatedCase[])[],
  samples: readonly GroupedCase[],
  choice: SubgroupChoice,
  options: SummaryOptions,
): SubgroupWork | string {
  const grouping = groupingOf(samples, choice);
  if (typeof grouping === 'string') return grouping;
  const { names, cuts, subgroupOf } = grouping;
  return {
    ...{ task, choice, names, cuts, options },
    arms: arms.map((all) => {
      const cases = countedCases(all, options.unanswered).map(withoutDrawing);
      return { cases, subgroupOf: cases.map(({ sample }) => subgroupOf(sample)) };
    }),
  };
}

export function compareSubgroups(work: SubgroupWork): SubgroupComparison {
  return computed(work, computedHere);
}

/** The blocks of resamples that fall to one of several; `onBlock` is called after each. */
export function shareOfSubgroups(
  work: SubgroupWork,
  part: number,
  parts: number,
  onBlock: () => void,
): BlockShare {
  const { source, share } = ownShare(part, parts);
  computed(work, told(source, onBlock));
  return share;
}

/** The same as `compareSubgroups`, to the last bit, from the shares of all parts. */
export function fromSubgroupShares(work: SubgroupWork, shares: readonly BlockShare[]): SubgroupComparison {
  return computed(work, fromShares(shares));
}

/** By this much work is told from little: cases times resamples times figures. */
export function sizeOfWork({ names, arms, options }: SubgroupWork): number {
  const cases = arms.reduce((sum, arm) => sum + arm.cases.length, 0);
  // Each subgroup and its rest by themselves, and beside each other.
  return cases * options.resamples * (2 * names.length + 2);
}

/** How many blocks of resamples the work has. */
export function blocksOf(work: SubgroupWork): number {
  let total = 0;
  computed(work, (_, blocks) => {
    total += blocks;
    return [];
  });
  return total;
}

const told =
  (source: BlockSource, onBlock: () => void): BlockSource =>
  (compute, blocks) =>
    source((block) => {
      const numbers = compute(block);
      onBlock();
      return numbers;
    }, blocks);

function computed(
  { task, choice, names, cuts, arms, options }: SubgroupWork,
  blocks: BlockSource,
): SubgroupComparison {
  const bound = taskById(task.task).bind(task);
  const chosen = (figures: readonly HeadlineMeasure[]): HeadlineMeasure => {
    const figure = figures.find(({ measure }) => measure.definition.id === choice.figure) ?? figures[0];
    if (!figure) throw new RangeError(`${task.task} has no headline`);
    return figure;
  };
  const { name, measure } = chosen(bound.headline([], options));
  // Of two subgroups the one gap is the other's with its sign turned.
  const gaps = arms.length * (names.length === 2 ? 1 : names.length);
  return {
    by: choice.by,
    names,
    cuts,
    figure: { metric: measure.definition.id, name },
    gaps,
    arms: arms.map(({ cases, subgroupOf }) =>
      subgroupResults(
        {
          names,
          subgroupOf,
          groups: cases.map(({ sample }) => sample.group),
          measureOf: (places) =>
            chosen(
              bound.headline(
                places.flatMap((place) => cases[place] ?? []),
                options,
              ),
            ).measure,
        },
        { ...options, gaps, blocks },
      ),
    ),
  };
}
