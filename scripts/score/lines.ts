import { sampleId } from '../../src/domain/ids.ts';
import { taskById } from '../../src/domain/task/registry.ts';
import type { EvaluatedCase, Summary, SummaryOptions, TaskSpec } from '../../src/domain/task/task.ts';
import { faultsOf, lineSchema, type ScoredLine } from './wire.ts';

/** Answers to one task under one spec, scored together. */
export interface ScoredSet {
  readonly spec: TaskSpec;
  readonly cases: readonly EvaluatedCase[];
  readonly summary: Summary;
}

export type LinesResult =
  | { readonly kind: 'scored'; readonly sets: readonly ScoredSet[] }
  /** Nothing is scored while a line is wrong: figures over what is left would mislead. */
  | { readonly kind: 'faulty'; readonly faults: readonly string[] };

interface NumberedLine {
  readonly number: number;
  readonly line: ScoredLine;
  readonly spec: TaskSpec;
}

/** Scores lines of `{task, spec, truth, response}`: those of one task and one spec together, in the order in which they first occur. */
export function scoreLines(
  values: readonly { readonly number: number; readonly text: string }[],
  options: SummaryOptions,
): LinesResult {
  const faults: string[] = [];
  const sets = new Map<string, NumberedLine[]>();
  for (const { number, text } of values) {
    const parsed = parseLine(text);
    if (typeof parsed === 'string') {
      faults.push(`line ${number}: ${parsed}`);
      continue;
    }
    const spec = specOf(parsed);
    const key = JSON.stringify(spec);
    const lines = sets.get(key) ?? [];
    lines.push({ number, line: parsed, spec });
    sets.set(key, lines);
  }
  const scored = [...sets.values()].flatMap((lines) => scoreSet(lines, options, faults) ?? []);
  return faults.length > 0 ? { kind: 'faulty', faults } : { kind: 'scored', sets: scored };
}

function parseLine(text: string): ScoredLine | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `not JSON (${error instanceof Error ? error.message : 'unknown fault'}). Write one object a line.`;
  }
  const read = lineSchema.safeParse(value);
  if (!read.success) return faultsOf(read.error);
  const { task, spec } = read.data;
  return spec.task !== undefined && spec.task !== task
    ? `spec.task is ${spec.task}, but task is ${task}: make them the same, or leave spec.task out.`
    : read.data;
}

/** What a line leaves out is as the task has it by default. */
function specOf({ task, spec }: ScoredLine): TaskSpec {
  const byDefault = taskById(task).defaultSpec(spec.labels ?? [], spec.language);
  return {
    ...byDefault,
    ...(spec.labels === undefined ? {} : { labels: spec.labels }),
    options: spec.options,
  };
}

function scoreSet(
  lines: readonly NumberedLine[],
  options: SummaryOptions,
  faults: string[],
): ScoredSet | null {
  const [first] = lines;
  if (first === undefined) return null;
  const { spec } = first;
  try {
    const task = taskById(spec.task).bind(spec);
    const cases = lines.flatMap(({ number, line }): readonly EvaluatedCase[] => {
      const missing = taskById(spec.task).missing(line.truth, spec);
      if (missing !== null) {
        faults.push(`line ${number}: ${missing}`);
        return [];
      }
      const { response, failure = '', truth, name = `line ${number}`, group } = line;
      const evaluation =
        response === undefined ? task.evaluateFailure(failure, truth) : task.evaluate(response, truth);
      const sample = { id: sampleId(`line-${number}`), name, split: 'none', attributes: {} } as const;
      return [{ sample: group === undefined ? sample : { ...sample, group }, evaluation }];
    });
    return { spec, cases, summary: task.summarize(cases, options) };
  } catch (error) {
    // What the spec asks for does not fit the task: the sentence says which option or label.
    if (!(error instanceof RangeError)) throw error;
    faults.push(`line ${first.number}: ${error.message}`);
    return null;
  }
}
