import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { DroppedFile } from '../container/source.ts';
import { miniatures } from '../recipe/test-miniatures.ts';
import { ImportSession } from './session.ts';
import { noDecoder } from './test-import.ts';

const bundled = fileURLToPath(new URL('../../../static-datasets', import.meta.url));

/** A bundled collection as the folder `to`, of its pictures the first few alone. */
async function collection(name: string, to: string): Promise<DroppedFile[]> {
  const entries = await readdir(join(bundled, name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const inside = path.slice(join(bundled, name).length + 1).replaceAll('\\', '/');
      return { path: `${to}/${inside}`, file: new Blob([await readFile(path)]) };
    }),
  );
}

const open = (files: readonly DroppedFile[]) => ImportSession.open(files, noDecoder);
const text = (path: string, content: string | Uint8Array<ArrayBuffer>): DroppedFile => ({
  path,
  file: new Blob([content]),
});

const [chest, reports] = await Promise.all([
  collection('chest', 'downloads/chest'),
  collection('reports', 'downloads/more/reports'),
]);

test('two data sets of our own format are two: each is the same as if it alone had been dropped', async () => {
  const session = await open([...chest, ...reports, text('downloads/readme.txt', 'two sets')]);
  const first = await session.preview({});
  expect(first.parts).toEqual([
    { key: 'chest', name: 'chest', fileCount: chest.length },
    { key: 'more/reports', name: 'reports', fileCount: reports.length },
  ]);
  expect(first).toMatchObject({
    part: 'chest',
    mayBeOne: false,
    reader: 'Reading Room data set (dataset.json)',
  });
  const second = await session.preview({ part: 'more/reports' });
  expect(second).toMatchObject({ part: 'more/reports', parts: first.parts, ignored: 1 });
  for (const [preview, files, key] of [
    [first, chest, 'chest'],
    [second, reports, 'more/reports'],
  ] as const) {
    const alone = await open(files);
    const expected = await alone.preview({});
    expect(expected.parts).toEqual([]);
    expect(preview.sourceKey).toBe(expected.sourceKey);
    expect(preview.caseCount).toBe(expected.caseCount);
    expect((await session.head({ part: key })).dataset).toEqual((await alone.head({})).dataset);
  }
});

test('pictures beside a data set of our own format are one more, and are not passed over', async () => {
  const picture = new Blob([new Uint8Array(10)]);
  const beside = ['normal/1.png', 'normal/2.png', 'opacity/3.png'].map((name) => ({
    path: `downloads/films/${name}`,
    file: picture,
  }));
  const session = await open([...chest, ...beside]);
  const { parts } = await session.preview({});
  expect(parts.map(({ name, fileCount }) => [name, fileCount])).toEqual([
    ['chest', chest.length],
    ['everything else', 3],
  ]);
  const rest = await session.head({ part: parts[1]?.key ?? '' });
  expect(rest.dataset.labels.map(({ name }) => name)).toEqual(['normal', 'opacity']);
  expect(rest.total).toBe(3);
});

test('a data set whose dataset.json is broken is still one of them, and says where', async () => {
  const broken = text('downloads/broken/dataset.json', '{ "format": "reading-room/dataset", "version": 1, ');
  const session = await open([...chest, broken]);
  const { parts } = await session.preview({});
  expect(parts.map(({ name }) => name)).toEqual(['broken', 'chest']);
  const preview = await session.preview({ part: 'broken' });
  expect(preview.caseCount).toBe(0);
  expect(preview.refused[0]?.reason).toContain('it is not JSON');
});

test('one data set in a folder of its own is no choice', async () => {
  const { parts, part } = await (await open(chest)).preview({});
  expect([parts, part]).toEqual([[], null]);
});

test('known data sets side by side may be chosen by their folders, each then read as what it is', async () => {
  const drop = (id: string): DroppedFile[] => [
    ...Object.entries(miniatures[id]?.texts ?? {}).map(([path, content]) => text(`${id}/${path}`, content)),
    ...(miniatures[id]?.pictures ?? []).map((path) => text(`${id}/${path}`, 'picture')),
  ];
  const session = await open([...drop('kvasir-v2'), ...drop('vqa-rad')]);
  const whole = await session.preview({});
  expect(whole).toMatchObject({ part: null, mayBeOne: true, recipe: null });
  expect(whole.notes.join()).toContain('Choose one of them above');
  expect(whole.parts.map(({ key }) => key)).toEqual(['kvasir-v2', 'vqa-rad']);
  const one = await session.preview({ part: 'vqa-rad' });
  expect(one).toMatchObject({ part: 'vqa-rad', ignored: 0 });
  expect(one.recipe?.id).toBe('vqa-rad');
  expect(one.parts).toEqual(whole.parts);
});
