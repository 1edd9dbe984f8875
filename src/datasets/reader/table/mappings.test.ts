import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeptMapping, TableRecipe } from '../../../domain/dataset/table-mapping.ts';
import { readDataset } from '../readers.ts';
import type { Reading } from '../reading.ts';
import { filesOf } from '../test-files.ts';
import type { ReadingChoices } from './mapping.ts';
import { readTableRecipe } from './recipe.ts';
import { faults } from './test-tables.ts';

const recipe: TableRecipe = {
  format: 'reading-room/table-recipe',
  version: 1,
  name: 'Our films',
  columns: [
    { name: 'f', role: 'image' },
    { name: 'g', role: 'labels' },
  ],
  separator: '+',
  boxOrder: 'xywh',
  boxUnit: 'pixels-source',
};
const csv = 'f,g\na.png,x+y\nb.png,z\n';
const pictures = ['a.png', 'b.png'];
const kept = (change: Partial<TableRecipe> = {}, keptAt = 1): KeptMapping => ({
  keptAt,
  recipe: { ...recipe, ...change },
});
const labels = (reading: Reading) => reading.cases.map(({ truth }) => truth.labels);

describe('mappings that lie among the files', () => {
  test('applied to the table with those columns, and a choice goes before it', async () => {
    const files = filesOf({ 't.csv': csv, 'ours.table-recipe.json': JSON.stringify(recipe) }, pictures);
    const reading = await readDataset(files, {});
    expect(reading.tables[0]).toMatchObject({
      source: { kind: 'file', name: 'Our films', file: 'ours.table-recipe.json' },
      separator: '+',
      changed: false,
    });
    expect(reading.cases.map(({ truth }) => truth.labels)).toEqual([['x', 'y'], ['z']]);
    expect(reading.used).toContain('ours.table-recipe.json');
    const corrected = await readDataset(files, { tables: { 't.csv': { separator: null } } });
    expect(corrected.cases[0]?.truth.labels).toEqual(['x+y']);
    expect(corrected.tables[0]?.changed).toBe(true);
  });

  test.each<[string, unknown, string]>([
    [
      'a role that is none',
      { ...recipe, columns: [{ name: 'f', role: 'picture' }] },
      'at columns.0.role: “picture” is nothing that a column can mean here',
    ],
    [
      'a column named twice',
      { ...recipe, columns: [...recipe.columns, { name: 'f', role: 'ignore' }] },
      'at columns.2.name: “f” is named before',
    ],
    ['no name', { ...recipe, name: ' ' }, 'at name: the mapping has no name'],
    ['a later version', { ...recipe, version: 2 }, 'at version: version 2 is not known, 1 is'],
    ['no object', 'text', 'Invalid input: expected object'],
  ])('%s is refused with its place and what to do', async (_, broken, why) => {
    const reading = await readDataset(
      filesOf({ 't.csv': csv, 'ours.table-recipe.json': JSON.stringify(broken) }, pictures),
      {},
    );
    expect(faults(reading)[0]).toContain('ours.table-recipe.json: it is no mapping of a table: ');
    expect(faults(reading)[0]).toContain(why);
    expect(reading.refused[0]?.remedy).toContain('save the mapping anew');
  });

  test('whatever stands in a file of a mapping, it is read or refused', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `{"columns":${json}}`),
        ),
        (text) => {
          const read = readTableRecipe(new TextEncoder().encode(text));
          expect(read.kind === 'recipe' || read.reason.length > 0).toBe(true);
        },
      ),
    );
  });
});

describe('mappings that were kept', () => {
  const files = filesOf({ 't.csv': csv }, pictures);

  test('one for just the columns of a table is taken by itself; the guess can be asked for', async () => {
    const reading = await readDataset(files, { keptMappings: [kept({}, 7)] });
    expect(labels(reading)).toEqual([['x', 'y'], ['z']]);
    const [table] = reading.tables;
    expect(table?.source).toEqual({ kind: 'kept', name: 'Our films', keptAt: 7 });
    expect(table?.sources).toEqual([table?.source, { kind: 'guess' }]);
    expect(table?.columns.map(({ why }) => why)).toEqual([
      expect.stringMatching(/^as in the mapping/),
      expect.stringMatching(/^as in the mapping; guessed: ignore/),
    ]);
    const guessed = await readDataset(files, {
      keptMappings: [kept()],
      tables: { 't.csv': { source: 'guess' } },
    });
    const plain = await readDataset(files, {});
    expect(guessed.tables[0]?.columns).toEqual(plain.tables[0]?.columns);
    expect(guessed.key).toEqual(plain.key);
    expect(guessed.tables[0]?.source).toEqual({ kind: 'guess' });
  });

  test('columns may stand in another order; one more or one less, and it is not meant', async () => {
    const turned = filesOf({ 't.csv': 'g,f\nx+y,a.png\nz,b.png\n' }, pictures);
    expect(labels(await readDataset(turned, { keptMappings: [kept()] }))).toEqual([['x', 'y'], ['z']]);
    for (const other of ['f,g,h\na.png,x,1\n', 'f\na.png\n', 'f,h\na.png,x\n']) {
      const reading = await readDataset(filesOf({ 't.csv': other }, pictures), { keptMappings: [kept()] });
      expect(reading.tables[0]?.source).toEqual({ kind: 'guess' });
    }
  });

  test('of several the latest; a dropped file goes before; what is changed now before both; any can be chosen', async () => {
    const keptMappings = [kept({ name: 'old', separator: null }, 1), kept({ name: 'new' }, 2)];
    const used = async (choices: ReadingChoices, among = files) => {
      const { tables } = await readDataset(among, { keptMappings, ...choices });
      const source = tables[0]?.source;
      return [source?.kind === 'guess' ? 'guess' : source?.name, tables[0]?.separator, tables[0]?.changed];
    };
    const dropped = filesOf(
      { 't.csv': csv, 'x.table-recipe.json': JSON.stringify({ ...recipe, name: 'file', separator: ';' }) },
      pictures,
    );
    expect(await used({})).toEqual(['new', '+', false]);
    expect(await used({}, dropped)).toEqual(['file', ';', false]);
    expect(await used({ tables: { 't.csv': { separator: '/' } } }, dropped)).toEqual(['file', '/', true]);
    expect(await used({ tables: { 't.csv': { source: 'kept old' } } }, dropped)).toEqual([
      'old',
      null,
      false,
    ]);
    // One that was deleted meanwhile is as if it had not been chosen.
    expect(await used({ tables: { 't.csv': { source: 'kept gone' } } })).toEqual(['new', '+', false]);
  });

  test('a column changed by hand goes before, and says so', async () => {
    const { tables } = await readDataset(files, {
      keptMappings: [kept()],
      tables: { 't.csv': { mapping: { f: 'image', g: 'attribute' } } },
    });
    expect(tables[0]?.columns[1]).toMatchObject({ role: 'attribute', why: 'chosen by hand' });
    expect(tables[0]).toMatchObject({ changed: true, source: { kind: 'kept' } });
  });

  test('the same meanings, guessed, kept, dropped or chosen, are the same data set', async () => {
    const tables = {
      't.csv': { mapping: { f: 'image', g: 'labels' }, separator: '+', boxUnit: 'pixels-source' },
    } as const;
    const byHand = await readDataset(files, { tables });
    const byKept = await readDataset(files, { keptMappings: [kept()] });
    expect(byKept.key).toEqual(byHand.key);
    expect((await readDataset(files, { keptMappings: [kept({ name: 'otherwise called' }, 9)] })).key).toEqual(
      byHand.key,
    );
    expect((await readDataset(files, { keptMappings: [kept({ separator: null })] })).key).not.toEqual(
      byHand.key,
    );
  });

  test('cells that look otherwise than it says are told of: joined labels, boxes of another unit', async () => {
    const joined = filesOf({ 't.csv': 'f,g\na.png,x|y\nb.png,y\n' }, pictures);
    const reading = await readDataset(joined, { keptMappings: [kept({ separator: null })] });
    expect(labels(reading)).toEqual([['x|y'], ['y']]);
    expect(reading.notes).toEqual([
      't.csv: a cell of labels is read as one label, as the mapping “Our films” says; its cells look as if “|” joined several.',
    ]);
    const boxed = await readDataset(
      filesOf({ 't.csv': 'f,g,b\na.png,x,"0.1,0.2,0.3,0.4"\n' }, pictures.slice(0, 1)),
      { keptMappings: [kept({ columns: [...recipe.columns, { name: 'b', role: 'box' }] })] },
    );
    expect(boxed.notes).toEqual([
      't.csv: boxes and points are counted in pixels, as the mapping “Our films” says; their numbers look like parts of the picture, 0 to 1.',
    ]);
    expect((await readDataset(files, { keptMappings: [kept()] })).notes).toEqual([]);
  });
});
