import { describe, expect, test } from 'vitest';
import { crc32 } from './crc32.ts';
import { openContainer } from './open.ts';

/** A zip of empty files under names in these bytes, without a word on how they are to be read. */
function zipOf(names: readonly Uint8Array[], method = 0): Blob {
  const part = (length: number, fields: readonly (readonly [at: number, value: number, bytes: 2 | 4])[]) => {
    const view = new DataView(new ArrayBuffer(length));
    for (const [at, value, bytes] of fields)
      if (bytes === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
    return view.buffer;
  };
  const content = new TextEncoder().encode('x');
  const locals: BlobPart[] = [];
  const directory: BlobPart[] = [];
  let offset = 0;
  let directoryBytes = 0;
  for (const name of names) {
    const about = (at: number) =>
      [
        [at, method, 2],
        [at + 6, crc32(content), 4],
        [at + 10, 1, 4],
        [at + 14, 1, 4],
        [at + 18, name.length, 2],
      ] as const;
    locals.push(part(30, [[0, 0x04034b50, 4], ...about(8)]), new Uint8Array(name), content);
    directory.push(part(46, [[0, 0x02014b50, 4], ...about(10), [42, offset, 4]]), new Uint8Array(name));
    offset += 30 + name.length + 1;
    directoryBytes += 46 + name.length;
  }
  const count = names.length;
  const end = part(22, [
    [0, 0x06054b50, 4],
    [8, count, 2],
    [10, count, 2],
    [12, directoryBytes, 4],
    [16, offset, 4],
  ]);
  return new Blob([...locals, ...directory, end]);
}

const pathsIn = async (names: readonly Uint8Array[]) => {
  const { files, refused } = await openContainer([{ path: 'set.zip', file: zipOf(names) }]);
  return [...files.map(({ path }) => path), ...refused.map(({ path }) => `refused ${path}`)];
};
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('names in a zip that does not say how they are written', () => {
  test('in GBK, as programs for Chinese Windows write them', async () => {
    // 良性/甲.png, 恶性/乙.png
    const benign = Uint8Array.of(0xc1, 0xbc, 0xd0, 0xd4, ...utf8('/'), 0xbc, 0xd7, ...utf8('.png'));
    const malignant = Uint8Array.of(0xb6, 0xf1, 0xd0, 0xd4, ...utf8('/'), 0xd2, 0xd2, ...utf8('.png'));
    expect(await pathsIn([benign, malignant, utf8('c/plain.png')])).toEqual([
      'c/plain.png',
      '恶性/乙.png',
      '良性/甲.png',
    ]);
  });

  test('in the letters of DOS', async () => {
    expect(await pathsIn([Uint8Array.of(...utf8('m'), 0x82, ...utf8('lanome/a.png'))])).toEqual([
      'mélanome/a.png',
    ]);
  });

  test('in UTF-8', async () => {
    expect(await pathsIn([utf8('良性/甲.png'), utf8('良性/é.png')])).toEqual(['良性/é.png', '良性/甲.png']);
  });

  test('with backslashes between folders; one that leads out stays outside', async () => {
    expect(await pathsIn([utf8('x\\a.png'), utf8('..\\b.png')])).toEqual([
      'x/a.png',
      'refused set.zip/../b.png',
    ]);
    expect(await pathsIn([utf8('x/a.png'), utf8('x\\b.png')])).toEqual([
      'x/a.png',
      'refused set.zip/x\\b.png',
    ]);
  });
});

test('a way of packing that is not known here is named, and no damage is claimed', async () => {
  const { files, refused } = await openContainer([{ path: 'set.zip', file: zipOf([utf8('a.png')], 12) }]);
  expect(files).toEqual([]);
  expect(refused).toEqual([
    {
      path: 'set/a.png',
      reason: 'it is packed by bzip2, which cannot be unpacked here',
      remedy: 'Pack the archive again in the usual way (deflate), or unpack it and drop the folder.',
    },
  ]);
});
