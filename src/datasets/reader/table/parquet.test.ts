import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { blobSource } from '../../container/source.ts';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';
import { readParquet } from './parquet.ts';

const containing = (text: string): unknown => expect.stringContaining(text);
const here = dirname(fileURLToPath(import.meta.url));
const faces = readFileSync(join(here, '../../../../tests/fixtures/tables/faces.parquet'));

test('columns that are not in the schema are refused before any is read', async () => {
  const damaged = new Uint8Array(faces);
  // The footer's length stands before the last four bytes; in it the schema comes first, and names the group `list`.
  const footer = faces.length - 8 - faces.readUInt32LE(faces.length - 8);
  damaged[faces.indexOf('list', footer) + 3] = 'd'.charCodeAt(0);
  expect(await readParquet(blobSource('a.parquet', new Blob([damaged])))).toMatchObject({
    kind: 'refused',
    reason: containing('the column tags.list.element is not in its schema'),
  });
});

/** Three pictures of the classes mass, normal and -1, as Hugging Face names classes beside the schema. */
const heldBack = [
  'UEFSMRUEFZQBFZIBTBUCFQAAAEpcRgAAAIlQTkcNChoKAAAADUlIRFIAAAABAQQgCAYAAAAfFcSJBRl8REFUeNpjZPjPUA8AA4YB',
  'gFo0fWsAAAAASUVORK5CYIIVBhUIFQxcFQYVABUGFRAVBBUAAAADBwIEAAMVBhU0FShcFQYVABUGFQAVBBUAAAADBxgAAA0BAAEN',
  'CBz//////////xUEGTxIBHJvb3QVBAAVDCUCGAVpbWFnZQAVBCUCGAVsYWJlbAAWBhkcGSwmCBwVDBklABAZGAVpbWFnZRUCFgYW',
  '5AEW5gEmuAEmCBw2ACgQiVBORw0KGgoAAAANSUhEUxgQiVBORw0KGgoAAAANSUhEUhISABksFQQVABUCABUGFRAVAgAAACbuARwV',
  'BBkVABkYBWxhYmVsFQIWBhZeFlIm7gE8NgAoCAEAAAAAAAAAGAj//////////wAZHBUGFQAVAgAAABbCAhYGNrgCABkcGAtodWdn',
  'aW5nZmFjZRhqeyJpbmZvIjp7ImZlYXR1cmVzIjp7ImltYWdlIjp7Il90eXBlIjoiSW1hZ2UifSwibGFiZWwiOnsibmFtZXMiOlsi',
  'bWFzcyIsIm5vcm1hbCJdLCJfdHlwZSI6IkNsYXNzTGFiZWwifX19fQAYCWh5cGFycXVldBksHAAAHAAAAF8BAABQQVIx',
].join('');

test('a class of -1 is no class: it is kept back', async () => {
  const bytes = Uint8Array.from(Buffer.from(heldBack, 'base64'));
  const reading = await readDataset(filesOf({ 'test-00000-of-00001.parquet': bytes }), {});
  expect(reading.cases.map(({ truth, split }) => [truth.labels, split])).toEqual([
    [['mass'], 'test'],
    [['normal'], 'test'],
    [undefined, 'test'],
  ]);
  expect(reading.labels.map(({ name }) => name)).toEqual(['mass', 'normal']);
});
