import { describe, expect, it } from 'vitest';
import { testDataset } from '../domain/dataset/test-dataset.ts';
import type { KeptMapping } from '../domain/dataset/table-mapping.ts';
import { openTestDatabase } from './test-database.ts';
import { MappingRepository } from './mappings.ts';

describe('MappingRepository', () => {
  const mapping = (name: string, keptAt: number): KeptMapping => ({
    keptAt,
    recipe: {
      format: 'reading-room/table-recipe',
      version: 1,
      name,
      columns: [{ name: 'file', role: 'image' }],
      separator: null,
      boxOrder: 'xywh',
      boxUnit: 'pixels-source',
    },
  });

  it('a database from before there were mappings keeps them after its migration', async () => {
    const name = `test-migration-${crypto.randomUUID()}`;
    const old = openTestDatabase(name, 3);
    await old.table('datasets').put(testDataset('old'));
    expect(old.tables.map((table) => table.name)).not.toContain('mappings');
    old.close();
    const mappings = new MappingRepository(openTestDatabase(name));
    expect(await mappings.list()).toEqual([]);
    await mappings.put(mapping('Films', 1));
    expect(await mappings.list()).toEqual([mapping('Films', 1)]);
  });

  it('one mapping a name, the latest first; a taken name is replaced, renamed or added to only on demand', async () => {
    const mappings = new MappingRepository(openTestDatabase());
    await mappings.put(mapping('Films', 1));
    await mappings.put(mapping('Skin', 2));
    expect(await mappings.add(mapping('Films', 3))).toBe(false);
    expect(await mappings.rename('Films', 'Skin')).toBe(false);
    expect(await mappings.rename('gone', 'other')).toBe(false);
    expect(await mappings.list()).toEqual([mapping('Skin', 2), mapping('Films', 1)]);
    await mappings.put(mapping('Films', 3));
    expect(await mappings.rename('Skin', 'Moles')).toBe(true);
    expect(await mappings.add(mapping('Teeth', 4))).toBe(true);
    expect(await mappings.list()).toEqual([mapping('Teeth', 4), mapping('Films', 3), mapping('Moles', 2)]);
    await mappings.delete('Films');
    expect((await mappings.list()).map(({ recipe }) => recipe.name)).toEqual(['Teeth', 'Moles']);
  });
});
