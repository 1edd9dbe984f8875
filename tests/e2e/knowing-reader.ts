import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestSchema, sampleSchema } from '../../src/datasets/reader/manifest-schema.ts';
import type { LabelDefinition } from '../../src/domain/dataset/dataset.ts';
import type { Truth } from '../../src/domain/dataset/truth.ts';
import { specOfQuestion } from '../../src/domain/task/question.ts';
import { taskById } from '../../src/domain/task/registry.ts';
import { specForData } from '../../src/domain/task/spec-for-data.ts';
import type { TaskSpec } from '../../src/domain/task/task.ts';
import type { Behaviour } from '../servers/openai.ts';
import type { ParsedRequest } from '../servers/openai-request.ts';

/** A case of a bundled collection, and how a request about it is told from others. */
export interface KnownCase {
  readonly name: string;
  /** Place in the collection, from 0. */
  readonly position: number;
  readonly truth: Truth;
  readonly language: string;
  /** SHA-256 of its picture; null for a case of text. */
  readonly picture: string | null;
  readonly findings: string;
  /** Width and height in pixels, where it has a picture. */
  readonly size: { readonly width: number; readonly height: number };
}

export interface Collection {
  readonly labels: readonly LabelDefinition[];
  readonly cases: readonly KnownCase[];
}

/** Reads a bundled collection, as a reader who knows it by heart. */
export async function collectionOf(folder: string): Promise<Collection> {
  const at = join('static-datasets', folder);
  const head = manifestSchema.parse(JSON.parse(await readFile(join(at, 'dataset.json'), 'utf8')));
  const cases = await Promise.all(
    head.samples.map(async (value, position): Promise<KnownCase> => {
      const { name, images, text, truth } = sampleSchema.parse(value);
      const [image] = images;
      const bytes = image ? await readFile(join(at, image.file)) : null;
      const { masks, ...rest } = truth;
      return {
        name,
        position,
        truth: {
          ...rest,
          ...(masks && {
            masks: masks.flatMap((mask) => ('rle' in mask ? [{ label: mask.label, mask: mask.rle }] : [])),
          }),
        },
        language: text?.language ?? 'en',
        picture: bytes && createHash('sha256').update(bytes).digest('hex'),
        findings: text?.findings ?? '',
        // A PNG says its size in bytes 16 to 23.
        size: bytes
          ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
          : { width: 0, height: 0 },
      };
    }),
  );
  return { labels: head.labels, cases };
}

/** The spec that the app suggests for a collection. */
export function specOf(
  { labels, cases }: Collection,
  task: TaskSpec['task'],
  options: TaskSpec['options'] = {},
): TaskSpec {
  const spec = specForData(
    taskById(task),
    labels,
    cases.map(({ truth }) => truth),
    'en',
  );
  return { ...spec, options: { ...spec.options, ...options } };
}

/** What a faultless model would answer. */
export function idealAnswer(known: KnownCase, spec: TaskSpec, question?: number): string {
  const { task } = spec;
  return JSON.stringify(
    taskById(task).idealAnswer(known.truth, specOfQuestion(spec, question), { image: known.size }),
  );
}

/** Which case a request is about: that of its last picture, else that whose findings it quotes. */
export function caseOf(request: ParsedRequest, { cases }: Collection): KnownCase {
  const picture = request.images.at(-1)?.sha256;
  const quoted = cases.filter(({ findings }) => findings !== '' && request.user.includes(findings));
  const found = picture === undefined ? quoted.at(-1) : cases.find((each) => each.picture === picture);
  if (!found) throw new Error('The request is about no case of the collection.');
  return found;
}

/** What befalls one case in seven each: a refusal, and words that say nothing. Others are answered. */
export function mishap({ position }: KnownCase): Behaviour | null {
  if (position % 7 === 2)
    return { kind: 'answer', text: "I'm sorry, but I can't help with medical images or reports." };
  if (position % 7 === 5) return { kind: 'answer', text: '%%% ??? %%%' };
  return null;
}
