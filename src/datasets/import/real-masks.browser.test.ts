import { decode } from 'fast-png';
import { describe, expect, inject, test } from 'vitest';
import type { Sample } from '../../domain/dataset/dataset.ts';
import { maskArea } from '../../domain/geometry/rle.ts';
import type { DroppedFile } from '../container/source.ts';
import { DatasetImporter } from './importer.ts';
import { MemoryStore } from './test-store.ts';

const { address, paths } = inject('realData');

async function read(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(`${address}/${path.split('/').map(encodeURIComponent).join('/')}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** A folder dropped as it is, and imported with nothing chosen. */
async function imported(folder: string) {
  const files = await Promise.all(
    paths
      .filter((path) => path.startsWith(`${folder}/`))
      .map(async (path): Promise<DroppedFile> => ({ path, file: new Blob([await read(path)]) })),
  );
  const store = new MemoryStore();
  const importer = new DatasetImporter({ store, now: () => 1 });
  const sources = await importer.openNamed(files);
  const result = await importer.runImport(sources, {}, () => undefined, new AbortController().signal);
  const samples = [...store.samples.values()].sort((a, b) => a.ordinal - b.ordinal);
  return { samples, refused: result.dataset.refused, recipe: result.dataset.recipe };
}

const stem = ({ name }: Sample): string => name.replace(/^.*\//, '').replace(/\.\w+$/, '');
const areas = ({ truth }: Sample): number[] => (truth.masks ?? []).map(({ mask }) => maskArea(mask));
const labels = ({ truth }: Sample): string[] => (truth.masks ?? []).map(({ label }) => label);

describe.skipIf(paths.length === 0)(
  'masks of data sets as they are published (skipped where ../shared/data is absent)',
  () => {
    test('Kvasir-SEG: JPEG masks have the areas that PIL counts above 127', async () => {
      const { samples, refused, recipe } = await imported('endo_kvasirseg');
      expect([refused, recipe, new Set(samples.flatMap(labels))]).toEqual([
        [],
        'kvasir-seg',
        new Set(['polyp']),
      ]);
      const counted = {
        cju0qkwl: 93_043,
        cju0qoxq: 390_295,
        cju0qx73: 104_400,
        cju0roaw: 35_632,
        cju0rx1i: 23_706,
      };
      expect(Object.fromEntries(samples.map((sample) => [stem(sample).slice(0, 8), areas(sample)]))).toEqual(
        Object.fromEntries(Object.entries(counted).map(([name, area]) => [name, [area]])),
      );
      for (const { truth } of samples)
        expect(truth.masks?.[0]?.changes).toEqual([
          'a lossy file: what is at least 128 of 255 was taken for it',
        ]);
    }, 120_000);

    test('IDRiD: red on black, of 4288 x 2848 pixels', async () => {
      const { samples, recipe } = await imported('fundus_idrid_hardexudates');
      expect([recipe, new Set(samples.flatMap(labels))]).toEqual(['idrid', new Set(['hard exudate'])]);
      expect(samples.map(({ images: [image] }) => [image?.width, image?.height])).toEqual(
        samples.map(() => [4288, 2848]),
      );
      expect(Object.fromEntries(samples.map((sample) => [stem(sample), areas(sample)]))).toEqual({
        IDRiD_02: [135_408],
        IDRiD_11: [291_140],
        IDRiD_15: [42_698],
      });
      // The tables number other images: no grade is taken from them.
      expect(samples.map(({ truth, attributes }) => [truth.labels, attributes])).toEqual(
        samples.map(() => [undefined, {}]),
      );
    }, 120_000);

    test('ISIC 2018: 48 masks, each with the pixels that are white in its file', async () => {
      const { samples, recipe } = await imported('skin_isic2018_512');
      expect([recipe, new Set(samples.flatMap(labels))]).toEqual(['isic2018-task1', new Set(['lesion'])]);
      expect(samples).toHaveLength(48);
      const files = paths.filter((path) => path.endsWith('_segmentation.png'));
      expect(files).toHaveLength(48);
      const white = new Map<string, number>();
      for (const path of files) {
        const { data, channels } = decode(await read(path));
        expect([channels, [...new Set(data)].sort()]).toEqual([1, [0, 255]]);
        white.set(/ISIC_\d+/.exec(path)?.[0] ?? '', data.filter((value) => value === 255).length);
      }
      expect(white.get('ISIC_0000004')).toBe(120_539);
      expect(new Map(samples.map((sample) => [stem(sample), areas(sample)[0]]))).toEqual(
        new Map([...white].sort()),
      );
      for (const { truth } of samples) expect(truth.masks).toHaveLength(1);
    }, 120_000);
  },
);
