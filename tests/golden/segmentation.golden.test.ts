import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from './families/segmentation.ts';
import { missesOf, parseGoldenFile } from './golden-file.ts';

const file = parseGoldenFile(readFileSync(new URL('./segmentation.json', import.meta.url), 'utf8'));

describe(file.about, () => {
  it.each(file.cases.map((golden, i) => [`${i}: ${golden.name}`, golden] as const))('%s', (_, golden) => {
    expect(missesOf(golden, run)).toEqual([]);
  });
});
