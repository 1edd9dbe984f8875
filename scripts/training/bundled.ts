import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { manifestSchema, sampleSchema } from '../../src/datasets/reader/manifest-schema.ts';
import type { IndexedPicture } from '../datasets/png.ts';
import type { Lesson } from './classes.ts';
import { isPlanted, type EvaluatedCase } from './held-out.ts';
import { inputOf, lesionBitmap } from './pictures.ts';

/** The test split of a bundled collection, as it is in the repository. */
export async function readBundledTest(
  { collection, masksOf }: Lesson,
  staticDatasets: string,
): Promise<EvaluatedCase[]> {
  const folder = join(staticDatasets, collection.folder);
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, 'dataset.json'), 'utf8')));
  const samples = manifest.samples.map((sample) => sampleSchema.parse(sample));
  const tested = samples.filter(({ split }) => split === 'test');
  return Promise.all(
    tested.map(async ({ name, images, truth, attributes }) => {
      const [label] = truth.labels ?? [];
      const [image] = images;
      if (label === undefined || image === undefined) throw new Error(`${name} has no label or no picture`);
      const picture = await pictureAt(join(folder, image.file));
      const masks = (truth.masks ?? []).flatMap((mask) =>
        mask.rle === undefined ? [] : [{ label: mask.label, rle: mask.rle }],
      );
      return {
        input: inputOf(picture),
        label,
        planted: isPlanted(collection, attributes),
        lesion: lesionBitmap(masks, masksOf, picture.width, picture.height),
        width: picture.width,
        height: picture.height,
      };
    }),
  );
}

async function pictureAt(path: string): Promise<IndexedPicture> {
  const { width, height, data, palette } = decode(await readFile(path));
  const pixels = Uint8Array.from(data);
  return palette === undefined
    ? { width, height, pixels }
    : { width, height, pixels, palette: Uint8Array.from(palette.flat()) };
}
