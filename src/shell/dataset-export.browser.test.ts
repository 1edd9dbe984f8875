import { encode } from 'fast-png';
import { afterEach, expect, test } from 'vitest';
import type { Dataset, Sample } from '../domain/dataset/dataset.ts';
import { blobHash, sampleId } from '../domain/ids.ts';
import { openContainer } from '../datasets/container/open.ts';
import { ReadingRoomDatabase } from '../storage/database.ts';
import { DatasetRepository } from '../storage/datasets.ts';
import { exportDataset } from './dataset-export.ts';
import { testDataset } from '../domain/dataset/test-dataset.ts';

/** The worker opens the app's own database: the test has its browser for itself. */
const database = new ReadingRoomDatabase();
const datasets = new DatasetRepository(database);

afterEach(async () => {
  delete window.showSaveFilePicker;
  await Promise.all(database.tables.map((table) => table.clear()));
});

const dataset: Dataset = testDataset('export-test', {
  name: 'Films / of a test',
  synthetic: true,
  labels: [{ name: 'effusion', synonyms: [] }],
});

async function store(count: number): Promise<Dataset> {
  await datasets.begin(dataset);
  const blobs = Array.from({ length: count }, (_, at) => ({
    hash: blobHash(`picture ${at}`),
    bytes: new Uint8Array(
      encode({ width: 64, height: 64, channels: 1, data: new Uint8Array(4096).fill(at) }),
    ),
    mediaType: 'image/png' as const,
  }));
  const samples = blobs.map(({ hash, mediaType }, at): Sample => ({
    id: sampleId(`s${at}`),
    dataset: dataset.id,
    ordinal: at,
    name: `film ${at}`,
    images: [{ blob: hash, mediaType, width: 64, height: 64, changes: [] }],
    truth: { boxes: [{ label: 'effusion', x: 1, y: 2, width: 3, height: 4 }] },
    split: at % 2 === 0 ? 'train' : 'test',
    attributes: {},
  }));
  await datasets.addBatch(dataset.id, samples, blobs);
  const row = await datasets.get(dataset.id);
  if (row === null) throw new Error('not stored');
  return row;
}

/** A file of the private file system stands in for the one that the browser's dialog would give. */
async function chosenFile(): Promise<FileSystemFileHandle> {
  const root = await navigator.storage.getDirectory();
  const file = await root.getFileHandle(`${crypto.randomUUID()}.zip`, { create: true });
  window.showSaveFilePicker = () => Promise.resolve(file);
  return file;
}

const namesIn = async (file: Blob) =>
  (await openContainer([{ path: 'x.zip', file }])).files.map(({ path }) => path).sort();

test('an export is written to the file that was chosen, with progress', async () => {
  const row = await store(30);
  const file = await chosenFile();
  const stages = new Set<string>();
  const end = await exportDataset(
    { dataset: row, format: 'reading-room', filter: null },
    ({ stage }) => stages.add(stage),
    new AbortController().signal,
  );
  const written = await file.getFile();
  expect(end).toMatchObject({
    kind: 'saved',
    where: 'file',
    bytes: written.size,
    outcome: { cases: 30, pictures: 30 },
  });
  expect(stages.size).toBeGreaterThan(0);
  const names = await namesIn(written);
  expect(names).toHaveLength(31);
  expect(names).toContain('images/film 7.png');
});

test('an export of a filter holds its cases alone', async () => {
  const row = await store(10);
  const file = await chosenFile();
  const request = { dataset: row, format: 'coco', filter: { split: 'test' } } as const;
  await exportDataset(request, () => undefined, new AbortController().signal);
  expect(await namesIn(await file.getFile())).toHaveLength(6);
});

test('an export that is cancelled leaves no file, and a file that was there before as it was', async () => {
  const row = await store(400);
  const file = await chosenFile();
  const writer = await file.createWritable();
  await writer.write('kept');
  await writer.close();
  const abort = new AbortController();
  const request = { dataset: row, format: 'reading-room', filter: null } as const;
  const end = await exportDataset(request, () => abort.abort(), abort.signal);
  expect(end).toEqual({ kind: 'cancelled' });
  expect(await (await file.getFile()).text()).toBe('kept');

  const fresh = await chosenFile();
  const again = new AbortController();
  expect(await exportDataset(request, () => again.abort(), again.signal)).toEqual({ kind: 'cancelled' });
  await expect(fresh.getFile()).rejects.toThrow();
});

test('closing the dialog of the browser is no error', async () => {
  const row = await store(1);
  window.showSaveFilePicker = () => Promise.reject(new DOMException('closed', 'AbortError'));
  const request = { dataset: row, format: 'coco', filter: null } as const;
  expect(await exportDataset(request, () => undefined, new AbortController().signal)).toEqual({
    kind: 'cancelled',
  });
});
