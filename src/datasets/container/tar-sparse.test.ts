import { expect, test } from 'vitest';
import { openContainer } from './open.ts';

const blockBytes = 512;
const text = new TextEncoder();

/** A header as GNU tar writes it; `gapsGoOn` says that blocks with further gaps follow before the contents. */
function header(name: string, size: number, type: string, gapsGoOn = false): Uint8Array {
  const block = new Uint8Array(blockBytes);
  block.set(text.encode(name), 0);
  block.set(text.encode(`${size.toString(8).padStart(11, '0')}\0`), 124);
  block.set(text.encode(type), 156);
  block.set(text.encode('ustar  \0'), 257);
  if (gapsGoOn) block[482] = 1;
  block.fill(0x20, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.set(text.encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return block;
}

function filled(content: string): Uint8Array {
  const block = new Uint8Array(blockBytes * Math.ceil(content.length / blockBytes));
  block.set(text.encode(content));
  return block;
}

/** Such a block names 21 gaps; its byte 504 says whether another follows. */
const furtherGaps = (another: boolean): Uint8Array => {
  const block = new Uint8Array(blockBytes).fill(0x37, 0, 500);
  block[504] = another ? 1 : 0;
  return block;
};

const open = (...blocks: readonly Uint8Array[]) =>
  openContainer([
    {
      path: 'a.tar',
      file: new Blob([Uint8Array.from([...blocks, new Uint8Array(1024)].flatMap((block) => [...block]))]),
    },
  ]);

test.each([0, 1, 3])(
  'what follows a file with gaps, listed in %s further blocks, is not lost',
  async (further) => {
    const { files, refused } = await open(
      header('gaps.bin', 700, 'S', further > 0),
      ...Array.from({ length: further }, (_, n) => furtherGaps(n + 1 < further)),
      filled('x'.repeat(700)),
      header('after.txt', 5, '0'),
      filled('after'),
    );
    expect(refused).toMatchObject([
      { path: 'a/gaps.bin', reason: 'it is stored with gaps left out (sparse)' },
    ]);
    expect(files.map(({ path }) => path)).toEqual(['a/after.txt']);
    expect(new TextDecoder().decode(await files[0]?.read())).toBe('after');
  },
);

test('an archive that ends among the gaps ends there', async () => {
  const blocks = [header('gaps.bin', 700, 'S', true), furtherGaps(true)];
  const { files, refused } = await openContainer([
    { path: 'a.tar', file: new Blob([Uint8Array.from(blocks.flatMap((block) => [...block]))]) },
  ]);
  expect(files).toEqual([]);
  expect(refused).toHaveLength(1);
});
