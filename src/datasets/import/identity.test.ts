import { expect, test } from 'vitest';
import type { KeptMapping } from '../../domain/dataset/table-mapping.ts';
import type { ImportChoices } from './choices.ts';
import { ImportSession } from './session.ts';
import { noDecoder } from './test-import.ts';

const kept: KeptMapping = {
  keptAt: 1,
  recipe: {
    format: 'reading-room/table-recipe',
    version: 1,
    name: 'Our reports',
    columns: [
      { name: 'nr', role: 'name' },
      { name: 'a', role: 'findings' },
      { name: 'b', role: 'impression' },
    ],
    separator: null,
    boxOrder: 'xywh',
    boxUnit: 'pixels-source',
  },
};
const byHand: ImportChoices = {
  tables: { 't.csv': { mapping: { nr: 'name', a: 'findings', b: 'impression' } } },
};

async function understood(choices: ImportChoices, more: Readonly<Record<string, string>> = {}) {
  const texts = { 't.csv': 'nr,a,b\n1,Clear lungs,Normal\n2,Large heart,Cardiomegaly\n', ...more };
  const dropped = Object.entries(texts).map(([path, text]) => ({ path, file: new Blob([text]) }));
  const session = await ImportSession.open(dropped, noDecoder);
  const { sourceKey, caseCount, refused, ignored } = await session.preview(choices);
  const batches = await Array.fromAsync(session.batches(choices, new Map(), null));
  const samples = batches.flatMap((batch) => batch.samples);
  return { sourceKey, caseCount, refused, ignored, ids: samples.map(({ id }) => id) };
}

test('the same meanings make the same data set, whether said by hand, kept before, or dropped as a file', async () => {
  const first = await understood(byHand);
  expect(first).toMatchObject({ caseCount: 2, refused: [], ignored: 0 });
  expect(await understood({ keptMappings: [kept] })).toEqual(first);
  expect(await understood({}, { 'ours.table-recipe.json': JSON.stringify(kept.recipe) })).toEqual(first);
  // Meanings that differ make another, as do other files.
  const columns = kept.recipe.columns.map((column) =>
    column.name === 'b' ? { ...column, role: 'attribute' as const } : column,
  );
  const other = await understood({ keptMappings: [{ ...kept, recipe: { ...kept.recipe, columns } }] });
  expect(other.sourceKey).not.toBe(first.sourceKey);
  const wider = await understood(byHand, { 'notes.txt': 'Beside them.' });
  expect(wider.sourceKey).not.toBe(first.sourceKey);
});
