import { makeZip } from 'client-zip';
import { expect, test } from 'vitest';
import { openContainer } from '../container/open.ts';
import type { CaseDraft } from '../reader/reading.ts';
import { inReadingOrder } from './reading-order.ts';

const draftOf = (path: string): CaseDraft => ({
  name: path,
  images: [{ path }],
  maskFiles: [],
  truth: {},
  split: 'none',
  attributes: {},
});

test('cases of an archive are read as their files lie in it, and keep their own places', async () => {
  const packed = ['b/2.png', 'a/10.png', 'b/1.png', 'a/9.png'];
  const zip = await new Response(makeZip(packed.map((name) => ({ name, input: name })))).blob();
  const { files } = await openContainer([
    { path: 'all/set.zip', file: zip },
    { path: 'all/loose/z.png', file: new Blob(['z']) },
    { path: 'all/loose/y.png', file: new Blob(['y']) },
  ]);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const cases = files.map(({ path }) => draftOf(path));
  const ordered = inReadingOrder(cases, (path) => byPath.get(path));
  expect(ordered.map(([, { name }]) => name)).toEqual([
    'loose/y.png',
    'loose/z.png',
    ...packed.map((name) => `set/${name}`),
  ]);
  for (const [ordinal, draft] of ordered) expect(cases[ordinal]).toBe(draft);
});

test('a case without files, or with one that is not there, stays among the loose ones', () => {
  const cases = [{ ...draftOf('a'), images: [] }, draftOf('gone')];
  expect(inReadingOrder(cases, () => undefined).map(([ordinal]) => ordinal)).toEqual([0, 1]);
});
