/**
 * Holds our numbers to every golden file in a folder: `npm run golden -- tests/golden`. Prints each miss with its place in
 * `expected`, and last `N passed, N failed`; ends with 1 where a case is missed, with 2 where there is nothing to hold to.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { families } from '../tests/golden/families/registry.ts';
import { missesOf, parseGoldenFile } from '../tests/golden/golden-file.ts';

interface Tally {
  passed: number;
  failed: number;
}

const mostMissesShown = 10;

async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined) {
    console.error('Which folder? npm run golden -- tests/golden');
    return 2;
  }
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const tally: Tally = { passed: 0, failed: 0 };
  for (const name of names) await holdFile(join(folder, name), tally);
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  if (tally.failed > 0) return 1;
  return tally.passed === 0 ? 2 : 0;
}

async function holdFile(path: string, tally: Tally): Promise<void> {
  const text = await readFile(path, 'utf8');
  const family = familyNamed(text);
  const load = family === undefined ? undefined : families[family];
  if (!load) {
    console.log(
      `${path}: left out, its family "${family ?? 'none'}" is none of ${Object.keys(families).join(', ')}`,
    );
    return;
  }
  const { cases } = parseGoldenFile(text);
  const { run } = await load();
  for (const [i, golden] of cases.entries()) {
    const misses = missesOf(golden, run);
    if (misses.length === 0) {
      tally.passed++;
      continue;
    }
    tally.failed++;
    console.log(`${path}: case ${i} "${golden.name}"`);
    for (const miss of misses.slice(0, mostMissesShown)) console.log(`  ${miss}`);
    if (misses.length > mostMissesShown) console.log(`  and ${misses.length - mostMissesShown} more`);
  }
}

/** The family that a file says it is of; undefined where it says none. */
function familyNamed(text: string): string | undefined {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null || !('family' in parsed)) return undefined;
  return typeof parsed.family === 'string' ? parsed.family : undefined;
}

process.exitCode = await main(process.argv[2]);
