import { afterEach, describe, expect, inject, test } from 'vitest';
import { readDicom } from '../datasets/dicom/parse/file.ts';
import { identifiersOf } from '../datasets/dicom/identity/identifiers.ts';
import { squeezed, traces } from '../datasets/dicom/identity/screen.ts';
import { bodyParts, modalities, viewPositions } from '../datasets/dicom/identity/terms.ts';
import type { DroppedFile } from '../datasets/container/source.ts';
import { DatasetImporter } from '../datasets/import/importer.ts';
import { rasterMediaType } from '../domain/dataset/truth.ts';
import { readRasterFrame, readRasterHeader } from '../domain/raster/container.ts';
import { ReadingRoomDatabase } from '../storage/database.ts';
import { DatasetRepository } from '../storage/datasets.ts';

const { address, paths } = inject('dicomFiles');
const load = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
  const url = `${address}/${path.split('/').map(encodeURIComponent).join('/')}`;
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};
const read = once(load);

/** What is worth doing once for all tests. */
function once<Answer>(work: (path: string) => Promise<Answer>): (path: string) => Promise<Answer> {
  const done = new Map<string, Promise<Answer>>();
  return (path) => {
    const answer = done.get(path) ?? work(path);
    done.set(path, answer);
    return answer;
  };
}

/** Of a file, every value that identifies: names, numbers, institutions, dates, UIDs, nested and private ones too. */
const identifiersIn = once(async (path) => {
  const file = tryRead(await read(path));
  if (file === null) return [];
  return identifiersOf(file.data).map((identifier) => ({
    kind: identifier.kind,
    value: identifier.value,
    traces: traces(identifier).long,
  }));
});

const opened: ReadingRoomDatabase[] = [];
afterEach(async () => {
  for (const database of opened.splice(0)) {
    database.close();
    await database.delete();
  }
});

async function imported(files: readonly DroppedFile[]) {
  const database = new ReadingRoomDatabase(`test-${crypto.randomUUID()}`);
  opened.push(database);
  const importer = new DatasetImporter({ store: new DatasetRepository(database), now: () => 1 });
  const sources = await importer.openNamed(files);
  const live = new AbortController().signal;
  const preview = await importer.preview(sources, {}, live);
  const result = await importer.runImport(sources, {}, () => undefined, live);
  return { database, preview, result };
}

/**
 * Stored bytes in which nothing was found, by their SHA-256, and how many frames were unpacked from them: a table beside the
 * files changes no pixel, and the same bytes need not be searched again.
 */
const searched = new Map<string, number>();

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).join(' ');
}

/** Every string and number of every row, and all bytes not yet `searched`: as they are stored, and of rasters as they are unpacked. */
async function everything(database: ReadingRoomDatabase) {
  const texts: string[] = [];
  const bytes: string[] = [];
  const frames = new Map<string, number>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string' || typeof value === 'number') texts.push(String(value));
    else if (Array.isArray(value)) value.forEach(collect);
    else if (value instanceof Uint8Array) bytes.push(latin1(value));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        texts.push(key);
        collect(inner);
      }
    }
  };
  for (const table of database.tables) if (table.name !== database.blobs.name) await table.each(collect);
  for (const { bytes: blob, ...row } of await database.blobs.toArray()) {
    collect(row);
    const digest = await sha256(blob);
    if (searched.has(digest)) continue;
    collect(blob);
    if (row.mediaType !== rasterMediaType) {
      frames.set(digest, 0);
      continue;
    }
    const header = readRasterHeader(blob);
    frames.set(digest, header.frameBytes.length);
    for (let frame = 0; frame < header.frameBytes.length; frame += 1) {
      const samples = readRasterFrame(blob, header, frame);
      bytes.push(latin1(new Uint8Array(samples.buffer)));
    }
  }
  return { texts, bytes, frames };
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return text;
}

/** The manifest's columns of identifiers, quoted cells included: names by their parts, the rest whole. */
function identifiersOfManifest(csv: string): string[] {
  const rows = csv.trim().split(/\r?\n/).slice(1);
  const values = rows.flatMap((row) => {
    const cells = [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      (cell) => cell[1] ?? cell[2] ?? '',
    );
    const [name = '', id = '', birth = '', institution = ''] = cells.slice(13, 17);
    return [name, ...name.split(/[\^= ]/), id, birth, institution];
  });
  return [...new Set(values.map((value) => value.trim()).filter(({ length }) => length >= 4))];
}

/**
 * Words of our own that some of these invented patients happen to be called: `patient 1`, the reader's and roles' own words in
 * fixed sentences ("Import it with the images ..."). A name that is only one of these, in these very sentences, gives nobody away.
 */
const ownWords = new Set(['patient', 'first', 'last', 'name', 'here', 'test', 'phantom', 'hospital', 'text']);
/** The standard's own terms, which are kept: one of these patients is called after an organ. */
const terms = new Set([...bodyParts, ...modalities, ...viewPositions].map(squeezed));

/** Fewer than eight digits stand in every second hash and in many a decimal: such a number is looked for where it stands alone. */
const isShortNumber = (value: string): boolean => /^\d{1,7}$/.test(value);
const standsAlone = (value: string, text: string): boolean =>
  new RegExp(`(?<![\\da-z.])${value}(?![\\da-z.])`).test(text);

const isFlat = (value: string): boolean => {
  const codes = Array.from(value, (letter) => letter.charCodeAt(0));
  return Math.max(...codes) - Math.min(...codes) <= 2;
};

describe.skipIf(paths.length === 0)('240 real DICOM files (skipped where ../shared/data is absent)', () => {
  test.each([
    ['the files alone', false],
    ['with the table of their names beside them', true],
  ])(
    '%s: decoded or refused in words, and nothing that identifies anyone is in the database',
    async (_, withTable) => {
      const files = await Promise.all(
        paths
          .filter((path) => withTable || path !== 'MANIFEST.csv')
          .map(async (path): Promise<DroppedFile> => ({
            path: `dicom/${path}`,
            file: new Blob([await read(path)]),
          })),
      );
      const { database, preview, result } = await imported(files);
      expect(preview.reader).toBe('DICOM files');
      expect(result.end).toEqual({ kind: 'complete' });
      const dataset = result.dataset;
      // Tables about something else (two JSON files of a tool's tests) are named in the preview, and so is the list of names.
      const lists = preview.tables
        .filter(({ inUse }) => !inUse)
        .flatMap(({ file, alike }) => [file, ...alike]);
      const aside = preview.ignored + new Set(lists).size + (withTable ? 1 : 0);
      expect(dataset.sampleCount + dataset.refused.length + aside).toBe(files.length);
      expect(dataset.sampleCount).toBeGreaterThanOrEqual(140);
      for (const { reason, remedy } of dataset.refused) {
        expect(reason).toMatch(/^[a-z0-9].{8,}/);
        expect(remedy).toMatch(/.{8,}\.$/);
      }

      const { texts, bytes, frames } = await everything(database);
      const exact = new Set(texts);
      const all = texts.join('\n').toLowerCase();
      const manifest = identifiersOfManifest(new TextDecoder().decode(await read('MANIFEST.csv')));
      expect(manifest.length).toBeGreaterThan(80);
      const inManifest = manifest.filter((value) => {
        const folded = value.toLowerCase();
        if (ownWords.has(folded)) return exact.has(value);
        return isShortNumber(value) ? standsAlone(value, all) : all.includes(folded);
      });
      expect(inManifest).toEqual([]);

      const found: string[] = [];
      // Numbers (scales, spacings) hold any digits; words are compared text by text, without signs and case.
      const squeezedTexts = [...exact].filter((text) => Number.isNaN(Number(text))).map(squeezed);
      const joined = squeezedTexts.join('\n');
      const long = new Set<string>();
      for (const path of paths) {
        for (const identifier of await identifiersIn(path)) {
          if (identifier.value.length >= 8) long.add(identifier.value);
          for (const trace of identifier.traces) {
            if (ownWords.has(trace) || terms.has(trace)) continue;
            const isThere = isShortNumber(trace) ? standsAlone(trace, all) : joined.includes(trace);
            if (isThere) found.push(`${identifier.kind} ${trace} of ${path}`);
          }
        }
      }
      expect([...new Set(found)]).toEqual([]);

      // Bytes of pixels hold any four bytes by chance sooner or later, and eight whose codes are all but equal (`20001110`)
      // wherever an area is all but flat; eight others in a row of one text they do not.
      const inBytes = [...long].filter(
        (value) => !isFlat(value) && bytes.some((text) => text.includes(value)),
      );
      expect(inBytes).toEqual([]);
      for (const [digest, count] of frames) searched.set(digest, count);
      expect(searched.size).toBeGreaterThan(80);
      expect(Math.max(...searched.values())).toBeGreaterThan(0);
    },
    240_000,
  );

  test('the search finds what is there: an identifier that was planted', async () => {
    const files = [{ path: 'set/normal/Doe_Archibald.png', file: new Blob([picture]) }];
    const { database } = await imported(files);
    const { texts } = await everything(database);
    expect(texts.map(squeezed).join('\n')).toContain('archibald');
  });
});

const picture = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);

function tryRead(bytes: Uint8Array<ArrayBuffer>) {
  try {
    return readDicom(bytes);
  } catch {
    return null;
  }
}
