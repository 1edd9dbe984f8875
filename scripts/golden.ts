/**
 * Holds our numbers to every golden file in a folder: `npm run golden -- tests/golden`. A file of DICOM pixel values
 * speaks of a folder of DICOM files: `npm run golden -- dicom-pixels.json --files FOLDER`. Prints each miss with its place in
 * `expected`, and last `N passed, N failed`; ends with 1 where a case is missed, with 2 where there is nothing to hold to.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { families } from '../tests/golden/families/registry.ts';
import { holdDicomPixels, parseDicomPixels } from '../tests/golden/dicom-pixels.ts';
import { missesOf, parseGoldenFile } from '../tests/golden/golden-file.ts';

interface Tally {
  passed: number;
  failed: number;
}

const mostMissesShown = 10;

async function main(where: string | undefined, files: string | undefined): Promise<number> {
  if (where === undefined) {
    console.error('Which folder? npm run golden -- tests/golden');
    return 2;
  }
  const tally: Tally = { passed: 0, failed: 0 };
  if ((await stat(where)).isDirectory()) {
    const names = (await readdir(where)).filter((name) => name.endsWith('.json')).sort();
    for (const name of names) await holdFile(join(where, name), tally);
  } else if (files === undefined) await holdFile(where, tally);
  else await holdDicomFiles(where, files, tally);
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  if (tally.failed > 0) return 1;
  return tally.passed === 0 ? 2 : 0;
}

/** The peer's pixel values of each DICOM file in `folder`, to ours. */
async function holdDicomFiles(path: string, folder: string, tally: Tally): Promise<void> {
  let without = 0;
  for (const golden of parseDicomPixels(await readFile(path, 'utf8')).files) {
    const outcome = await holdDicomPixels(golden, folder);
    switch (outcome.kind) {
      case 'held':
        tally.passed++;
        if (outcome.note !== undefined) console.log(`${golden.path}: ${outcome.note}`);
        break;
      case 'missed':
        tally.failed++;
        console.log(`${golden.path}:`);
        for (const miss of outcome.why) console.log(`  ${miss}`);
        break;
      case 'left out':
        without++;
        if (golden.pixels) console.log(`${golden.path}: the peer cannot decode it; ours is ${outcome.ours}`);
    }
  }
  console.log(`${without} files of which the peer gives no values were left out`);
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

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { files: { type: 'string' } },
});
process.exitCode = await main(positionals[0], values.files);
