import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import fc from 'fast-check';
import { packTar } from 'modern-tar';
import { describe, expect, test } from 'vitest';
import { archiveKindOf, withoutArchiveEnding } from './archive-name.ts';
import { archiveLimits } from './limits.ts';
import { openContainer, type ContainerOptions } from './open.ts';
import { SpillingScratch, type ScratchSpace } from './scratch.ts';
import { FileUnreadableError, type Container } from './source.ts';

const containing = (text: string): unknown => expect.stringContaining(text);

const tar = (entries: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array<ArrayBuffer>> =>
  packTar(
    Object.entries(entries).map(([name, body]) => ({
      header: { name, size: new Blob([new Uint8Array(Buffer.from(body))]).size },
      body,
    })),
  );

const gzip = (bytes: Uint8Array | string): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(bytes));

const open = (
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  options: ContainerOptions = {},
): Promise<Container> => openContainer([{ path, file: new Blob([bytes]) }], options);

const contents = async ({ files }: Container): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      files.map(async (file) => [file.path, new TextDecoder().decode(await file.read())] as const),
    ),
  );

test('an archive is told by its name, a packed volume is none', () => {
  expect(
    ['a.zip', 'b/A.TAR', 'a.tar.gz', 'a.TGZ', 'a.csv.gz', 'a.nii.gz', 'a.mgz', 'gz', 'a.png'].map(
      archiveKindOf,
    ),
  ).toEqual(['zip', 'tar', 'tar', 'tar', 'gzip', null, null, null, null]);
  expect(['d/a.zip', 'a.tar.gz', 'a.b.tgz', 'a.csv.gz', 'a.nii.gz'].map(withoutArchiveEnding)).toEqual([
    'd/a',
    'a',
    'a.b',
    'a.csv',
    'a.nii.gz',
  ]);
});

describe('tar archives', () => {
  const long = `set/${'deep/'.repeat(60)}x.txt`;

  test.each(['set.tar', 'set.tar.gz', 'set.tgz'])(
    '%s: files in their folders, short and long names',
    async (path) => {
      const plain = await tar({
        'set/a/x.txt': 'one',
        'set/b/y.txt': 'two',
        [long]: 'three',
        'set/é.txt': '',
      });
      const container = await open(path, path === 'set.tar' ? plain : gzip(plain));
      expect(container).toMatchObject({ name: 'set', refused: [], ignored: 0 });
      expect(await contents(container)).toEqual({
        'a/x.txt': 'one',
        'b/y.txt': 'two',
        [long.slice(4)]: 'three',
        'é.txt': '',
      });
    },
  );

  test('a file in a tar is read where it lies', async () => {
    const container = await open('set.tar', await tar({ 'a/x.txt': 'one', 'b/y.txt': 'two' }));
    const blobs = await Promise.all(container.files.map(async ({ blob }) => blob?.()));
    expect(container.files.map(({ size }, at) => [size, blobs[at]?.size])).toEqual([
      [3, 3],
      [3, 3],
    ]);
  });

  // The first two have no long names.
  const formats = ['v7', 'ustar', 'gnu', 'posix'];
  test.skipIf(!hasTar())('every format of GNU tar (skipped where there is none)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tar-'));
    try {
      const deep = 'd'.repeat(60);
      mkdirSync(join(folder, 'set', deep), { recursive: true });
      writeFileSync(join(folder, 'set', deep, 'a.txt'), 'short');
      writeFileSync(join(folder, 'set', 'b.bin'), Buffer.alloc(200_000, 7));
      writeFileSync(join(folder, 'set', `${'n'.repeat(120)}.txt`), 'long');
      for (const format of formats) {
        const short = format === 'v7' || format === 'ustar';
        const files = short ? ['set/b.bin', `set/${deep}`] : ['set'];
        execFileSync('tar', [`--format=${format}`, '-cf', 'out.tar', ...files], { cwd: folder });
        const bytes = new Uint8Array(readFileSync(join(folder, 'out.tar')));
        const container = await open('out.tar', bytes);
        expect(container.refused, format).toEqual([]);
        const read = await contents(container);
        expect(read[`${deep}/a.txt`], format).toBe('short');
        expect(read['b.bin']?.length, format).toBe(200_000);
        if (!short) expect(read[`${'n'.repeat(120)}.txt`], format).toBe('long');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('what climbs out, is a link, or comes twice is refused; what a system left behind is ignored', async () => {
    const bytes = await packTar([
      { header: { name: '../evil.txt', size: 1 }, body: 'x' },
      { header: { name: 'd/link.png', size: 0, type: 'symlink', linkname: '/etc/passwd' } },
      { header: { name: 'd/._a.png', size: 1 }, body: 'x' },
      { header: { name: 'd/a.txt', size: 1 }, body: 'x' },
      { header: { name: 'd/a.txt', size: 1 }, body: 'y' },
      { header: { name: 'd/sub/', size: 0, type: 'directory' } },
    ]);
    const container = await open('set.tar', bytes);
    expect(await contents(container)).toEqual({ 'd/a.txt': 'x' });
    expect(container.ignored).toBe(1);
    expect(container.refused).toMatchObject([
      { path: 'set.tar/../evil.txt', reason: containing('leads out') },
      { path: 'set/d/link.png', reason: containing('link') },
      { path: 'set/d/a.txt', reason: containing('two files') },
    ]);
  });

  test('what is whole before a break is kept, and the break is told', async () => {
    const bytes = await tar({ 'd/a.txt': 'whole', 'd/b.txt': 'x'.repeat(5_000), 'd/c.txt': 'lost' });
    const cut = await open('set.tar', bytes.slice(0, 4_000));
    expect(await contents(cut)).toEqual({ 'd/a.txt': 'whole' });
    expect(cut.refused).toMatchObject([
      { path: 'set.tar', reason: containing('breaks off inside “d/b.txt”') },
    ]);
    const damaged = bytes.slice();
    damaged[1024 + 5] = 1;
    const bent = await open('set.tar', damaged);
    expect(await contents(bent)).toEqual({ 'd/a.txt': 'whole' });
    expect(bent.refused).toMatchObject([{ path: 'set.tar', reason: containing('damaged at byte 1024') }]);
  });

  test('what is no tar, or a broken gzip, is refused', async () => {
    const packed = gzip(await tar({ 'd/a.txt': 'x'.repeat(3_000) }));
    for (const [path, bytes, reason] of [
      ['a.tar', new TextEncoder().encode('words'), 'no tar archive'],
      ['a.tar', new Uint8Array(0), 'no tar archive'],
      ['a.tgz', packed.slice(0, packed.length - 20), 'breaks off'],
      ['a.tgz', gzip('words'), 'no tar archive'],
    ] as const) {
      const container = await open(path, bytes);
      expect(container.files).toEqual([]);
      expect(container.refused).toMatchObject([{ path, reason: containing(reason) }]);
    }
  });

  test('one made to fill the disk is stopped while it is unpacked', async () => {
    const bomb = gzip(new Uint8Array(4_000_000));
    const container = await open('a.tgz', bomb, { limits: { ...archiveLimits, harmlessBytes: 1_000_000 } });
    expect(container.refused).toMatchObject([{ path: 'a.tgz', reason: containing('made to fill the disk') }]);
    const most = await open('a.tgz', bomb, { limits: { ...archiveLimits, totalBytes: 1_000_000 } });
    expect(most.refused).toHaveLength(1);
    const many = await tar(Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`d/${n}.txt`, 'x'])));
    const counted = await open('a.tar', many, { limits: { ...archiveLimits, entries: 5 } });
    expect(counted).toMatchObject({ files: [], refused: [{ reason: containing('too many') }] });
  });
});

describe('files packed by gzip', () => {
  test('appear without the ending, wherever they lie', async () => {
    const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
    await zip.add('d/inner.csv.gz', new Uint8ArrayReader(gzip('in a zip')));
    await zip.add('d/volume.nii.gz', new Uint8ArrayReader(gzip('as it is')));
    const container = await openContainer([
      { path: 'labels.csv.gz', file: new Blob([gzip('alone')]) },
      { path: 's.zip', file: await zip.close() },
      { path: 't.tar', file: new Blob([await tar({ 'e/x.txt.gz': gzip('in a tar') })]) },
    ]);
    expect(container.refused).toEqual([]);
    const read = await contents(container);
    expect(Object.keys(read)).toEqual(['labels.csv', 's/d/inner.csv', 's/d/volume.nii.gz', 't/e/x.txt']);
    expect([read['labels.csv'], read['s/d/inner.csv'], read['t/e/x.txt']]).toEqual([
      'alone',
      'in a zip',
      'in a tar',
    ]);
  });

  test('say what is wrong when they are read', async () => {
    const whole = gzip('words '.repeat(100));
    const reasonOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
      const { files } = await open('a.csv.gz', bytes);
      try {
        await files[0]?.read();
        return 'none';
      } catch (error) {
        return error instanceof FileUnreadableError ? error.message : 'another error';
      }
    };
    expect(await reasonOf(whole.slice(0, 20))).toContain('breaks off');
    expect(await reasonOf(Uint8Array.from([...whole, ...new TextEncoder().encode('more')]))).toContain(
      'follows after the end',
    );
    expect(await reasonOf(new TextEncoder().encode('no gzip at all'))).toContain('damaged');
    const flipped = whole.slice();
    flipped[flipped.length - 6] = (flipped.at(-6) ?? 0) ^ 1;
    expect(await reasonOf(flipped)).not.toBe('none');
  });
});

describe('archives in archives', () => {
  const zip = async (entries: Readonly<Record<string, Uint8Array>>, level: number): Promise<Blob> => {
    const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, level });
    for (const [name, bytes] of Object.entries(entries)) await writer.add(name, new Uint8ArrayReader(bytes));
    return writer.close();
  };
  const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

  test.each([0, 9])('a tar, a tgz and a zip in a zip, level %i', async (level) => {
    const inner = await bytesOf(await zip({ 'z.txt': Buffer.from('zipped') }, 9));
    const file = await zip(
      {
        'd/a.tar': await tar({ 'x.txt': 'tarred' }),
        'd/b.tgz': gzip(await tar({ 'y.txt': 'packed' })),
        'd/c.zip': inner,
      },
      level,
    );
    const container = await openContainer([{ path: 's.zip', file }]);
    expect(container.refused).toEqual([]);
    expect(await contents(container)).toEqual({
      'a/x.txt': 'tarred',
      'b/y.txt': 'packed',
      'c/z.txt': 'zipped',
    });
  });

  test('no deeper than one', async () => {
    const inner = await tar({ 'deep.tar': await tar({ 'x.txt': 'deep' }), 'y.txt': 'inner' });
    const container = await open('s.tar', await tar({ 'd/i.tar': inner, 'd/z.txt': 'outer' }));
    expect(await contents(container)).toEqual({ 'i/y.txt': 'inner', 'z.txt': 'outer' });
    expect(container.refused).toMatchObject([
      { path: 's/d/i/deep.tar', reason: containing('archive within an archive') },
    ]);
  });

  test('a folder and an archive of one name do not hide one another', async () => {
    const container = await openContainer([
      { path: 'set/a.txt', file: new Blob(['folder']) },
      { path: 'set.tar', file: new Blob([await tar({ 'a.txt': 'archive', 'b.txt': 'more' })]) },
    ]);
    expect(Object.keys(await contents(container))).toHaveLength(2);
    expect(container.refused).toMatchObject([{ path: 'set/a.txt', reason: containing('two files') }]);
  });
});

describe('scratch space', () => {
  const memoryDisk = (): ScratchSpace & { written: number; discarded: number } => {
    const disk = { written: 0, discarded: 0, create: () => Promise.resolve(file()) };
    const file = () => {
      const chunks: Uint8Array<ArrayBuffer>[] = [];
      return {
        write(chunk: Uint8Array<ArrayBuffer>) {
          disk.written += chunk.length;
          chunks.push(chunk);
          return Promise.resolve();
        },
        finish: () => Promise.resolve(new Blob(chunks)),
        discard() {
          disk.discarded += 1;
          return Promise.resolve();
        },
      };
    };
    return disk;
  };

  test('what is small stays in memory, what is large goes to the disk whole', async () => {
    const packed = gzip(await tar({ 'd/a.txt': 'a'.repeat(50_000), 'd/b.txt': 'b' }));
    for (const [most, onDisk] of [
      [1_000_000, false],
      [1_000, true],
    ] as const) {
      const disk = memoryDisk();
      const container = await open('s.tgz', packed, { scratch: new SpillingScratch(disk, most) });
      expect((await contents(container))['d/b.txt']).toBe('b');
      expect(disk.written > 50_000).toBe(onDisk);
    }
  });

  test('without a disk, or with a full one, the archive is refused with what to do', async () => {
    const packed = gzip(await tar({ 'd/a.txt': 'a'.repeat(50_000) }));
    const full: ScratchSpace = {
      create: () => Promise.reject(new DOMException('no room', 'QuotaExceededError')),
    };
    for (const [disk, reason] of [
      [null, 'gives no room'],
      [full, 'has not the room'],
    ] as const) {
      const container = await open('s.tgz', packed, { scratch: new SpillingScratch(disk, 1_000) });
      expect(container.refused).toMatchObject([
        { path: 's.tgz', reason: containing(reason), remedy: containing('drop the folder') },
      ]);
    }
  });

  test('is given back when the archive turns out broken', async () => {
    const disk = memoryDisk();
    const packed = gzip(await tar({ 'd/a.txt': 'a'.repeat(50_000) }));
    await open('s.tgz', packed.slice(0, -10), { scratch: new SpillingScratch(disk, 1_000) });
    expect(disk.discarded).toBe(1);
  });

  test('tells how far it is', async () => {
    const noise = Uint8Array.from({ length: 300_000 }, (_, at) => (at * at * 31 + (at >> 3)) & 255);
    const packed = gzip(await tar({ 'd/a.bin': noise }));
    const told: number[] = [];
    await open('s.tgz', packed, { onUnpacking: (_path, read, size) => told.push(read / size) });
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });
});

test('zip64', async () => {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, zip64: true, level: 0 });
  for (let n = 0; n < 300; n += 1)
    await writer.add(`d/${n}.txt`, new Uint8ArrayReader(Buffer.from(String(n))));
  const container = await openContainer([{ path: 's.zip', file: await writer.close() }]);
  expect(container.files).toHaveLength(300);
  expect(new TextDecoder().decode(await container.files[299]?.read())).toBe('299');
});

test('no bytes make a tar or a gzip throw or hang', async () => {
  const plain = await tar({ 'a/x.txt': 'words '.repeat(20), [`b/${'y'.repeat(150)}.txt`]: 'fine' });
  const packed = gzip(plain);
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (packs, flips, end) => {
        const bytes = (packs ? packed : plain).slice();
        for (const [where, value] of flips) {
          const at = Math.floor(where * (bytes.length - 1));
          bytes[at] = (bytes[at] ?? 0) ^ value;
        }
        const cut = bytes.slice(0, Math.ceil((0.5 + end) * bytes.length));
        const container = await open(packs ? 's.tgz' : 's.tar', cut);
        for (const file of container.files) await file.read();
      },
    ),
    { numRuns: 300 },
  );
});

function hasTar(): boolean {
  try {
    return execFileSync('tar', ['--version']).includes('GNU');
  } catch {
    return false;
  }
}
