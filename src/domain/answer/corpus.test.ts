import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { taskById } from '../task/registry.ts';
import { taskIds } from '../task/task-id.ts';

/** Hand-written model answers with the reading that each must get: tests/answers/README.md says how a file is built. */
const folder = new URL('../../../tests/answers/', import.meta.url);

const label = z.object({
  name: z.string(),
  synonyms: z.array(z.string()),
  definition: z.string().optional(),
});
const responseSchema = z.object({
  text: z.string(),
  refusal: z.string().optional(),
  image: z.object({ width: z.number(), height: z.number() }).optional(),
  seen: z.object({ width: z.number(), height: z.number() }).optional(),
  boxConvention: z
    .object({
      order: z.enum(['xyxy', 'yxyx', 'xywh', 'cxcywh']),
      unit: z.enum(['fraction', 'per-cent', 'per-thousand', 'pixels-source', 'pixels-seen']),
    })
    .optional(),
});
const fileSchema = z.strictObject({
  about: z.string(),
  spec: z.object({
    task: z.enum(taskIds),
    labels: z.array(label),
    options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    language: z.string(),
  }),
  truth: z.record(z.string(), z.unknown()),
  image: z.object({ width: z.number(), height: z.number() }).optional(),
  cases: z.array(
    z.strictObject({
      name: z.string(),
      response: z.union([z.string(), responseSchema]),
      options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
      outcome: z.enum(['answered', 'unreadable', 'refused', 'empty']),
      /** `answerLabels` of the evaluation, in any order. */
      labels: z.array(z.string()).optional(),
      /** Part of the answer as read. */
      answer: z.record(z.string(), z.unknown()).optional(),
      /** Pieces of the steps; `[]`: there must be none. */
      steps: z.array(z.string()).optional(),
      /** Piece of the reason. */
      reason: z.string().optional(),
      correct: z.boolean().nullable().optional(),
      values: z.record(z.string(), z.number().nullable()).optional(),
    }),
  ),
});

let count = 0;
for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
  const file = fileSchema.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
  count += file.cases.length;
  describe(`answers of ${name}`, () => {
    for (const given of file.cases) {
      it(given.name, () => {
        const options = { ...file.spec.options, ...given.options };
        const labels = file.spec.labels.map(({ definition, ...rest }) =>
          definition === undefined ? rest : { ...rest, definition },
        );
        const task = taskById(file.spec.task).bind({ ...file.spec, labels, options });
        const { response } = given;
        const image = file.image === undefined ? {} : { image: file.image };
        const {
          refusal,
          image: own,
          seen,
          boxConvention,
          text,
        } = typeof response === 'string' ? { text: response } : { ...response };
        const evaluation = task.evaluate(
          {
            text,
            ...image,
            ...(refusal === undefined ? {} : { refusal }),
            ...(own === undefined ? {} : { image: own }),
            ...(seen === undefined ? {} : { seen }),
            ...(boxConvention === undefined ? {} : { boxConvention }),
          },
          file.truth,
        );
        const { outcome } = evaluation;
        expect(outcome.kind, evaluation.answerText).toBe(given.outcome);
        if (given.labels) expect(evaluation.answerLabels.toSorted()).toEqual(given.labels.toSorted());
        if (given.answer) expect(outcome).toMatchObject({ answer: given.answer });
        if (given.reason) expect(outcome.kind === 'unreadable' ? outcome.reason : '').toContain(given.reason);
        if (given.correct !== undefined) expect(evaluation.correct).toBe(given.correct);
        for (const [metric, value] of Object.entries(given.values ?? {})) {
          if (value === null) expect(evaluation.values[metric], metric).toBeNull();
          else expect(evaluation.values[metric], metric).toBeCloseTo(value, 6);
        }
        if (given.steps) {
          const steps = outcome.kind === 'answered' ? outcome.steps : [];
          if (given.steps.length === 0) expect(steps).toEqual([]);
          for (const step of given.steps) expect(steps.join('\n')).toContain(step);
        }
      });
    }
  });
}

it('holds at least 300 answers', () => {
  expect(count).toBeGreaterThanOrEqual(300);
});
