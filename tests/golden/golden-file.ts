import { z } from 'zod';
import { compare } from './compare.ts';
import type { FamilyRunner } from './families/registry.ts';

const fileSchema = z.object({
  family: z.string(),
  about: z.string(),
  cases: z.array(
    z.object({ name: z.string(), input: z.unknown(), expected: z.unknown(), tolerance: z.number() }),
  ),
});

/** Numbers that a peer gives for fixed inputs, with the convention in `about`. */
export type GoldenFile = z.infer<typeof fileSchema>;
export type GoldenCase = GoldenFile['cases'][number];

/** @throws Error naming what is wrong with the file. */
export function parseGoldenFile(json: string): GoldenFile {
  return fileSchema.parse(JSON.parse(json));
}

/** Where our code misses the case: a line for each place in `expected`, none where it holds. */
export function missesOf(golden: GoldenCase, run: FamilyRunner): string[] {
  try {
    return compare(golden.expected, run(golden.input, golden.name), golden.tolerance);
  } catch (error) {
    return [`threw ${error instanceof Error ? error.message : String(error)}`];
  }
}
