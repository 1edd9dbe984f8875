import { existsSync, readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { extractFindings } from './extract.ts';

// Real reports, not ours to copy: the test needs them beside the project, and otherwise skips.
const file = new URL('../../../../../shared/data/reports_openi/indiana_reports.csv', import.meta.url);
const missing = existsSync(file) ? '' : ' (skipped: no shared data beside the project)';

interface Row {
  readonly MeSH: string;
  readonly Problems: string;
  readonly findings: string;
  readonly impression: string;
}

/** Every third report of Open-i, with what people indexed it with. */
function reports(): {
  indexed: string[];
  found: Map<string, { there: boolean; side: string | undefined }>;
}[] {
  return Papa.parse<Row>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true })
    .data.filter((_, i) => i % 3 === 0)
    .map(({ MeSH, findings, impression }) => ({ text: `${findings}\n${impression}`, MeSH }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, MeSH }) => ({
      indexed: MeSH.split(';').map((term) => term.trim()),
      found: new Map(
        extractFindings(text, 'en').findings.map(({ observation, status, side }) => [
          observation,
          { there: status === 'present' || status === 'uncertain', side },
        ]),
      ),
    }));
}

test.skipIf(missing !== '')(`agrees with the indexing of Open-i reports${missing}`, () => {
  const all = reports();
  expect(all.length).toBeGreaterThan(1200);

  const normal = all.filter(({ indexed }) => indexed[0] === 'normal');
  const clean = normal.filter(({ found }) => found.get('No Finding')?.there);
  expect(clean.length / normal.length).toBeGreaterThan(0.98);

  // An indexed finding is found; what is found is sometimes only suspected, and then not indexed.
  const terms = [
    ['Cardiomegaly', /^Cardiomegaly/, 0.97, 0.9],
    ['Pleural Effusion', /^Pleural Effusion/, 0.95, 0.7],
    ['Atelectasis', /^Pulmonary Atelectasis/, 0.97, 0.75],
    ['Consolidation', /^Consolidation/, 0.95, 0.5],
    ['Fracture', /^Fractures, Bone/, 0.9, 0.6],
  ] as const;
  for (const [observation, term, leastRecall, leastPrecision] of terms) {
    const indexed = all.filter((report) => report.indexed.some((one) => term.test(one)));
    const found = all.filter((report) => report.found.get(observation)?.there);
    const both = indexed.filter((report) => report.found.get(observation)?.there);
    expect(both.length / indexed.length, `${observation} recall`).toBeGreaterThanOrEqual(leastRecall);
    expect(both.length / found.length, `${observation} precision`).toBeGreaterThanOrEqual(leastPrecision);
  }

  const swapped = all.filter(({ indexed, found }) => {
    const sides = indexed
      .filter((one) => one.startsWith('Pleural Effusion/'))
      .map((one) => one.split('/')[1]);
    const side = found.get('Pleural Effusion')?.side;
    return (
      sides.length === 1 &&
      new Set([sides[0], side]).symmetricDifference(new Set(['left', 'right'])).size === 0
    );
  });
  expect(swapped).toEqual([]);
});
