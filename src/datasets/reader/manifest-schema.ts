import { z } from 'zod';
import { specialties, splits } from '../../domain/dataset/dataset.ts';
import { reviewReasons } from '../../domain/dataset/review.ts';

/** Of our own format, `dataset.json`: see docs/dataset-format.md. Unknown keys are refused, so that a misspelt one is noticed. */

/** As it stands: spaces around it belong to it, so that what was exported comes back the same. */
const name = z.string().refine((text) => text.trim() !== '', 'it is empty');
const finite = z.number();
const coordinate = finite.min(0);
const extent = finite.positive();
const side = z.enum(['left', 'right', 'bilateral', 'midline']);
/** Two-digit FDI: quadrant 1 to 4 with teeth 1 to 8, quadrant 5 to 8 (deciduous) with teeth 1 to 5. */
const fdi = z
  .int()
  .refine(
    (tooth) => /^(?:[1-4][1-8]|[5-8][1-5])$/.test(String(tooth)),
    'no FDI tooth number (11 to 48, 51 to 85)',
  );

const text = z
  .strictObject({
    findings: z.string().exactOptional(),
    impression: z.string().exactOptional(),
    others: z
      .array(z.strictObject({ heading: z.string(), text: z.string() }).readonly())
      .readonly()
      .exactOptional(),
    language: name,
  })
  .readonly();

const box = z
  .strictObject({
    label: name,
    x: coordinate,
    y: coordinate,
    width: extent,
    height: extent,
    fdi: fdi.exactOptional(),
  })
  .readonly();

const words = z.array(z.string()).readonly();

/** A record leaves out the one name that a plain object cannot be sure to hold: said, so that nothing is lost in silence. */
const attributes = z
  .unknown()
  .refine(
    (given) => typeof given !== 'object' || given === null || !Object.hasOwn(given, '__proto__'),
    'an attribute cannot be called __proto__',
  )
  .pipe(z.record(z.string(), z.union([z.string(), finite])));

/** Drawn as runs, or in a file of its own. */
const mask = z
  .strictObject({
    label: name,
    rle: z
      .strictObject({
        size: z.tuple([z.int().positive(), z.int().positive()]).readonly(),
        counts: z.string(),
      })
      .readonly()
      .exactOptional(),
    file: name.exactOptional(),
    value: z.int().min(0).exactOptional(),
    changes: words.exactOptional(),
  })
  .readonly()
  .refine(
    (drawn) => (drawn.rle === undefined) !== (drawn.file === undefined),
    'a mask needs either `rle` or `file`',
  )
  .refine(
    (drawn) => drawn.value === undefined || drawn.file !== undefined,
    '`value` belongs to a mask in a file',
  );

const point = z
  .strictObject({ label: name, x: coordinate, y: coordinate, toleranceRadius: extent.exactOptional() })
  .readonly();

const region = z
  .strictObject({
    label: name,
    name: name.exactOptional(),
    side: side.exactOptional(),
    zone: name.exactOptional(),
    fdi: fdi.exactOptional(),
    quadrant: z.int().min(1).max(8).exactOptional(),
  })
  .readonly();

const finding = z
  .strictObject({
    observation: name,
    status: z.enum(['present', 'absent', 'uncertain', 'not mentioned']),
    side: side.exactOptional(),
  })
  .readonly();

const question = z
  .strictObject({
    question: name,
    answers: z.array(z.string()).min(1).readonly(),
    kind: z.enum(['closed', 'open', 'multiple choice']),
    options: z.array(z.string()).min(2).readonly().exactOptional(),
  })
  .readonly();

const truth = z
  .strictObject({
    labels: z.array(name).readonly().exactOptional(),
    boxes: z.array(box).readonly().exactOptional(),
    masks: z.array(mask).readonly().exactOptional(),
    points: z.array(point).readonly().exactOptional(),
    regions: z.array(region).readonly().exactOptional(),
    findings: z.array(finding).readonly().exactOptional(),
    report: text.exactOptional(),
    questions: z.array(question).readonly().exactOptional(),
  })
  .readonly();

export const sampleSchema = z
  .strictObject({
    name,
    images: z
      .array(
        z
          .strictObject({
            file: name,
            pixelSpacing: z.tuple([extent, extent]).readonly().exactOptional(),
            changes: words.exactOptional(),
            review: z.array(z.enum(reviewReasons)).readonly().exactOptional(),
          })
          .readonly(),
      )
      .readonly(),
    text: text.exactOptional(),
    split: z.enum(splits).default('none'),
    group: name.exactOptional(),
    attributes: attributes.default({}),
    tags: z.array(name).readonly().exactOptional(),
    hidden: z.literal(true).exactOptional(),
    history: z
      .array(z.strictObject({ at: z.int().min(0), words: z.string() }).readonly())
      .readonly()
      .exactOptional(),
    truth,
  })
  .readonly()
  .refine(
    (sample) => sample.images.length > 0 || sample.text !== undefined || sample.truth.report !== undefined,
    {
      message: 'a case needs an image or a text',
      path: ['images'],
    },
  );

export type ManifestSample = z.infer<typeof sampleSchema>;

/** Everything but the samples themselves, which are read one by one: a bad one does not spoil the rest. */
export const manifestSchema = z
  .strictObject({
    format: z.literal('reading-room/dataset'),
    version: z.literal(1),
    name,
    description: z.string(),
    synthetic: z.boolean(),
    specialty: z.enum(specialties),
    modality: z.string(),
    license: z.string(),
    source: z.string(),
    labels: z
      .array(
        z
          .strictObject({
            name,
            synonyms: z.array(name).readonly().default([]),
            definition: z.string().exactOptional(),
          })
          .readonly(),
      )
      .readonly(),
    notes: z.array(z.string()).readonly().default([]),
    samples: z.array(z.unknown()).readonly(),
  })
  .readonly();
