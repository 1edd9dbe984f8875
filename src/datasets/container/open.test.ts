import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openContainer } from './open.ts';
import { safePath } from './path.ts';
import { FileUnreadableError, type DroppedFile } from './source.ts';
import { archiveLimits } from './limits.ts';

const containing = (text: string): unknown => expect.stringContaining(text);

const dropped = (...paths: string[]): DroppedFile[] =>
  paths.map((path) => ({ path, file: new Blob([path]) }));

async function zip(entries: Readonly<Record<string, string | Uint8Array>>, password?: string): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [name, content] of Object.entries(entries)) {
    const reader = typeof content === 'string' ? new TextReader(content) : new Uint8ArrayReader(content);
    await writer.add(name, reader, password === undefined ? {} : { password });
  }
  return writer.close();
}

const textOf = async (file: { read(): Promise<Uint8Array> } | undefined): Promise<string> =>
  new TextDecoder().decode(await file?.read());

describe('folders', () => {
  test.each([
    [['data/a/x.png', 'data/b/y.png'], 'data', ['a/x.png', 'b/y.png']],
    [['w/data/train/a/x.png', 'w/data/test/a/y.png'], 'data', ['test/a/y.png', 'train/a/x.png']],
    [['set/dataset.json', 'set/x.png'], 'set', ['dataset.json', 'x.png']],
    [['set/labels.csv', 'set/x.png'], 'set', ['labels.csv', 'x.png']],
    [['polyps/x.png', 'polyps/y.png'], 'polyps', ['polyps/x.png', 'polyps/y.png']],
    [['w/train/a/x.png', 'w/train/b/y.png'], 'w', ['train/a/x.png', 'train/b/y.png']],
    [['w/a/x.png', 'w/b/y.png', 'README.txt'], 'w', ['a/x.png', 'b/y.png', 'README.txt']],
    [['w/a/x.png', 'w/README.md', 'README.md'], 'w', ['README.md', 'w/a/x.png', 'w/README.md']],
    [['films.csv', 'x.png'], 'films', ['films.csv', 'x.png']],
    [['a.csv', 'b.csv', 'x.png'], 'Data set', ['a.csv', 'b.csv', 'x.png']],
    [['x2.png', 'x10.png'], 'Data set', ['x2.png', 'x10.png']],
  ])('of %j: the wrapper is taken off', async (paths, name, inside) => {
    const container = await openContainer(dropped(...paths));
    expect(container.name).toBe(name);
    expect(container.files.map(({ path }) => path)).toEqual(inside);
  });

  test('what a system leaves behind is ignored', async () => {
    const container = await openContainer(
      dropped('d/.DS_Store', 'd/a/Thumbs.db', 'd/a/x.png', '__MACOSX/d/._x', 'd/b/._y.png', 'd/b/y.png'),
    );
    expect(container.files).toHaveLength(2);
    expect(container).toMatchObject({ ignored: 4, refused: [] });
  });
});

describe('zip archives', () => {
  test('are read without their wrapper, file by file', async () => {
    const file = await zip({
      'chest/a/x.txt': 'one',
      'chest/b/y.txt': 'two'.repeat(1000),
      '__MACOSX/chest/._a': '',
    });
    const container = await openContainer([{ path: 'archive.zip', file }]);
    expect(container).toMatchObject({ name: 'chest', ignored: 1, refused: [] });
    expect(container.files.map(({ path, size }) => [path, size])).toEqual([
      ['a/x.txt', 3],
      ['b/y.txt', 3000],
    ]);
    expect(await textOf(container.files[0])).toBe('one');
    expect(await textOf(container.files[1])).toBe('two'.repeat(1000));
  });

  test('paths that climb out are refused and listed, the rest is read', async () => {
    const file = await zip({
      '../evil.png': 'x',
      '/etc/passwd': 'x',
      'a/../../b.png': 'x',
      'C:/x.png': 'x',
      'a\\b.png': 'x',
      'ok/fine.png': 'x',
    });
    const container = await openContainer([{ path: 'set.zip', file }]);
    expect(container.files).toHaveLength(1);
    expect(container.refused).toHaveLength(5);
    for (const refused of container.refused) expect(refused.reason).toBe('its path leads out of the archive');
  });

  test('an archive within is opened, one within that is not', async () => {
    const innermost = await zip({ 'z.txt': 'deep' });
    const inner = await zip({ 'y.txt': 'inner', 'more.zip': new Uint8Array(await innermost.arrayBuffer()) });
    const file = await zip({ 'd/x.txt': 'outer', 'd/inner.zip': new Uint8Array(await inner.arrayBuffer()) });
    const container = await openContainer([{ path: 'set.zip', file }]);
    expect(container.files.map(({ path }) => path)).toEqual(['inner/y.txt', 'x.txt']);
    expect(await textOf(container.files[0])).toBe('inner');
    expect(container.refused).toMatchObject([
      { path: 'set/d/inner/more.zip', reason: containing('archive within an archive') },
    ]);
  });

  test('what is encrypted is refused with what to do', async () => {
    const container = await openContainer([{ path: 's.zip', file: await zip({ 'a/x.png': 'x' }, 'secret') }]);
    expect(container.refused).toMatchObject([
      { path: 's/a/x.png', reason: 'it is encrypted', remedy: containing('password') },
    ]);
  });

  test('an archive made to fill the disk is refused before it is unpacked', async () => {
    const limits = { ...archiveLimits, harmlessBytes: 1_000_000 };
    const file = await zip({ 'a/bomb.png': new Uint8Array(4_000_000), 'a/b.png': 'x' });
    expect(await openContainer([{ path: 's.zip', file }], { limits })).toMatchObject({
      files: [],
      refused: [{ path: 's.zip', reason: containing('made to fill the disk') }],
    });
    expect(
      await openContainer([{ path: 's.zip', file }], { limits: { ...archiveLimits, entries: 1 } }),
    ).toMatchObject({
      files: [],
    });
  });

  test('what is no archive, or half of one, is refused', async () => {
    const whole = await zip({ 'a/x.png': 'x'.repeat(500) });
    for (const file of [new Blob(['not a zip']), new Blob([]), whole.slice(0, whole.size - 40)]) {
      const container = await openContainer([{ path: 's.zip', file }]);
      expect(container.files).toEqual([]);
      expect(container.refused).toMatchObject([{ path: 's.zip', reason: containing('cannot be opened') }]);
    }
  });

  test('a damaged file inside is refused when it is read', async () => {
    const bytes = new Uint8Array(
      await (await zip({ 'a/x.txt': 'words '.repeat(100), 'b/y.txt': 'fine' })).arrayBuffer(),
    );
    // Past the local header, its name and extra field: the first entry's deflated bytes.
    const view = new DataView(bytes.buffer);
    const at = 30 + view.getUint16(26, true) + view.getUint16(28, true) + 3;
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    const container = await openContainer([{ path: 's.zip', file: new Blob([bytes]) }]);
    await expect(container.files[0]?.read()).rejects.toThrow(FileUnreadableError);
    expect(await textOf(container.files[1])).toBe('fine');
  });

  test('no bytes make it throw or hang', async () => {
    const bytes = new Uint8Array(
      await (await zip({ 'a/x.txt': 'words '.repeat(20), 'b/y.txt': 'fine' })).arrayBuffer(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (flips) => {
          const changed = bytes.slice();
          for (const [at, value] of flips) changed[at] = (changed[at] ?? 0) ^ value;
          const container = await openContainer([{ path: 's.zip', file: new Blob([changed]) }], {
            limits: { ...archiveLimits, entryBytes: 1e6 },
          });
          for (const file of container.files) {
            await file.read().catch((error: unknown) => expect(error).toBeInstanceOf(FileUnreadableError));
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

test('a safe path stays inside, in one form', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('..', '.', '', 'a', 'b.png', 'C:', '\\'), { maxLength: 6 }),
      (parts) => {
        const path = parts.join('/');
        const safe = safePath(path);
        if (safe === null) return;
        expect(safe.split('/').some((part) => part === '' || part === '.' || part === '..')).toBe(false);
        expect(safePath(safe)).toBe(safe);
      },
    ),
  );
});
