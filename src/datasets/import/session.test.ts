import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { DroppedFile } from '../container/source.ts';
import type { PictureDecoder } from '../image/decoder.ts';
import { strippers } from '../image/strip.ts';
import type { ImportBatch } from './batches.ts';
import { ImportSession } from './session.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const bundled = join(here, '../../../static-datasets');
const nih = join(here, '../../../../shared/data/cxr_nih_bbox');

/** Sizes by the headers: what is read here is known to be sound, and Node has no decoder. */
const byHeaders: PictureDecoder = {
  measure(bytes, mediaType) {
    const picture = strippers[mediaType](bytes);
    return picture.kind === 'stripped' ? Promise.resolve(picture) : Promise.reject(new Error(picture.reason));
  },
  pixels: () => Promise.reject(new Error('not needed')),
  thumbnail: () => Promise.resolve(new Blob()),
};

async function imported(
  folder: string,
): Promise<{ readonly session: ImportSession; readonly batches: ImportBatch[] }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const dropped = entries
    .filter((entry) => entry.isFile())
    .map(async (entry): Promise<DroppedFile> => {
      const path = join(entry.parentPath, entry.name);
      return { path: `set${path.slice(folder.length)}`, file: new Blob([await readFile(path)]) };
    });
  const session = await ImportSession.open(await Promise.all(dropped), byHeaders);
  return { session, batches: await Array.fromAsync(session.batches({}, new Map(), null)) };
}

const folders = (await readdir(bundled, { withFileTypes: true })).filter((entry) => entry.isDirectory());

test.each(folders.map(({ name }) => name))(
  'the bundled collection %s is imported without a fault',
  async (name) => {
    const { session, batches } = await imported(join(bundled, name));
    const preview = await session.preview({});
    expect([...preview.refused, ...batches.flatMap(({ refused }) => refused)]).toEqual([]);
    expect(preview).toMatchObject({ synthetic: true, reader: 'Reading Room data set (dataset.json)' });
    expect(preview.splits.map(({ split }) => split).sort()).toEqual(['test', 'train']);
    expect(batches.flatMap(({ samples }) => samples)).toHaveLength(preview.caseCount);
    expect(preview.caseCount).toBeGreaterThanOrEqual(60);
  },
);

test.skipIf(!existsSync(nih))(
  'the NIH chest films are imported, boxes inside their pictures (skipped without ../shared/data)',
  async () => {
    const { session, batches } = await imported(nih);
    const samples = batches.flatMap((batch) => batch.samples);
    expect(samples).toHaveLength(16);
    expect(batches.flatMap(({ blobs }) => blobs)).toHaveLength(16);
    expect(samples.every(({ images }) => images[0]?.width === 1024 && images[0].height === 1024)).toBe(true);
    const preview = await session.preview({});
    expect(preview).toMatchObject({ caseCount: 16, groupCount: 16, refused: [], ignored: 1 });
    expect(preview.labels.find(({ label }) => label === 'No Finding')).toEqual({
      label: 'No Finding',
      count: 5,
    });
  },
);

test('a document without data is named with what to do; beside data it is left aside', async () => {
  const document = { path: 'set/reports.docx', file: new Blob(['PK']) };
  const table = {
    path: 'set/reports.csv',
    file: new Blob(['id,report\n1,Clear lungs.\n2,Left effusion.\n']),
  };
  const previewOf = async (files: readonly DroppedFile[]) =>
    (await ImportSession.open(files, byHeaders)).preview({});
  const alone = await previewOf([document]);
  expect(alone).toMatchObject({ caseCount: 0, ignored: 0 });
  expect(alone.refused).toMatchObject([{ path: 'set/reports.docx' }]);
  expect(alone.refused[0]?.remedy).toMatch(/\.txt/);
  expect(await previewOf([document, table])).toMatchObject({ caseCount: 2, ignored: 1, refused: [] });
});

test('what the preview has found broken is in none of its numbers', async () => {
  const picture = new Blob([await readFile(join(bundled, 'chest/images/chest-0003.png'))]);
  const other = new Blob([await readFile(join(bundled, 'chest/images/chest-0011.png'))]);
  const files = [
    { path: 'set/normal/a.png', file: picture },
    { path: 'set/normal/broken.png', file: new Blob(['no picture']) },
    { path: 'set/normal/empty.png', file: new Blob([]) },
    { path: 'set/opacity/b.png', file: other },
  ];
  const preview = await (await ImportSession.open(files, byHeaders)).preview({});
  expect(preview.refused).toHaveLength(2);
  expect(preview).toMatchObject({
    caseCount: 2,
    byteCount: picture.size + other.size,
    labels: [
      { label: 'normal', count: 1 },
      { label: 'opacity', count: 1 },
    ],
    splits: [{ split: 'none', count: 2 }],
  });
});
