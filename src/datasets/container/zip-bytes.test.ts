import { makeZip } from 'client-zip';
import { deflateSync } from 'fflate';
import { expect, test } from 'vitest';
import { crc32 } from './crc32.ts';
import { openContainer } from './open.ts';
import { ZipBytes } from './zip-bytes.ts';

const text = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : new TextDecoder().decode(bytes);

test('the CRC-32 of "123456789" is that of every description of it', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

/** A local header with a name of one letter and an extra field, and the packed bytes behind it. */
function entry(content: string, extra = 0, claimed = content.length) {
  const unpacked = new TextEncoder().encode(content);
  const packed = deflateSync(unpacked);
  const bytes = new Uint8Array(31 + extra + packed.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x04034b50, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, extra, true);
  bytes.set(packed, 31 + extra);
  const file = {
    offset: 0,
    compressionMethod: 8,
    compressedSize: packed.length,
    uncompressedSize: claimed,
    crc32: crc32(unpacked),
    rawFilename: new Uint8Array(1),
  };
  return { bytes, file };
}

test('a file is unpacked when everything agrees, and left to the caller when anything does not', async () => {
  const { bytes, file } = entry('words '.repeat(200), 40);
  const archive = new ZipBytes(new Blob([bytes]));
  expect(text(await archive.unpack(file))).toBe('words '.repeat(200));
  expect(await archive.unpack({ ...file, crc32: 1 })).toBeNull();
  expect(await archive.unpack({ ...file, offset: 3 })).toBeNull();
  expect(await archive.unpack({ ...file, compressionMethod: 9 })).toBeNull();
  expect(await archive.unpack({ ...file, compressedSize: 3 })).toBeNull();
  const long = entry('words', 2000);
  expect(await new ZipBytes(new Blob([long.bytes])).unpack(long.file)).toBeNull();
});

test('a file that unpacks to more or less than it claims is not given out', async () => {
  for (const claimed of [0, 100, 1199, 1201]) {
    const { bytes, file } = entry('words '.repeat(200), 0, claimed);
    expect(await new ZipBytes(new Blob([bytes])).unpack(file)).toBeNull();
  }
});

test('many files of an archive are right in any order, read at once or one by one', async () => {
  const content = (n: number) => `${n} `.repeat(n * 37);
  const names = Array.from({ length: 120 }, (_, n) => `a/${n}.txt`);
  const zip = await new Response(makeZip(names.map((name, n) => ({ name, input: content(n) })))).blob();
  const { files } = await openContainer([{ path: 's.zip', file: zip }]);
  const check = async (path: string, read: Promise<Uint8Array>) =>
    expect(text(await read)).toBe(content(Number(/(\d+)\.txt/.exec(path)?.[1])));
  await Promise.all(files.map((file) => check(file.path, file.read())));
  for (const file of [...files].reverse()) await check(file.path, file.read());
});

test('pictures and masks that are read by turns are read in windows, not one by one', async () => {
  const names = ['images', 'masks'].flatMap((folder) =>
    Array.from({ length: 400 }, (_, n) => `${folder}/${n}.txt`),
  );
  // Apart from one another by more than a window.
  const zip = await new Response(makeZip(names.map((name) => ({ name, input: name.repeat(700) })))).blob();
  let reads = 0;
  const slice = zip.slice.bind(zip);
  Object.defineProperty(zip, 'slice', {
    value: (from: number, to: number) => {
      reads += 1;
      return slice(from, to);
    },
  });
  const { files } = await openContainer([{ path: 's.zip', file: zip }]);
  const byPath = new Map(files.map((file) => [file.path, file]));
  reads = 0;
  for (let n = 0; n < 400; n += 1) {
    for (const folder of ['images', 'masks']) {
      const path = `${folder}/${n}.txt`;
      expect(text((await byPath.get(path)?.read()) ?? null)).toBe(path.repeat(700));
    }
  }
  expect(reads).toBeLessThan(30);
});

test('files that lie one after the other are read in windows, the next of which is asked for while one is used', async () => {
  const names = Array.from({ length: 500 }, (_, n) => `${n}.txt`);
  // Not packed, and of many sizes, so that some lie across the end of a window.
  const content = (name: string) => name.repeat(1000 + 7 * Number.parseInt(name, 10));
  const zip = await new Response(makeZip(names.map((name) => ({ name, input: content(name) })))).blob();
  const asked: [from: number, to: number][] = [];
  const slice = zip.slice.bind(zip);
  Object.defineProperty(zip, 'slice', {
    value: (from: number, to: number) => {
      asked.push([from, to]);
      return slice(from, to);
    },
  });
  const { files } = await openContainer([{ path: 's.zip', file: zip }]);
  asked.length = 0;
  for (const [n, file] of files.entries()) {
    expect(text(await file.read())).toBe(content(`${n}.txt`));
    // Never does the file that is worked on lie in the last window that was asked for, but at the end.
    const last = asked.at(-1);
    if (n > 3 && last?.[1] !== zip.size) expect(file.lies?.at).toBeLessThan(last?.[0] ?? 0);
  }
  const windows = zip.size / 1024 ** 2;
  expect(windows).toBeGreaterThan(5);
  expect(asked.length).toBeLessThan(windows + 5);
});
