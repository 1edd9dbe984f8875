/** How often each run of 1 to `most` words occurs; a run is written as its words with spaces between. Shortest runs first. */
export function wordNgrams(words: readonly string[], most: number): Map<string, number>[] {
  return Array.from({ length: most }, (_, order) => countRuns(words, order + 1, ' '));
}

/** How often each run of 1 to `most` characters (code points) occurs. */
export function characterNgrams(characters: readonly string[], most: number): Map<string, number>[] {
  return Array.from({ length: most }, (_, order) => countRuns(characters, order + 1, ''));
}

function countRuns(parts: readonly string[], length: number, separator: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + length <= parts.length; start++) {
    const run = parts.slice(start, start + length).join(separator);
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return counts;
}

/** The sum of all counts. */
export function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

/** How many runs of `counts` are also in `limits`, none oftener than there. */
export function clippedMatches(
  counts: ReadonlyMap<string, number>,
  limits: ReadonlyMap<string, number>,
): number {
  let matches = 0;
  for (const [run, count] of counts) matches += Math.min(count, limits.get(run) ?? 0);
  return matches;
}
