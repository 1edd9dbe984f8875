import type { JsonSchema } from './task.ts';

/** Providers' strict modes want every property required and no others; what may be missing is nullable instead. */
export function objectSchema(
  properties: Readonly<Record<string, JsonSchema>>,
  description?: string,
): JsonSchema {
  return {
    type: 'object',
    ...described(description),
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

export function arraySchema(items: JsonSchema, description?: string): JsonSchema {
  return { type: 'array', ...described(description), items };
}

export function textSchema(description: string): JsonSchema {
  return { type: 'string', description };
}

export function nullableTextSchema(description: string): JsonSchema {
  return { type: ['string', 'null'], description };
}

export function numberSchema(description: string): JsonSchema {
  return { type: 'number', description };
}

export function nullableNumberSchema(description: string): JsonSchema {
  return { type: ['number', 'null'], description };
}

export function enumSchema(values: readonly string[], description?: string): JsonSchema {
  return { type: 'string', ...described(description), enum: values };
}

/** The confidence that every labelled answer may carry. */
export const confidenceSchema = nullableNumberSchema(
  'number from 0 to 1: how likely it is that this is right',
);

/** The schema with a text property `reasoning` before all others, so that a model thinks before it answers. */
export function withReasoning(schema: JsonSchema): JsonSchema {
  const { properties } = schema;
  if (typeof properties !== 'object' || properties === null) return schema;
  const all = {
    reasoning: textSchema('what you see and what follows from it, in a few sentences'),
    ...properties,
  };
  return { ...schema, properties: all, required: Object.keys(all) };
}

function described(description: string | undefined): { description?: string } {
  return description === undefined ? {} : { description };
}
