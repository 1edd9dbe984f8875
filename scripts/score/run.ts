import { isDeepStrictEqual } from 'node:util';
import { sampleId } from '../../src/domain/ids.ts';
import { taskById } from '../../src/domain/task/registry.ts';
import type { EvaluatedCase, Evaluation, Summary, SummaryOptions } from '../../src/domain/task/task.ts';
import type { ExportedRun } from './wire.ts';

/** One model with one prompt, scored again from its verbatim answers. */
export interface ScoredArm {
  readonly model: string;
  readonly prompt: string;
  readonly cases: readonly EvaluatedCase[];
  readonly summary: Summary;
  /** Are the figures those that the export holds? null where it holds none, or other options were asked for. */
  readonly sameAsExported: boolean | null;
}

/** Scores an exported run. `options` default to those with which it was exported. Throws RangeError for a case that cannot be scored. */
export function scoreRun(
  { plan, samples, trials, results }: ExportedRun,
  changed: Partial<SummaryOptions>,
): readonly ScoredArm[] {
  const options: SummaryOptions = { ...results.options, ...changed };
  const sameOptions = isDeepStrictEqual(options, results.options);
  const task = taskById(plan.task.task).bind(plan.task);
  const byId = new Map(samples.map((sample) => [sample.id, sample]));
  const order = new Map(plan.samples.map((id, position) => [id, position]));
  const inOrder = trials.toSorted(
    (a, b) => (order.get(a.sample) ?? 0) - (order.get(b.sample) ?? 0) || a.repeat - b.repeat,
  );
  const arms = plan.models.flatMap((model) => plan.prompts.map((prompt) => ({ model, prompt })));
  return arms.map(({ model, prompt }, index) => {
    const own = inOrder.filter((trial) => trial.model === model.id && trial.prompt === prompt.id);
    const cases = own.flatMap((trial): readonly EvaluatedCase[] => {
      const sample = byId.get(trial.sample);
      if (sample === undefined) return [];
      const last = trial.attempts.at(-1)?.result;
      const [image] = sample.images;
      const evaluation: Evaluation =
        last?.kind === 'response'
          ? task.evaluate(
              {
                ...last.response,
                boxConvention: model.boxConvention,
                ...(image === undefined
                  ? {}
                  : { image: { ...sizeOf(image), ...spacingOf(image) }, seen: sizeOf(image) }),
              },
              sample.truth,
            )
          : task.evaluateFailure(last?.failure.sentence ?? 'no call was made', sample.truth);
      const { id, name, attributes, split, group } = sample;
      const facts = { id: sampleId(id), name, attributes, split };
      return [{ sample: group === undefined ? facts : { ...facts, group }, evaluation }];
    });
    const summary = task.summarize(cases, options);
    const exported = results.arms[index]?.summary;
    const comparable = sameOptions && exported !== undefined;
    const plain: unknown = JSON.parse(JSON.stringify(summary));
    return {
      model: model.name,
      prompt: prompt.name,
      cases,
      summary,
      sameAsExported: comparable ? isDeepStrictEqual(plain, exported) : null,
    };
  });
}

function spacingOf({ pixelSpacing }: { readonly pixelSpacing?: readonly [number, number] }) {
  return pixelSpacing === undefined ? {} : { pixelSpacing };
}

function sizeOf({ width, height }: { readonly width: number; readonly height: number }) {
  return { width, height };
}
