import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { blobSource } from '../../container/source.ts';
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
