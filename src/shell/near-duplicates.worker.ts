import { expose } from 'comlink';
import type { Sample } from '../domain/dataset/dataset.ts';
import { rasterMediaType, type ImageRef } from '../domain/dataset/truth.ts';
import { lookBits, lookOf, lookSide } from '../domain/dataset/look.ts';
import type { LookedAtPicture, NearDuplicates } from '../domain/dataset/near-duplicates.ts';
import { nearPairs } from '../domain/dataset/near-pairs.ts';
import type { DatasetId } from '../domain/ids.ts';
import { canonicalJson } from '../domain/plan/identity.ts';
import { renderPicture } from '../domain/raster/picture.ts';
import { BlobRepository } from '../storage/blobs.ts';
import { ReadingRoomDatabase, type BlobRow, type PrintRow } from '../storage/database.ts';
import { DatasetRepository } from '../storage/datasets.ts';
import type { OnDone } from '../storage/on-done.ts';
import { PrintRepository } from '../storage/prints.ts';

const pageSize = 64;
const tellEveryMilliseconds = 100;
const mostPairs = 2_000;
/** A browser's own scaling to 8 times the size of a look, then means of 8 x 8: the same whatever it does with edges. */
const scale = 8;
const side = lookSide * scale;

const database = new ReadingRoomDatabase();
const datasets = new DatasetRepository(database);
const blobs = new BlobRepository(database);
const prints = new PrintRepository(database);
const canvas = new OffscreenCanvas(side, side);
const context = canvas.getContext('2d', { willReadFrequently: true });

/** Tells the page now and then, and of the end of each part. */
function nowAndThen(tell: OnDone): OnDone {
  let told = -Infinity;
  return (done, total, unit) => {
    if (done < total && performance.now() - told < tellEveryMilliseconds) return;
    told = performance.now();
    tell(done, total, unit);
  };
}

const pictureKeyOf = ({ blob, raster }: ImageRef): string =>
  raster === undefined ? blob : `${blob} ${canonicalJson(raster.shown)}`;

async function lookAt(row: BlobRow, { raster }: ImageRef): Promise<Uint32Array<ArrayBuffer>> {
  const bytes =
    row.mediaType === rasterMediaType && raster !== undefined ? renderPicture(row.bytes, raster) : row.bytes;
  const type = row.mediaType === rasterMediaType ? 'image/png' : row.mediaType;
  const bitmap = await createImageBitmap(new Blob([bytes], { type }), {
    resizeWidth: side,
    resizeHeight: side,
    resizeQuality: 'medium',
  });
  if (context === null) throw new Error('The browser gives no canvas to look at pictures.');
  context.fillStyle = '#000';
  context.fillRect(0, 0, side, side);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, side, side);
  const grey = new Float64Array(lookSide * lookSide);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const at = 4 * (y * side + x);
      // Luma of Rec. 601.
      const value = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
      const cell = Math.floor(y / scale) * lookSide + Math.floor(x / scale);
      grey[cell] = (grey[cell] ?? 0) + value / (scale * scale);
    }
  }
  return lookOf(grey);
}

/** The looks of a page of cases; those that are not known yet are made and kept. */
async function looksOf(
  page: readonly Sample[],
  unreadable: string[],
): Promise<{ readonly picture: LookedAtPicture; readonly bits: Uint32Array }[]> {
  const pictures = page.flatMap((sample) => {
    const { id, name, split, group } = sample;
    return sample.images.map((image): LookedAtPicture => ({
      sample: id,
      name,
      split,
      ...(group !== undefined && { group }),
      image,
    }));
  });
  const known = await prints.get(pictures.map(({ image }) => pictureKeyOf(image)));
  const made: PrintRow[] = [];
  const looks = [];
  for (const picture of pictures) {
    const key = pictureKeyOf(picture.image);
    let bits = known.get(key);
    if (bits?.length !== lookBits / 32) {
      const row = await blobs.get(picture.image.blob);
      const seen = row && (await lookAt(row, picture.image).catch(() => null));
      if (!seen) {
        unreadable.push(picture.name);
        continue;
      }
      bits = seen;
      known.set(key, seen);
      made.push({ picture: key, blob: picture.image.blob, bits: seen });
    }
    looks.push({ picture, bits });
  }
  await prints.put(made);
  return looks;
}

const api = {
  /**
   * Looks at every shown case's pictures and compares them; what was looked at before is not looked at again. Tells how
   * many cases have been looked at, then how many pictures have been compared.
   */
  async find(dataset: DatasetId, threshold: number, tell: OnDone): Promise<NearDuplicates> {
    const onDone = nowAndThen(tell);
    const total = (await datasets.get(dataset))?.sampleCount ?? 0;
    const looks: { readonly picture: LookedAtPicture; readonly bits: Uint32Array }[] = [];
    const unreadable: string[] = [];
    let done = 0;
    for (let from = 0; ;) {
      const page = await datasets.samplesFrom(dataset, from, pageSize);
      const last = page.at(-1);
      if (last === undefined) break;
      from = last.ordinal + 1;
      looks.push(
        ...(await looksOf(
          page.filter(({ hidden }) => hidden !== true),
          unreadable,
        )),
      );
      done += page.length;
      onDone(done, total);
    }
    const { pairs, found } = nearPairs(
      looks.map(({ picture, bits }) => ({ of: picture.sample, bits })),
      threshold,
      mostPairs,
      (compared, all) => onDone(compared, all, 'pictures'),
    );
    return {
      compared: looks.length,
      unreadable,
      found,
      pairs: pairs.flatMap(({ a, b, distance }) => {
        const [one, other] = [looks[a]?.picture, looks[b]?.picture];
        return one && other ? [{ a: one, b: other, distance }] : [];
      }),
    };
  },
};

export type NearDuplicatesApi = typeof api;

expose(api);
