import { z } from 'zod';

const entry = z.looseObject({ id: z.string() });
const list = z.union([z.looseObject({ data: z.array(entry) }).transform(({ data }) => data), z.array(entry)]);

/** Names in an answer of `/models` (OpenAI's `{data: [{id}]}`, or the bare array of some); null when it is none. */
export function readModelList(json: unknown): string[] | null {
  const parsed = list.safeParse(json);
  return parsed.success ? parsed.data.map(({ id }) => id) : null;
}

/** The names that look most like `name`, best first, at most five: by shared letter triples (Dice coefficient). */
export function nearMatches(name: string, names: readonly string[]): string[] {
  const wanted = triples(name);
  return names
    .map((candidate) => ({ candidate, likeness: dice(wanted, triples(candidate)) }))
    .filter(({ likeness }) => likeness >= 0.3)
    .sort((a, b) => b.likeness - a.likeness || a.candidate.localeCompare(b.candidate))
    .slice(0, 5)
    .map(({ candidate }) => candidate);
}

function triples(name: string): Set<string> {
  // What stands before a slash (`models/`, `openai/`) and punctuation are what people leave out.
  const bare = ` ${name
    .toLowerCase()
    .replace(/^.*\//, '')
    .replaceAll(/[^a-z0-9]/g, '')} `;
  return new Set(
    Array.from({ length: Math.max(1, bare.length - 2) }, (_, start) => bare.slice(start, start + 3)),
  );
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((triple) => b.has(triple)).length;
  return (2 * shared) / (a.size + b.size);
}
