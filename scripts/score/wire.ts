import { z } from 'zod';
import { splits } from '../../src/domain/dataset/dataset.ts';
import { taskIds } from '../../src/domain/task/task-id.ts';

/** Forms of what is scored outside the page: lines of answers, and exported runs. Misspelt keys are refused. */

const side = z.enum(['left', 'right', 'bilateral', 'midline']);
const box = z.strictObject({
  label: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  fdi: z.number().exactOptional(),
});
const report = z.strictObject({
  findings: z.string().exactOptional(),
  impression: z.string().exactOptional(),
  language: z.string(),
});

const truth = z.strictObject({
  labels: z.array(z.string()).exactOptional(),
  boxes: z.array(box).exactOptional(),
  masks: z
    .array(
      z.strictObject({
        label: z.string(),
        mask: z.strictObject({
          size: z.tuple([z.int().positive(), z.int().positive()]),
          counts: z.string(),
        }),
      }),
    )
    .exactOptional(),
  points: z
    .array(
      z.strictObject({
        label: z.string(),
        x: z.number(),
        y: z.number(),
        toleranceRadius: z.number().exactOptional(),
      }),
    )
    .exactOptional(),
  regions: z
    .array(
      z.strictObject({
        label: z.string(),
        name: z.string().exactOptional(),
        side: side.exactOptional(),
        zone: z.string().exactOptional(),
        fdi: z.number().exactOptional(),
        quadrant: z.number().exactOptional(),
      }),
    )
    .exactOptional(),
  findings: z
    .array(
      z.strictObject({
        observation: z.string(),
        status: z.enum(['present', 'absent', 'uncertain', 'not mentioned']),
        side: side.exactOptional(),
      }),
    )
    .exactOptional(),
  report: report.exactOptional(),
  questions: z
    .array(
      z.strictObject({
        question: z.string(),
        answers: z.array(z.string()),
        kind: z.enum(['closed', 'open', 'multiple choice']),
        options: z.array(z.string()).exactOptional(),
      }),
    )
    .exactOptional(),
});

const option = z.union([z.string(), z.number(), z.boolean()]);
const label = z.union([
  z.string().transform((name) => ({ name, synonyms: [] })),
  z.strictObject({
    name: z.string(),
    synonyms: z.array(z.string()).default([]),
    definition: z.string().exactOptional(),
  }),
]);

/** A plan's spec; in a line only what differs from the task's defaults is needed, and labels may be names alone. */
const spec = z.strictObject({
  task: z.enum(taskIds).exactOptional(),
  labels: z.array(label).exactOptional(),
  options: z.record(z.string(), option).default({}),
  language: z.string().default('en'),
});

const size = z.strictObject({
  width: z.number().positive(),
  height: z.number().positive(),
  pixelSpacing: z.tuple([z.number().positive(), z.number().positive()]).exactOptional(),
});
const boxConvention = z.strictObject({
  order: z.enum(['xyxy', 'yxyx', 'xywh', 'cxcywh']),
  unit: z.enum(['fraction', 'per-cent', 'per-thousand', 'pixels-source', 'pixels-seen']),
});
const response = z.union([
  z.string().transform((text) => ({ text })),
  z.strictObject({
    text: z.string(),
    refusal: z.string().exactOptional(),
    finishReason: z.string().exactOptional(),
    image: size.exactOptional(),
    seen: size.omit({ pixelSpacing: true }).exactOptional(),
    boxConvention: boxConvention.exactOptional(),
  }),
]);

const lineFields = {
  task: z.enum(taskIds),
  spec: spec.prefault({}),
  truth,
  /** Of a trial that came to an answer ... */
  response: response.exactOptional(),
  /** ... or the reason why it did not. */
  failure: z.string().exactOptional(),
  name: z.string().exactOptional(),
  group: z.string().exactOptional(),
};

export const lineSchema = z
  .strictObject(lineFields)
  .refine((line) => (line.response === undefined) !== (line.failure === undefined), {
    message: 'give either `response` (text, or {"text": ...}) or `failure` (the reason why there is none)',
  });
export type ScoredLine = z.infer<typeof lineSchema>;

const attempt = z.object({
  result: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('response'),
      response: z.object({
        text: z.string(),
        refusal: z.string().exactOptional(),
        finishReason: z.string().exactOptional(),
      }),
    }),
    z.object({ kind: z.literal('failure'), failure: z.object({ sentence: z.string() }) }),
  ]),
});

/** What of an exported run is needed to score it again. */
export const runSchema = z.object({
  format: z.literal('reading-room/run'),
  version: z.literal(1, { error: 'this version of Reading Room reads exports of version 1' }),
  plan: z.object({
    task: z.object({
      task: z.enum(taskIds),
      labels: z.array(
        z.object({
          name: z.string(),
          synonyms: z.array(z.string()),
          definition: z.string().exactOptional(),
        }),
      ),
      options: z.record(z.string(), option),
      language: z.string(),
    }),
    models: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.enum(['onnx', 'openai-compatible']),
        boxConvention,
      }),
    ),
    prompts: z.array(z.object({ id: z.string(), name: z.string() })),
    examples: z.object({ counts: z.array(z.number()) }).exactOptional(),
    samples: z.array(z.string()),
    questions: z.record(z.string(), z.unknown()).exactOptional(),
  }),
  samples: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      group: z.string().exactOptional(),
      split: z.enum(splits),
      attributes: z.record(z.string(), z.union([z.string(), z.number()])),
      images: z.array(
        z.object({
          width: z.number(),
          height: z.number(),
          pixelSpacing: z.tuple([z.number(), z.number()]).exactOptional(),
        }),
      ),
      truth,
    }),
  ),
  trials: z.array(
    z.object({
      sample: z.string(),
      model: z.string(),
      prompt: z.string(),
      question: z.number().exactOptional(),
      examples: z.number().exactOptional(),
      repeat: z.number(),
      attempts: z.array(attempt),
    }),
  ),
  results: z.object({
    options: z.object({
      level: z.number(),
      resamples: z.number(),
      seed: z.number(),
      unanswered: z.enum(['wrong', 'left out']),
    }),
    /** Where answers were scored otherwise than the plan has it. */
    scoring: z.record(z.string(), option).default({}),
    arms: z.array(z.object({ summary: z.unknown() })),
    comparisons: z.array(z.unknown()).default([]),
    agreements: z.array(z.unknown()).default([]),
    /** Figures by the subgroups that were on the screen. */
    subgroups: z
      .looseObject({
        by: z.string(),
        cuts: z.array(z.number()).nullable(),
        figure: z.object({ metric: z.string(), name: z.string() }),
      })
      .exactOptional(),
  }),
});
export type ExportedRun = z.infer<typeof runSchema>;

/** The first faults of a value, each with its place: `truth.boxes[0].x: expected number`. */
export function faultsOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map(({ path, message }) => {
      const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
      return place === '' ? message : `${place.replace(/^\./u, '')}: ${message}`;
    })
    .join('; ');
}
