import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { planId } from '../ids.ts';
import type { PlanId } from '../ids.ts';
import type { Plan } from './plan.ts';

/** JSON with the keys of every object in code-unit order, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits. */
export const hashText = (text: string): string => bytesToHex(sha256(asciiBytes(text) ?? utf8ToBytes(text)));

/** The bytes of a short text of ASCII: an encoder takes longer to be called than these take. Null for any other text. */
function asciiBytes(text: string): Uint8Array | null {
  if (text.length > 1_000) return null;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return null;
    bytes[at] = code;
  }
  return bytes;
}

/**
 * A plan's identity: the hash of what decides its answers (task, cases by content, questions, models, prompts, examples,
 * repeats, conditions, parameters). Its name, its date and where it is stored do not.
 */
export function identifyPlan(plan: Omit<Plan, 'id'>): PlanId {
  const { task, datasetKey, selection, samples, questions, prompts, examples, repeats, conditions } = plan;
  const models = plan.models.map((model) =>
    model.kind === 'onnx'
      ? { kind: model.kind, location: model.location, backend: model.backend, boxes: model.boxConvention }
      : { kind: model.kind, address: model.address, model: model.model, boxes: model.boxConvention },
  );
  return planId(
    hashText(
      canonicalJson({
        task,
        datasetKey,
        selection,
        samples,
        questions,
        models,
        prompts: prompts.map(({ id }) => id),
        examples,
        repeats,
        conditions,
        parameters: plan.parameters,
      }),
    ),
  );
}
