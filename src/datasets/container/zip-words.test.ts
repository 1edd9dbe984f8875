import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { openContainer } from './open.ts';
import { FileUnreadableError } from './source.ts';

const text = new TextEncoder();

/** A zip of one stored file, as APPNOTE.TXT 4.3 has it: where its directory says that it lies, and with which sum. */
function zipOf({
  at = 0,
  sum = crc32('content'),
  disk = 0,
  mark = 0x02014b50,
} = {}): Uint8Array<ArrayBuffer> {
  const name = text.encode('a.txt');
  const content = text.encode('content');
  const local = new DataView(new ArrayBuffer(30));
  local.setUint32(0, 0x04034b50, true);
  local.setUint16(4, 20, true);
  const central = new DataView(new ArrayBuffer(46));
  central.setUint32(0, mark, true);
  central.setUint16(4, 20, true);
  central.setUint16(6, 20, true);
  central.setUint32(42, at, true);
  for (const [view, from] of [
    [local, 14],
    [central, 16],
  ] as const) {
    view.setUint32(from, sum, true);
    view.setUint32(from + 4, content.length, true);
    view.setUint32(from + 8, content.length, true);
    view.setUint16(from + 12, name.length, true);
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(4, disk, true);
  end.setUint16(8, 1, true);
  end.setUint16(10, 1, true);
  end.setUint32(12, 46 + name.length, true);
  end.setUint32(16, 30 + name.length + content.length, true);
  const parts = [local.buffer, name, content, central.buffer, name, end.buffer];
  return Uint8Array.from(parts.flatMap((part) => [...new Uint8Array(part)]));
}

const open = (bytes: Uint8Array<ArrayBuffer>) => openContainer([{ path: 'a.zip', file: new Blob([bytes]) }]);

test('a whole one is read', async () => {
  const { files, refused } = await open(zipOf());
  expect(refused).toEqual([]);
  expect(new TextDecoder().decode(await files[0]?.read())).toBe('content');
});

test.each<[string, Uint8Array<ArrayBuffer>, string]>([
  ['words', text.encode('this is no archive, but some words'), 'it is no zip archive, or its end is missing'],
  ['without its end', zipOf().slice(0, 60), 'it is no zip archive, or its end is missing'],
  ['with a damaged directory', zipOf({ mark: 0x01020304 }), 'its table of contents is damaged'],
  ['one of several parts', zipOf({ disk: 2 }), 'it is one part of an archive that was split into several'],
])('an archive %s', async (_, bytes, reason) => {
  const { files, refused } = await open(bytes);
  expect(files).toEqual([]);
  expect(refused).toMatchObject([{ path: 'a.zip', reason: `the archive cannot be opened: ${reason}` }]);
});

test.each<[string, Uint8Array<ArrayBuffer>, string]>([
  ['elsewhere', zipOf({ at: 3 }), 'it does not lie where the table of contents says'],
  ['with another sum', zipOf({ sum: 7 }), 'its checksum is wrong'],
])('a file that lies %s', async (_, bytes, reason) => {
  const { files } = await open(bytes);
  const read = files[0]?.read();
  await expect(read).rejects.toThrow(`it cannot be unpacked: ${reason}`);
  await expect(read).rejects.toThrow(FileUnreadableError);
});
