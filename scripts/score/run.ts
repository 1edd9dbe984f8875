import { isDeepStrictEqual } from 'node:util';
import { sampleId } from '../../src/domain/ids.ts';
import { trialScorer } from '../../src/domain/plan/score-trial.ts';
import { taskById } from '../../src/domain/task/registry.ts';
import { scoredAs } from '../../src/domain/task/scoring.ts';
import type { EvaluatedCase, Summary, SummaryOptions } from '../../src/domain/task/task.ts';
import { sameFigures } from './same-figures.ts';
import type { ExportedRun } from './wire.ts';

/** One model with one prompt, scored again from its verbatim answers. */
export interface ScoredArm {
  readonly model: string;
  readonly prompt: string;
  readonly examples: number;
  readonly cases: readonly EvaluatedCase[];
  readonly summary: Summary;
  /** Are the figures those that the export holds, but for rounding? null where it holds none, or other options were asked for. */
  readonly sameAsExported: boolean | null;
}

/** Scores an exported run. `options` default to those with which it was exported. Throws RangeError for a case that cannot be scored. */
export function scoreRun(
  { plan, samples, trials, results }: ExportedRun,
  changed: Partial<SummaryOptions>,
): readonly ScoredArm[] {
  const options: SummaryOptions = { ...results.options, ...changed };
  const sameOptions = isDeepStrictEqual(options, results.options);
  const spec = scoredAs(plan.task, results.scoring);
  const task = taskById(spec.task).bind(spec);
  const score = trialScorer(spec);
  const byId = new Map(samples.map((sample) => [sample.id, sample]));
  const order = new Map(plan.samples.map((id, position) => [id, position]));
  const inOrder = trials.toSorted(
    (a, b) =>
      (order.get(a.sample) ?? 0) - (order.get(b.sample) ?? 0) ||
      (a.question ?? 0) - (b.question ?? 0) ||
      a.repeat - b.repeat,
  );
  const arms = plan.models.flatMap((model) =>
    plan.prompts.flatMap((prompt) =>
      // A network is not spoken to: it has no arm with examples.
      (model.kind === 'onnx' ? [0] : (plan.examples?.counts ?? [0])).map((examples) => ({
        model,
        prompt,
        examples,
      })),
    ),
  );
  return arms.map(({ model, prompt, examples }, index) => {
    const own = inOrder.filter(
      (trial) => trial.model === model.id && trial.prompt === prompt.id && (trial.examples ?? 0) === examples,
    );
    const cases = own.flatMap((trial): readonly EvaluatedCase[] => {
      const sample = byId.get(trial.sample);
      if (sample === undefined) return [];
      return [score(trial, { ...sample, id: sampleId(sample.id) }, model)];
    });
    const summary = task.summarize(cases, options);
    const exported = results.arms[index]?.summary;
    const comparable = sameOptions && exported !== undefined;
    const plain: unknown = JSON.parse(JSON.stringify(summary));
    return {
      model: model.name,
      prompt: prompt.name,
      examples,
      cases,
      summary,
      sameAsExported: comparable ? sameFigures(plain, exported) : null,
    };
  });
}
