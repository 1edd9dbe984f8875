import { z } from 'zod';

const node = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  minItems: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

/** A value that a JSON Schema accepts, always the same for the same `hash` (hexadecimal digits). */
export function schemaInstance(schema: unknown, hash: string): unknown {
  const part = node.safeParse(schema).data;
  if (part === undefined) return null;
  const choice = Number.parseInt(hash.slice(0, 8), 16);
  if (part.const !== undefined) return part.const;
  if (part.enum !== undefined && part.enum.length > 0) return part.enum[choice % part.enum.length];
  if (part.anyOf !== undefined) return schemaInstance(part.anyOf[0], hash);
  const type = typeof part.type === 'string' ? part.type : part.type?.[0];
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(part.properties ?? {}).map(([name, inner]) => [name, schemaInstance(inner, hash)]),
      );
    case 'array':
      return Array.from({ length: Math.max(1, part.minItems ?? 1) }, () => schemaInstance(part.items, hash));
    case 'integer':
    case 'number': {
      const low = part.minimum ?? 0;
      const high = part.maximum ?? low + 1;
      const value = low + ((high - low) * (choice % 1_000)) / 1_000;
      return type === 'integer' ? Math.round(value) : value;
    }
    case 'boolean':
      return choice % 2 === 0;
    case 'string':
      return `answer ${hash.slice(0, 8)}`;
    default:
      return null;
  }
}
