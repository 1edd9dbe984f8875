import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drawnLabels } from '../reader/draft-labels.ts';
import { readDataset } from '../reader/readers.ts';
import { realFolder, shared } from '../reader/test-real-data.ts';
import { readByRecipe } from './read.ts';
import { recipes } from './recipes.ts';

/** Of each folder: its recipe, cases, classes, what is drawn, distinct groups, distinct splits. */
const expected: Readonly<Record<string, unknown>> = {
  cxr_nih_bbox: ['nih-chest-xray14', 16, 15, 16, ['none']],
  dental_xray_yolo: ['dental-radiography', 30, 4, 29, ['test']],
  endo_kvasirseg: ['kvasir-seg', 5, 1, 0, ['none']],
  fundus_idrid_hardexudates: ['idrid', 3, 1, 0, ['none']],
  skin_isic2018_512: ['isic2018-task1', 48, 2, 0, ['train']],
};

describe.skipIf(!existsSync(shared))(
  'data sets as they are published are recognised (skipped where ../shared/data is absent)',
  () => {
    test.each(Object.entries(expected))('%s', async (folder, facts) => {
      const { reading, recipe } = await readByRecipe(await realFolder(folder), {}, recipes);
      const { cases, labels } = reading;
      const groups = new Set(cases.flatMap(({ group }) => group ?? []));
      const splits = [...new Set(cases.map(({ split }) => split))];
      expect([recipe?.id, cases.length, labels.length, groups.size, splits]).toEqual(facts);
    });

    test('Open-i', async () => {
      const { reading, recipe } = await readByRecipe(await realFolder('reports_openi'), {}, recipes);
      expect(recipe?.id).toBe('open-i');
      expect(reading.cases.length).toBeGreaterThan(3_800);
    }, 60_000);

    test('no other folder is taken for one', async () => {
      const { recipe } = await readByRecipe(await realFolder('nifti'), {}, recipes);
      expect(recipe).toBeNull();
    });

    test('names change, and nothing else: what was read is what is read without a recipe', async () => {
      for (const folder of Object.keys(expected)) {
        const files = await realFolder(folder);
        const plain = await readDataset(files, {});
        const { reading } = await readByRecipe(files, {}, recipes);
        const counts = ({ cases }: typeof plain) =>
          cases.map((draft) => [
            draft.name,
            draft.truth.labels?.length,
            draft.drawings?.flatMap(({ shapes }) => shapes).length,
            draft.maskFiles.length,
            draft.attributes,
            drawnLabels(draft).length,
          ]);
        expect(counts(reading)).toEqual(counts(plain));
      }
    });
  },
);
