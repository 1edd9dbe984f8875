import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import { encode } from 'fast-png';
import { afterEach, describe, expect, test } from 'vitest';
import { encodeMask } from '../../domain/geometry/rle.ts';
import type { DroppedFile } from '../container/source.ts';
import { chunk, gif, joined } from '../image/test-pictures.ts';
import { DatasetImporter } from './importer.ts';
import { file, picture } from './test-files.ts';
import { MemoryStore } from './test-store.ts';

const containing = (text: string): unknown => expect.stringContaining(text);
const live = new AbortController().signal;
const quiet = () => undefined;

const blockFor = (milliseconds: number) => {
  for (const end = performance.now() + milliseconds; performance.now() < end;);
};
const classes = (count: number): DroppedFile[] =>
  Array.from({ length: count }, (_, n) => file(`set/${n % 2 === 0 ? 'even' : 'odd'}/p${n}.png`, picture(n)));

let store = new MemoryStore();
afterEach(() => {
  store = new MemoryStore();
});
const importer = () => new DatasetImporter({ store, now: () => 1_700_000_000_000 });

describe('a folder of classes', () => {
  test('is previewed, storing nothing, then imported by the worker', async () => {
    const sources = await importer().openNamed([...classes(30), file('set/README.md', 'words')]);
    expect(sources.description).toBe('set (folder, 31 files)');
    const preview = await importer().preview(sources, {}, live);
    expect(preview).toMatchObject({
      reader: 'Folder per class',
      name: 'set',
      caseCount: 30,
      labels: [
        { label: 'even', count: 15 },
        { label: 'odd', count: 15 },
      ],
      splits: [{ split: 'none', count: 30 }],
      groupCount: 0,
      refused: [],
      ignored: 1,
      tables: [],
      existing: null,
    });
    expect(preview.cases).toHaveLength(12);
    const [{ thumbnail: first } = { thumbnail: null }] = preview.cases;
    const thumbnail = await createImageBitmap(first instanceof Blob ? first : new Blob());
    expect([thumbnail.width, thumbnail.height]).toEqual([8, 6]);
    expect(store.datasets.size + store.samples.size).toBe(0);

    const progress: number[] = [];
    const result = await importer().runImport(
      sources,
      { name: 'Mine' },
      ({ done }) => progress.push(done),
      live,
    );
    expect(result).toMatchObject({ added: 30, alreadyHere: 0, end: { kind: 'complete' } });
    expect(progress.at(-1)).toBe(30);
    const row = store.row(result.dataset.id);
    expect(row).toMatchObject({
      name: 'Mine',
      sampleCount: 30,
      importedAt: 1_700_000_000_000,
      state: { kind: 'complete' },
    });
    expect(store.blobs.size).toBe(30);
    for (const [n, sample] of [...store.samples.values()].entries()) {
      expect(sample).toMatchObject({
        dataset: row.id,
        ordinal: n,
        images: [{ width: 8, height: 6, mediaType: 'image/png', changes: [] }],
      });
    }
  });

  test('keeps the very bytes of a file without metadata, under their SHA-256', async () => {
    const sources = await importer().openNamed([
      file('s/a/x.png', picture(3)),
      file('s/b/y.png', picture(4)),
    ]);
    await importer().runImport(sources, {}, quiet, live);
    const sample = [...store.samples.values()].find(({ name }) => name === 'a/x.png');
    const hash = sample?.images[0]?.blob;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', picture(3)));
    expect(hash).toBe([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
    expect([...store.blobs.values()].find((blob) => blob.hash === hash)?.bytes).toEqual(picture(3));
  });

  test('imported twice adds nothing; as a zip it is the same data set', async () => {
    const first = await importer().runImport(await importer().openNamed(classes(16)), {}, quiet, live);
    const zip = await zipOf(Object.fromEntries(classes(16).map(({ path }, n) => [path, picture(n)])));
    const sources = await importer().openNamed([{ path: 'download.zip', file: zip }]);
    expect((await importer().preview(sources, {}, live)).existing).toEqual(first.dataset);
    const second = await importer().runImport(sources, {}, quiet, live);
    expect(second).toMatchObject({
      added: 0,
      alreadyHere: 16,
      end: { kind: 'complete' },
      dataset: first.dataset,
    });
    expect(store.samples.size).toBe(16);
  });

  test('with a picture changed behind the same name and size: said so, not added beside the old one', async () => {
    await importer().runImport(await importer().openNamed(bitmaps(0)), {}, quiet, live);
    const second = await importer().runImport(await importer().openNamed(bitmaps(9)), {}, quiet, live);
    expect(second).toMatchObject({ added: 0, alreadyHere: 1 });
    expect(second.refused).toMatchObject([{ path: 'b/y.bmp', reason: containing('not what was imported') }]);
  });

  test('with a picture changed since a part was imported: said so, and the rest is added', async () => {
    store.room = 300 * 70;
    const first = await importer().runImport(await importer().openNamed(manyBitmaps(400)), {}, quiet, live);
    expect(first.end.kind).toBe('stopped');
    store.room = Infinity;
    const changed = manyBitmaps(400).with(3, file('set/b/3.bmp', bitmap(77)));
    for (const added of [400 - first.added, 0]) {
      const next = await importer().runImport(await importer().openNamed(changed), {}, quiet, live);
      expect(next).toMatchObject({ added, alreadyHere: 399 - added, end: { kind: 'complete' } });
      expect(next.refused).toMatchObject([{ path: 'b/3.bmp', reason: containing('not what was imported') }]);
    }
    expect(store.row(first.dataset.id)).toMatchObject({ sampleCount: 400, state: { kind: 'complete' } });
  });

  test('is listed with progress, and not read further once it is given up', async () => {
    const many = classes(3000);
    const told: (readonly [number, number | null])[] = [];
    const sources = await importer().openNamed(many, { onListing: (...said) => told.push(said) });
    expect(sources.fileCount).toBe(3000);
    expect(told.at(-1)).toEqual([3000, 3000]);
    expect(told.map(([listed]) => listed)).toEqual(told.map(([listed]) => listed).toSorted((a, b) => a - b));

    const abort = new AbortController();
    const slow = many.map(({ path, file }) => {
      const later = new Blob([file]);
      // As a size that the disk is asked for.
      Object.defineProperty(later, 'size', { get: () => (blockFor(1), 1) });
      return { path, file: later };
    });
    let listed = 0;
    const given = importer().openNamed(slow, {
      signal: abort.signal,
      onListing: (done) => {
        listed = done;
        abort.abort();
      },
    });
    await expect(given).rejects.toThrow(/abort/i);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(listed).toBeLessThan(300);
  });

  test('cancelled keeps whole cases; imported again it is completed', async () => {
    const many = classes(600);
    const abort = new AbortController();
    const sources = await importer().openNamed(many);
    const cancelled = await importer().runImport(
      sources,
      {},
      ({ done }) => {
        if (done > 0) abort.abort();
      },
      abort.signal,
    );
    expect(cancelled.end.kind).toBe('cancelled');
    expect(cancelled.added).toBeGreaterThan(0);
    expect(cancelled.added).toBeLessThan(600);
    expect(store.row(cancelled.dataset.id)).toMatchObject({
      sampleCount: cancelled.added,
      state: { kind: 'partial', reason: containing(`${cancelled.added} of 600 cases`) },
    });
    const rest = await importer().runImport(sources, {}, quiet, live);
    expect(rest).toMatchObject({
      added: 600 - cancelled.added,
      alreadyHere: cancelled.added,
      end: { kind: 'complete' },
    });
    expect(store.row(rest.dataset.id)).toMatchObject({ sampleCount: 600, state: { kind: 'complete' } });
    expect([...store.samples.values()].map(({ ordinal }) => ordinal)).toEqual(
      Array.from({ length: 600 }, (_, n) => n),
    );
  });

  test('onto a full disk ends with what was stored', async () => {
    store.room = 300 * picture(0).length;
    const result = await importer().runImport(await importer().openNamed(classes(600)), {}, quiet, live);
    expect(result.end).toMatchObject({
      kind: 'stopped',
      reason: containing('no more room; 64 of 600 cases are stored'),
    });
    expect(store.row(result.dataset.id)).toMatchObject({ sampleCount: 64, state: { kind: 'partial' } });
  });
});

test('what cannot be taken is listed with its reason, the rest is imported', async () => {
  const whole = new Uint8Array(picture(1));
  const zip = await zipOf({
    'set/a/good.png': whole,
    'set/a/cut.png': whole.slice(0, whole.length - 20),
    'set/b/noise.png': joined(
      whole.subarray(0, 33),
      chunk('IDAT', new Uint8Array(40).fill(0x55)),
      whole.subarray(-12),
    ),
    'set/b/words.png': 'label,file\n',
    'set/b/empty.png': '',
    'set/b/film.gif': Uint8Array.from([...gif.subarray(0, -1), ...gif.subarray(25)]),
    'set/b/scan.dcm': Uint8Array.from([...new Uint8Array(128), 68, 73, 67, 77]),
    'set/b/photo.heic': 'x',
    '../../climbs.png': whole,
    'set/LICENSE': 'text',
  });
  const sources = await importer().openNamed([{ path: 'set.zip', file: zip }]);
  const result = await importer().runImport(sources, {}, quiet, live);
  expect([...store.samples.values()].map(({ name }) => name)).toEqual(['a/good.png']);
  const reasons = Object.fromEntries(result.dataset.refused.map(({ path, reason }) => [path, reason]));
  expect(reasons).toMatchObject({
    'a/cut.png': containing('the picture breaks off after'),
    'b/noise.png': containing('its pixels cannot be decoded'),
    'b/words.png': 'it is text, not a picture, whatever its name says',
    'b/empty.png': 'it is empty (0 bytes)',
    'b/film.gif': 'it holds 2 frames',
    'b/scan.dcm': 'it is a DICOM file without pixel data',
    'b/photo.heic': containing('text'),
    'set.zip/../../climbs.png': 'its path leads out of the archive',
  });
  for (const { remedy } of result.dataset.refused) expect(remedy).toMatch(/\w.*\.$/);
});

test('masks in files become runs; one of another size keeps its case out', async () => {
  const mask = new Uint8Array(
    encode({
      width: 8,
      height: 6,
      channels: 1,
      data: Uint8Array.from({ length: 48 }, (_, at) => (at < 8 ? 7 : 0)),
    }),
  );
  const sample = (name: string, masks: unknown) => ({
    name,
    images: [{ file: `${name}.png` }],
    split: 'none',
    attributes: {},
    truth: { masks },
  });
  const manifest = {
    format: 'reading-room/dataset', version: 1, name: 'M', description: '', synthetic: true, specialty: 'other', modality: '', license: '', source: '', labels: [], notes: [],
    samples: [sample('one', [{ label: 'top', file: 'm.png', value: 7 }]), sample('two', [{ label: 'top', rle: { size: [5, 8], counts: 'h' } }])],
  }; // prettier-ignore
  const sources = await importer().openNamed([
    file('d/dataset.json', JSON.stringify(manifest)),
    file('d/one.png', picture(1)),
    file('d/two.png', picture(2)),
    file('d/m.png', mask),
  ]);
  const result = await importer().runImport(sources, {}, quiet, live);
  const top = encodeMask(
    Uint8Array.from({ length: 48 }, (_, at) => (at < 8 ? 1 : 0)),
    8,
    6,
  );
  expect([...store.samples.values()][0]?.truth.masks).toEqual([{ label: 'top', mask: top }]);
  expect(result.dataset.refused).toMatchObject([
    { path: 'two.png', reason: 'masks[0] is of 8 x 5 pixels, its picture of 8 x 6 pixels' },
  ]);
});

async function zipOf(entries: Readonly<Record<string, string | Uint8Array>>): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [name, content] of Object.entries(entries)) {
    await writer.add(
      name,
      typeof content === 'string' ? new TextReader(content) : new Uint8ArrayReader(content),
    );
  }
  return writer.close();
}

/** Uncompressed pictures: the same size whatever they show. The second shows `level`. */
const bitmaps = (level: number): DroppedFile[] => [
  file('set/a/x.bmp', bitmap(1)),
  file('set/b/y.bmp', bitmap(level)),
];

/** In the order in which they are imported; none shows what another or `bitmap(77)` shows. */
const manyBitmaps = (count: number): DroppedFile[] =>
  Array.from({ length: count }, (_, n) => file(`set/b/${n}.bmp`, bitmap(200, n)));

function bitmap(blue: number, green = 0): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(70);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  for (const [at, number] of [[2, 70], [10, 54], [14, 40], [18, 2], [22, 2], [34, 16]] as const) view.setUint32(at, number, true); // prettier-ignore
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  view.setUint8(54, blue);
  view.setUint16(55, green, true);
  return bytes;
}
